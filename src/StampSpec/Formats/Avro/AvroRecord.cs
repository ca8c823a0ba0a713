namespace StampSpec.Formats.Avro;

/// <summary>
/// A record's values in the order of its schema's fields. The types of the values, by Avro type, are: null; bool; int; long; float; double;
/// byte[] (bytes); string; <see cref="AvroRecord"/>; <see cref="AvroEnumValue"/>; object?[] (array); Dictionary of string to object? (map);
/// <see cref="AvroFixedValue"/>; a union's value is its branch's value.
/// </summary>
internal sealed class AvroRecord
{
    private readonly object?[] _values;

    /// <summary>Creates a record whose values are all null.</summary>
    public AvroRecord(AvroRecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
        _values = new object?[schema.Fields.Count];
    }

    /// <summary>The record's schema.</summary>
    public AvroRecordSchema Schema { get; }

    /// <summary>The value at a field's position.</summary>
    public object? this[int position]
    {
        get => _values[position];
        set => _values[position] = value;
    }

    /// <summary>The value of a field.</summary>
    /// <exception cref="ArgumentException">The schema has no such field.</exception>
    public object? this[string field]
    {
        get => _values[PositionOf(field)];
        set => _values[PositionOf(field)] = value;
    }

    private int PositionOf(string field) =>
        Schema.TryGetField(field, out var found)
            ? found.Position
            : throw new ArgumentException($"the record {Schema.Name} has no field \"{field}\"", nameof(field));
}

/// <summary>A value of an enumeration.</summary>
/// <param name="Schema">The enumeration.</param>
/// <param name="Index">Index of the symbol, from 0.</param>
internal sealed record AvroEnumValue(AvroEnumSchema Schema, int Index)
{
    /// <summary>The symbol.</summary>
    public string Symbol => Schema.Symbols[Index];
}

/// <summary>A value of a fixed type.</summary>
/// <param name="Schema">The type.</param>
/// <param name="Bytes">The bytes; their number is that of the type.</param>
internal sealed record AvroFixedValue(AvroFixedSchema Schema, ReadOnlyMemory<byte> Bytes);
