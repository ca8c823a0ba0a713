using StampSpec.Pixels;

namespace StampSpec.Layouts.Export;

/// <summary>One scale of one image of an alert, as it is written out.</summary>
/// <param name="Kind">Which image.</param>
/// <param name="Scale">Index of the scale, 0 the finest.</param>
/// <param name="PixelScaleArcsec">Side of a pixel, arcsec.</param>
/// <param name="Pixels">The pixels; NaN if a centre is omitted, or where raw flux is missing.</param>
public sealed record StampImage(CutoutKind Kind, int Scale, double PixelScaleArcsec, Image<float> Pixels)
{
    /// <summary>IMAGE-K: <c>science-0</c> is the finest scale of the science image.</summary>
    public string Name => NameOf(Kind, Scale);

    /// <summary>The name of one scale of one image.</summary>
    public static string NameOf(CutoutKind kind, int scale) => FormattableString.Invariant($"{kind.ToString().ToLowerInvariant()}-{scale}");
}
