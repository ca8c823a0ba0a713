namespace StampSpec.Alerts.Avro;

/// <summary>What a container says before its first block.</summary>
/// <param name="Schema">The schema of its data.</param>
/// <param name="SchemaJson">The schema's text in UTF-8, as stored.</param>
/// <param name="Codec">How blocks are compressed.</param>
/// <param name="Metadata">All metadata, the schema and the codec included.</param>
/// <param name="SyncMarker">The 16 bytes that end every block.</param>
/// <param name="Length">Bytes of the header.</param>
public sealed record AvroHeader(
    AvroSchema Schema,
    ReadOnlyMemory<byte> SchemaJson,
    AvroCodec Codec,
    IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Metadata,
    ReadOnlyMemory<byte> SyncMarker,
    long Length);
