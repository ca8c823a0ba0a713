namespace StampSpec.Formats.Avro;

/// <summary>
/// Parsed schemas by their text: thousands of packets share a few. Keeps a bounded number; entries are equal only byte for byte.
/// </summary>
internal sealed class AvroSchemaCache
{
    private const int Capacity = 256;

    private readonly Lock _adding = new();
    private volatile Entry[] _entries = [];

    /// <summary>The one cache of the process.</summary>
    public static AvroSchemaCache Shared { get; } = new();

    /// <summary>The schema of a text, parsed where it is new. The same text gives the same object while the cache holds it.</summary>
    public (AvroSchema Schema, ReadOnlyMemory<byte> Json) Get(ReadOnlySpan<byte> utf8Json, AvroLimits limits)
    {
        foreach (var entry in _entries)
        {
            if (entry.Limits == limits && utf8Json.SequenceEqual(entry.Json))
            {
                return (entry.Schema, entry.Json);
            }
        }

        return Add(utf8Json.ToArray(), limits);
    }

    private (AvroSchema Schema, ReadOnlyMemory<byte> Json) Add(byte[] json, AvroLimits limits)
    {
        var schema = AvroSchema.Parse(json, limits);
        lock (_adding)
        {
            // Two threads may add the same text; the copies are equal and the older one falls out first.
            Entry[] kept = _entries.Length < Capacity ? _entries : _entries[..^1];
            _entries = [new Entry(json, limits, schema), .. kept];
        }

        return (schema, json);
    }

    private sealed record Entry(byte[] Json, AvroLimits Limits, AvroSchema Schema);
}
