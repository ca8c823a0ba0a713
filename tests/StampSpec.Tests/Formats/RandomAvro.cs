using System.Globalization;
using StampSpec.Common;
using StampSpec.Formats.Avro;

namespace StampSpec.Tests.Formats;

/// <summary>Random schemas over every type of Avro, and random values of them.</summary>
/// <param name="seed">The seed of the random numbers.</param>
/// <param name="smallestFixed">Minimum bytes of a fixed type; Apache.Avro refuses a size of 0.</param>
internal sealed class RandomAvro(Seed seed, int smallestFixed = 0)
{
    private static readonly string[] Primitives = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"];

    private readonly RandomSource _random = new(seed);
    private readonly List<string> _names = [];

    public string Schema(int depth = 4) =>
        _random.NextInt(depth > 0 ? 8 : 2) switch
        {
            0 => $"\"{Primitives[_random.NextInt(Primitives.Length)]}\"",
            1 => _names.Count > 0
                ? $"\"{_names[_random.NextInt(_names.Count)]}\""
                : "{\"type\": \"long\", \"logicalType\": \"survey-time\"}",
            2 => $$"""{"type": "array", "items": {{Schema(depth - 1)}}}""",
            3 => $$"""{"type": "map", "values": {{Schema(depth - 1)}}}""",
            4 => Union(depth),
            5 => Enum(),
            6 => Fixed(),
            _ => Record(depth),
        };

    public string Record(int depth)
    {
        var name = NewName();
        var fields = string.Join(
            ", ",
            Enumerable.Range(0, _random.NextInt(5)).Select(i => $$"""{"name": "f{{i}}", "type": {{Schema(depth - 1)}}}""")
        );
        _names.Add(name);
        return $$"""{"type": "record", "name": "{{name}}", "fields": [{{fields}}, {"name": "rest", "type": ["null", "{{name}}"]}]}""".Replace(
            "[, ",
            "[",
            StringComparison.Ordinal
        );
    }

    public object? Value(AvroSchema schema, int depth = 6) =>
        schema switch
        {
            AvroRecordSchema record => RecordOf(record, depth),
            AvroUnionSchema union => Value(union.Branches[depth > 0 ? _random.NextInt(union.Branches.Count) : 0], depth - 1),
            AvroArraySchema array => Enumerable.Range(0, Count(depth)).Select(_ => Value(array.Items, depth - 1)).ToArray(),
            AvroMapSchema map => Enumerable
                .Range(0, Count(depth))
                .ToDictionary(i => "k\u03B1" + i.ToString(CultureInfo.InvariantCulture), _ => Value(map.Values, depth - 1)),
            AvroEnumSchema symbols => new AvroEnumValue(symbols, _random.NextInt(symbols.Symbols.Count)),
            AvroFixedSchema bytes => new AvroFixedValue(bytes, Bytes(bytes.SizeBytes)),
            _ => Primitive(schema.Type),
        };

    private object? Primitive(AvroType type) =>
        type switch
        {
            AvroType.Null => null,
            AvroType.Boolean => _random.NextInt(2) == 1,
            AvroType.Int => (int)_random.NextBits() >> _random.NextInt(32),
            AvroType.Long => (long)_random.NextBits() >> _random.NextInt(64),
            AvroType.Float => (float)_random.NextNormal(),
            AvroType.Double => _random.NextNormal(),
            AvroType.Bytes => Bytes(_random.NextInt(200)),
            _ => new string([.. Enumerable.Range(0, _random.NextInt(100)).Select(_ => (char)(0x20 + _random.NextInt(0x500)))]),
        };

    private AvroRecord RecordOf(AvroRecordSchema schema, int depth)
    {
        var record = new AvroRecord(schema);
        foreach (var field in schema.Fields)
        {
            record[field.Position] = Value(field.Schema, depth - 1);
        }

        return record;
    }

    private string Union(int depth) =>
        $$"""["null", "int", "long", "float", "double", "string", "bytes", {"type": "fixed", "name": "{{NewName()}}", "size": 3}, {{Enum()}}, {{Record(depth - 1)}}]""";

    private string Enum()
    {
        var name = NewName();
        _names.Add(name);
        return $$"""{"type": "enum", "name": "{{name}}", "symbols": ["A", "B", "C"]}""";
    }

    private string Fixed()
    {
        var name = NewName();
        _names.Add(name);
        return $$"""{"type": "fixed", "name": "{{name}}", "size": {{smallestFixed + _random.NextInt(40)}}}""";
    }

    private string NewName() => "space.T" + (_random.NextBits() >> 1).ToString(CultureInfo.InvariantCulture);

    private int Count(int depth) => depth > 0 ? _random.NextInt(4) : 0;

    private byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(_ => (byte)_random.NextInt(256))];
}
