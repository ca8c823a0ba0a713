namespace StampSpec.Imaging;

/// <summary>The width of one star: FWHM of the fitted Gaussian and its formal error, pixels.</summary>
internal readonly record struct StarWidth(double FwhmPixels, double ErrorPixels);
