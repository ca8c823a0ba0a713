namespace StampSpec.Formats.Avro;

/// <summary>
/// Parsed schemas by their text, because thousands of packets share a few schemas. The cache keeps a bounded number, and texts are equal
/// only if all their bytes are.
/// </summary>
internal sealed class AvroSchemaCache
{
    private const int Capacity = 256;

    private readonly Lock _adding = new();
    private volatile (byte[] Json, AvroLimits Limits, AvroSchema Schema)[] _entries = [];

    /// <summary>The one cache of the process.</summary>
    public static AvroSchemaCache Shared { get; } = new();

    /// <summary>The schema of a text, which is parsed if it is new. The same text gives the same object while it is in the cache.</summary>
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
            // Two threads may add the same text; the copies are equal and the older one is removed first.
            var kept = _entries.Length < Capacity ? _entries : _entries[..^1];
            _entries = [(json, limits, schema), .. kept];
        }

        return (schema, json);
    }
}
