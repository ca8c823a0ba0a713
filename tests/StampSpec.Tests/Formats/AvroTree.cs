using StampSpec.Formats.Avro;

namespace StampSpec.Tests.Formats;

/// <summary>Compares trees of Avro values.</summary>
internal static class AvroTree
{
    public static bool AreSame(object? left, object? right) =>
        (left, right) switch
        {
            (AvroRecord a, AvroRecord b) => a.Schema.Name == b.Schema.Name && a.Schema.Fields.All(f => AreSame(a[f.Position], b[f.Name])),
            (AvroEnumValue a, AvroEnumValue b) => a.Schema.Name == b.Schema.Name && a.Symbol == b.Symbol,
            (AvroFixedValue a, AvroFixedValue b) => a.Schema.Name == b.Schema.Name && a.Bytes.Span.SequenceEqual(b.Bytes.Span),
            (byte[] a, byte[] b) => a.SequenceEqual(b),
            (object?[] a, object?[] b) => a.Length == b.Length && a.Zip(b).All(pair => AreSame(pair.First, pair.Second)),
            (Dictionary<string, object?> a, Dictionary<string, object?> b) => a.Count == b.Count
                && a.All(pair => b.TryGetValue(pair.Key, out var other) && AreSame(pair.Value, other)),
            _ => Equals(left, right),
        };
}
