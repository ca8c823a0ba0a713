using StampSpec.Formats.Avro;

namespace StampSpec.Alerts;

/// <summary>A field that a packet reader reads, and a column of the same name in tables of alerts.</summary>
/// <param name="Path">Names from the outermost record inwards, with points between them.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="IsRequired">Whether no alert can be read without it.</param>
internal sealed record PacketField(string Path, PacketFieldKind Kind, bool IsRequired = false)
{
    /// <summary>Whether a column of a table is the field or is inside it.</summary>
    public bool Has(string path) => path == Path || path.StartsWith(Path + ".", StringComparison.Ordinal);

    /// <summary>Whether a column's values can be what the field needs.</summary>
    public bool Accepts(AvroType type) =>
        Kind switch
        {
            PacketFieldKind.Number => type is AvroType.Int or AvroType.Long or AvroType.Float or AvroType.Double,
            PacketFieldKind.WholeNumber => type is AvroType.Int or AvroType.Long,
            PacketFieldKind.Text => type is AvroType.String,
            PacketFieldKind.Truth => type is AvroType.Boolean,
            PacketFieldKind.Items => true,
            _ => type is AvroType.Bytes,
        };

    /// <summary>The kind in words.</summary>
    public string KindInWords =>
        Kind switch
        {
            PacketFieldKind.Number => "numbers",
            PacketFieldKind.WholeNumber => "whole numbers",
            PacketFieldKind.Text => "text",
            PacketFieldKind.Truth => "true or false",
            PacketFieldKind.Items => "a list",
            _ => "the bytes of an image file",
        };
}

/// <summary>What the values of a field are.</summary>
internal enum PacketFieldKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A number without a fraction.</summary>
    WholeNumber,

    /// <summary>Characters.</summary>
    Text,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>A list of records.</summary>
    Items,

    /// <summary>The file of a cutout.</summary>
    Image,
}
