namespace StampSpec.Imaging;

/// <summary>Compact light found in an image.</summary>
/// <param name="Flux">Its flux, in the image's unit; negative in a difference image where it faded.</param>
/// <param name="XArcsec">Columns from the grid's centre, arcsec.</param>
/// <param name="YArcsec">Rows from the grid's centre, arcsec.</param>
/// <param name="SquareWidthArcsec">
/// Variance of the round Gaussian that its light fills before the PSF spreads it, arcsec^2; 0 for a point.
/// </param>
internal readonly record struct CompactSource(double Flux, double XArcsec, double YArcsec, double SquareWidthArcsec);
