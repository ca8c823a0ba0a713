namespace StampSpec.Alerts.Fits.Tiles;

/// <summary>How an image is tile-compressed with Rice.</summary>
/// <param name="QuantisationLevel">q: the step is the tile's noise sigma divided by it; above 0.</param>
/// <param name="DitherSeed">ZDITHER0, 1 to 10,000.</param>
public sealed record FitsTileSettings(double QuantisationLevel, int DitherSeed = 1);
