namespace StampSpec.Alerts.Avro;

/// <summary>Chooses the branch of a union for a value: the one whose own type the value has, else the first that takes it.</summary>
internal static class AvroUnionChoice
{
    /// <summary>The index of the branch.</summary>
    /// <exception cref="ArgumentException">No branch takes the value.</exception>
    public static int Of(AvroUnionSchema union, object? value) =>
        IndexOf(union, branch => IsOwn(branch, value)) ?? IndexOf(union, branch => Takes(branch, value))
            ?? throw new ArgumentException($"no branch of the union takes a value of type {value?.GetType().Name ?? "null"}");

    /// <summary>The index of an enum's symbol for a value; null if it has none.</summary>
    public static int? SymbolIndex(AvroEnumSchema schema, object? value) => value switch
    {
        AvroEnumValue symbol when symbol.Schema.Name == schema.Name => symbol.Index,
        string symbol => IndexOf(schema.Symbols, s => s == symbol),
        _ => null,
    };

    private static int? IndexOf(AvroUnionSchema union, Func<AvroSchema, bool> suits) => IndexOf(union.Branches, suits);

    private static int? IndexOf<T>(IReadOnlyList<T> items, Func<T, bool> suits)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (suits(items[i]))
            {
                return i;
            }
        }

        return null;
    }

    private static bool IsOwn(AvroSchema branch, object? value) => (branch.Type, value) switch
    {
        (AvroType.Null, null) or (AvroType.Boolean, bool) or (AvroType.Int, int) or (AvroType.Long, long) => true,
        (AvroType.Float, float) or (AvroType.Double, double) or (AvroType.Bytes, byte[]) or (AvroType.String, string) => true,
        (AvroType.Array, object?[]) or (AvroType.Map, IReadOnlyDictionary<string, object?>) => true,
        (AvroType.Record, AvroRecord record) => record.Schema.Name == branch.Name,
        (AvroType.Enum, AvroEnumValue symbol) => symbol.Schema.Name == branch.Name,
        (AvroType.Fixed, AvroFixedValue @fixed) => @fixed.Schema.Name == branch.Name,
        _ => false,
    };

    private static bool Takes(AvroSchema branch, object? value) => (branch, value) switch
    {
        ({ Type: AvroType.Long }, int) => true,
        (AvroEnumSchema symbols, string) => SymbolIndex(symbols, value) is not null,
        (AvroFixedSchema @fixed, byte[] bytes) => bytes.Length == @fixed.SizeBytes,
        _ => false,
    };
}
