namespace StampSpec.Alerts.Avro;

/// <summary>One block of a container.</summary>
/// <param name="Offset">Of its first byte, the count, in the file.</param>
/// <param name="Count">Data in it.</param>
/// <param name="StoredOffset">Of its stored bytes in the file.</param>
/// <param name="StoredLength">
/// Stored bytes, compressed where the codec compresses; without the counts before and the marker after them.
/// </param>
/// <param name="Data">The data, expanded; holds until the reader goes on.</param>
public sealed record AvroBlock(long Offset, long Count, long StoredOffset, int StoredLength, ReadOnlyMemory<byte> Data)
{
    /// <summary>Where the data's offsets point to.</summary>
    internal AvroOrigin Origin { get; init; }
}
