using StampSpec.Learning.Metrics;

namespace StampSpec.Reports.Charts;

/// <summary>How often a layout's classifier is right at each stated confidence.</summary>
/// <param name="Layout">Name.</param>
/// <param name="Bins">Bins of confidence over all runs.</param>
/// <param name="CalibrationError">Expected calibration error, mean over runs; null where it was not computed.</param>
public sealed record ReliabilityCurve(string Layout, IReadOnlyList<ReliabilityBin> Bins, double? CalibrationError);
