namespace StampSpec.Layouts;

/// <summary>Sizes of <see cref="PixelNumberType"/>.</summary>
public static class PixelNumberTypeSize
{
    /// <summary>Bytes of one stored number.</summary>
    public static int SizeBytes(this PixelNumberType number) => number switch
    {
        PixelNumberType.Float64 => 8,
        PixelNumberType.Float32 or PixelNumberType.Int32 => 4,
        PixelNumberType.Float16 or PixelNumberType.Int16 or PixelNumberType.UInt16 => 2,
        _ => 1,
    };
}
