namespace StampSpec.Reports.Charts;

/// <summary>A label and where its middle left stands, in points from the plot's top left corner.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Left">Left end.</param>
/// <param name="Middle">Vertical middle.</param>
/// <param name="Width">Estimated length.</param>
public sealed record PlacedLabel(string Text, double Left, double Middle, double Width);
