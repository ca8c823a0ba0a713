using System.Globalization;
using StampSpec.Formats.Avro;

namespace StampSpec.Alerts;

/// <summary>
/// Where the columns of a survey are among the slots of a packet reader's projection. It is compiled once for each schema and can be used
/// by any number of threads.
/// </summary>
internal sealed class PacketColumnSchema
{
    private readonly IReadOnlyList<PacketColumn> _columns;
    private readonly Dictionary<string, int> _indices;
    private readonly int[] _slots;
    private readonly bool[] _isInSchema;

    /// <summary>Finds the columns of a survey.</summary>
    /// <param name="survey">The survey.</param>
    /// <param name="paths">Paths that the reader needs itself, the first slots.</param>
    /// <param name="schema">The packet's schema.</param>
    public PacketColumnSchema(SurveyKind survey, IReadOnlyList<string> paths, AvroRecordSchema schema)
    {
        Survey = survey;
        _columns = PacketColumns.Of(survey);
        string[] all = [.. paths.Concat(_columns.Where(c => c.Type != ColumnType.Derived).Select(c => c.Field)).Distinct()];
        Projection = new AvroProjection(schema, all);
        _slots = [.. _columns.Select(c => c.Type == ColumnType.Derived ? -1 : Array.IndexOf(all, c.Field))];
        _isInSchema = [.. _slots.Select(slot => slot < 0 || Projection.Has(slot))];
        _indices = _columns.Index().ToDictionary(c => c.Item.Name, c => c.Index, StringComparer.Ordinal);
    }

    /// <summary>The survey.</summary>
    public SurveyKind Survey { get; }

    /// <summary>The projection of the reader's own paths, followed by the columns.</summary>
    public AvroProjection Projection { get; }

    /// <summary>Whether the schema has a column.</summary>
    public bool Has(PacketColumn column) => IndexOf(column) is { } index && _isInSchema[index];

    /// <summary>Index of a column among the survey's; null if it is of another survey.</summary>
    public int? IndexOf(PacketColumn column) => _indices.TryGetValue(column.Name, out var index) ? index : null;

    /// <summary>The values of a packet.</summary>
    /// <param name="datum">The packet.</param>
    /// <param name="slots">The slots that the projection filled.</param>
    /// <param name="derived">Values of derived columns by name; null if there are none. Others are missing.</param>
    public PacketValues Read(ReadOnlySpan<byte> datum, ReadOnlySpan<AvroSlot> slots, IReadOnlyDictionary<string, double>? derived = null)
    {
        var values = new double[_columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] =
                _slots[i] >= 0 ? ValueOf(_columns[i].Type, slots[_slots[i]], datum)
                : derived is not null && derived.TryGetValue(_columns[i].Name, out var value) ? value
                : double.NaN;
        }

        return new PacketValues(this, values);
    }

    /// <summary>The values of a packet that is yet to be written, rounded to what its fields can hold.</summary>
    /// <param name="values">Values by the names of their columns; those that are null or not named are missing.</param>
    public PacketValues Of(IEnumerable<(string Name, double? Value)> values)
    {
        double[] all = [.. _columns.Select(_ => double.NaN)];
        foreach (var (name, value) in values.Where(v => v.Value is not null))
        {
            var index = _indices[name];
            all[index] = _columns[index].Type == ColumnType.Float ? (float)value!.Value : value!.Value;
        }

        return new PacketValues(this, all);
    }

    /// <summary>The values of a packet that was not written: those that its reader would find.</summary>
    /// <param name="packet">The packet. A record of it that is null has no values.</param>
    public PacketValues Read(AvroRecord packet) =>
        new(
            this,
            [.. _columns.Select((c, i) => _slots[i] < 0 ? double.NaN : NumberOf(c.Field.Split('.').Aggregate((object?)packet, Member)))]
        );

    private static object? Member(object? record, string field) =>
        record is AvroRecord inner && inner.Schema.TryGetField(field, out _) ? inner[field] : null;

    private static double NumberOf(object? value) =>
        value switch
        {
            bool isTrue => isTrue ? 1 : 0,
            null or string => double.NaN,
            _ => Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) ? number : double.NaN,
        };

    private static double ValueOf(ColumnType type, AvroSlot slot, ReadOnlySpan<byte> datum) =>
        type switch
        {
            ColumnType.Flag => slot.TextIn(datum) switch
            {
                "t" or "1" => 1,
                "f" or "0" => 0,
                _ => double.NaN,
            },
            ColumnType.Name => slot.TextIn(datum) is null or "" or "null" ? 0 : 1,
            _ when slot.Type == AvroType.Boolean => slot.Bits != 0 ? 1 : 0,
            // -999 and -99999 stand for missing numbers in ZTF's packets.
            _ => slot.Number is { } number && double.IsFinite(number) && number is not (-999 or -99999) ? number : double.NaN,
        };
}
