using System.Runtime.InteropServices;

namespace StampSpec.Alerts.Avro;

/// <summary>A stream over bytes in memory, without copying them.</summary>
internal static class ReadOnlyMemoryStream
{
    /// <summary>Makes the stream.</summary>
    public static MemoryStream Over(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var segment)
        ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);
}
