namespace StampSpec.Alerts.Fits;

/// <summary>
/// What a FITS file may claim before it is refused, so that a lying header cannot make the reader allocate or loop without bound.
/// </summary>
public sealed record FitsLimits
{
    /// <summary>Limits for alert cutouts and reference images.</summary>
    public static FitsLimits Default { get; } = new();

    /// <summary>Most header and data units in one file.</summary>
    public int MaximumHdus { get; init; } = 1024;

    /// <summary>Longest axis, pixels or bytes.</summary>
    public long MaximumAxis { get; init; } = 1 << 24;

    /// <summary>Most pixels in one image, stored or compressed.</summary>
    public long MaximumPixels { get; init; } = 1 << 24;
}
