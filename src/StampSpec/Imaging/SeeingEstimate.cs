namespace StampSpec.Imaging;

/// <summary>The width of an image's PSF.</summary>
/// <param name="FwhmPixels">FWHM, pixels.</param>
/// <param name="ErrorPixels">One-sigma error, pixels; null if unknown.</param>
/// <param name="Origin">Where it comes from.</param>
public sealed record SeeingEstimate(double FwhmPixels, double? ErrorPixels, SeeingOrigin Origin);
