namespace StampSpec.Learning.Metrics;

/// <summary>The predictions whose confidence falls into one bin.</summary>
/// <param name="Low">Lower edge of the confidence, exclusive (inclusive for the first bin).</param>
/// <param name="High">Upper edge of the confidence, inclusive.</param>
/// <param name="Count">Predictions in the bin.</param>
/// <param name="MeanConfidence">Their mean confidence; null without predictions.</param>
/// <param name="Accuracy">Fraction of them that are right; null without predictions.</param>
public sealed record ReliabilityBin(double Low, double High, int Count, double? MeanConfidence, double? Accuracy);
