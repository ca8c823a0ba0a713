namespace StampSpec.Alerts.Avro;

/// <summary>How a container's blocks are compressed (specification 1.11, "Required Codecs" and "Optional Codecs").</summary>
public enum AvroCodec
{
    /// <summary>Not at all.</summary>
    Null,

    /// <summary>Raw deflate (RFC 1951), without zlib's header and checksum.</summary>
    Deflate,

    /// <summary>Snappy, followed by the big-endian CRC-32 of the expanded bytes.</summary>
    Snappy,
}
