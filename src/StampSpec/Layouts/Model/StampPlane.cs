namespace StampSpec.Layouts.Model;

/// <summary>One plane that every scale of every image carries.</summary>
/// <param name="Kind">What it contains.</param>
/// <param name="Number">The number type of a pixel.</param>
public sealed record StampPlane(PlaneKind Kind, PixelNumberType Number);

/// <summary>The number type in which a plane stores a pixel.</summary>
public enum PixelNumberType
{
    /// <summary>IEEE 754 binary32, 4 bytes.</summary>
    Float32,

    /// <summary>IEEE 754 binary64, 8 bytes.</summary>
    Float64,

    /// <summary>IEEE 754 binary16, 2 bytes.</summary>
    Float16,

    /// <summary>Signed, 4 bytes.</summary>
    Int32,

    /// <summary>Signed, 2 bytes.</summary>
    Int16,

    /// <summary>Unsigned, 2 bytes.</summary>
    UInt16,

    /// <summary>Signed, 1 byte.</summary>
    Int8,

    /// <summary>Unsigned, 1 byte.</summary>
    UInt8,
}

/// <summary>Sizes of <see cref="PixelNumberType"/>.</summary>
internal static class PixelNumberTypeSize
{
    /// <summary>Bytes of one stored number.</summary>
    public static int SizeBytes(this PixelNumberType number) =>
        number switch
        {
            PixelNumberType.Float64 => 8,
            PixelNumberType.Float32 or PixelNumberType.Int32 => 4,
            PixelNumberType.Float16 or PixelNumberType.Int16 or PixelNumberType.UInt16 => 2,
            _ => 1,
        };
}

/// <summary>The quantity that one plane of a stamp contains for each pixel.</summary>
public enum PlaneKind
{
    /// <summary>Flux.</summary>
    Flux,

    /// <summary>Variance of the flux.</summary>
    Variance,

    /// <summary>Mask bits.</summary>
    Mask,
}
