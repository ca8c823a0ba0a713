using StampSpec.Learning.Metrics;

namespace StampSpec.Studies.Statistics;

/// <summary>One score of a classifier: a metric and, unless it averages over classes, a class.</summary>
/// <param name="Metric">Name as results.csv writes it, such as <c>macro-f1</c> or <c>recall</c>.</param>
/// <param name="ClassIndex">The class; null for macro figures.</param>
public sealed record ScoreKey(string Metric, int? ClassIndex)
{
    /// <summary>The score that layouts are compared by.</summary>
    public static ScoreKey MacroF1 { get; } = new(MetricNames.MacroF1, null);

    /// <summary>Every score of a confusion matrix of K classes, in the order of <see cref="ScoreVector"/>.</summary>
    public static IReadOnlyList<ScoreKey> All(int classCount) =>
    [
        MacroF1,
        new(MetricNames.MacroPrecision, null),
        new(MetricNames.MacroRecall, null),
        new(MetricNames.Accuracy, null),
        .. Enumerable.Range(0, classCount).SelectMany(k => new ScoreKey[] { new(MetricNames.F1, k), new(MetricNames.Precision, k), new(MetricNames.Recall, k) }),
    ];
}
