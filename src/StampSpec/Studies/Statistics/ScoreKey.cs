namespace StampSpec.Studies.Statistics;

/// <summary>One score of a classifier: a metric and, unless it averages over classes, a class.</summary>
/// <param name="Metric">Name as results.csv writes it, such as <c>macro-f1</c> or <c>recall</c>.</param>
/// <param name="ClassIndex">The class; null for macro figures.</param>
public sealed record ScoreKey(string Metric, int? ClassIndex)
{
    /// <summary>The score that layouts are compared by.</summary>
    public static ScoreKey MacroF1 { get; } = new("macro-f1", null);

    /// <summary>Every score of a confusion matrix of K classes, in the order of <see cref="ScoreVector"/>.</summary>
    public static IReadOnlyList<ScoreKey> All(int classCount) =>
    [
        MacroF1,
        new("macro-precision", null),
        new("macro-recall", null),
        new("accuracy", null),
        .. Enumerable.Range(0, classCount).SelectMany(k => new ScoreKey[] { new("f1", k), new("precision", k), new("recall", k) }),
    ];
}
