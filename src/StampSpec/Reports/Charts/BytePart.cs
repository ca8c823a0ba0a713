namespace StampSpec.Reports.Charts;

/// <summary>Bytes of one part of an alert under a layout.</summary>
/// <param name="Layout">Name.</param>
/// <param name="Part">Part, such as pixels.</param>
/// <param name="Bytes">Bytes per alert.</param>
public sealed record BytePart(string Layout, string Part, double Bytes);
