namespace StampSpec.Alerts.Avro;

/// <summary>The types of the Avro specification 1.11, "Schema Declaration".</summary>
public enum AvroType
{
    /// <summary>No value, 0 bytes.</summary>
    Null,

    /// <summary>1 byte.</summary>
    Boolean,

    /// <summary>32-bit signed, zig-zag variable length.</summary>
    Int,

    /// <summary>64-bit signed, zig-zag variable length.</summary>
    Long,

    /// <summary>4 bytes, little-endian.</summary>
    Float,

    /// <summary>8 bytes, little-endian.</summary>
    Double,

    /// <summary>A length and that many bytes.</summary>
    Bytes,

    /// <summary>A length and that many bytes of UTF-8.</summary>
    String,

    /// <summary>Fields in the order of the schema, without separators.</summary>
    Record,

    /// <summary>The index of a symbol.</summary>
    Enum,

    /// <summary>Blocks of items.</summary>
    Array,

    /// <summary>Blocks of string keys and values.</summary>
    Map,

    /// <summary>The index of a branch and its value.</summary>
    Union,

    /// <summary>As many bytes as the schema says.</summary>
    Fixed,
}
