namespace StampSpec.Alerts.Fits;

/// <summary>One image unit to be written.</summary>
/// <param name="Image">Its pixels.</param>
/// <param name="Cards">Cards beside those that describe the pixels, in order.</param>
/// <param name="Name">EXTNAME; null for none.</param>
public sealed record FitsImageHdu(FitsImage Image, IReadOnlyList<FitsCard> Cards, string? Name = null);
