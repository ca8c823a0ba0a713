namespace StampSpec.Imaging;

/// <summary>A point of light found in an image.</summary>
/// <param name="Flux">Its flux, in the image's unit; negative in a difference image where it faded.</param>
/// <param name="XArcsec">Columns from the grid's centre, arcsec.</param>
/// <param name="YArcsec">Rows from the grid's centre, arcsec.</param>
internal readonly record struct CompactSource(double Flux, double XArcsec, double YArcsec);
