using StampSpec.Pixels;

namespace StampSpec.Alerts;

/// <summary>One of an alert's small images, at the survey's native pixel scale, north up as shipped.</summary>
/// <param name="Kind">Science, template or difference.</param>
/// <param name="Flux">The image: DN for ZTF, nJy for LSST; missing pixels are NaN.</param>
/// <param name="PixelScaleArcsec">Side of one pixel, arcsec.</param>
public sealed record Cutout(CutoutKind Kind, Image<float> Flux, double PixelScaleArcsec)
{
    /// <summary>Variance of each pixel, in the square of the flux unit; null if the packet ships none (ZTF).</summary>
    public Image<float>? Variance { get; init; }

    /// <summary>PSF image on the native grid, odd sides; null if the packet ships none (ZTF).</summary>
    public Image<double>? Psf { get; init; }

    /// <summary>World coordinates of the image; null if the packet ships none (ZTF).</summary>
    public CutoutWcs? Wcs { get; init; }
}
