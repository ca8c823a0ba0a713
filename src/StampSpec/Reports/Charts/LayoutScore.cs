namespace StampSpec.Reports.Charts;

/// <summary>What a study found about one layout.</summary>
/// <param name="Layout">Name.</param>
/// <param name="Bytes">Bytes of an alert's stamps as transmitted.</param>
/// <param name="MacroF1">Score with interval.</param>
/// <param name="Runs">Macro-F1 of each run.</param>
/// <param name="Classes">F1 of each class, with interval, by class name.</param>
public sealed record LayoutScore(
    string Layout, double Bytes, Estimate MacroF1, IReadOnlyList<double> Runs, IReadOnlyDictionary<string, Estimate> Classes)
{
    /// <summary>Bytes of an alert's stamps as a survey would send them; null where they were not measured.</summary>
    public double? SentBytes { get; init; }

    /// <summary>F1 that somebody else published for classes of this layout, by class name.</summary>
    public IReadOnlyDictionary<string, double> PublishedClasses { get; init; } = new Dictionary<string, double>();

    /// <summary>Macro-F1 minus the baseline's, paired; null for the baseline itself and where it could not be computed.</summary>
    public Estimate? Difference { get; init; }

    /// <summary>Probability that the difference lies above minus the margin; null where there is no difference.</summary>
    public double? WithinMargin { get; init; }

    /// <summary>One-sided p-value of a loss of the margin or more, adjusted by Holm over the layouts; null for the baseline.</summary>
    public double? NonInferiorityPValue { get; init; }

    /// <summary>Probability that no other layout is both smaller and better; null where it could not be computed.</summary>
    public double? OnFront { get; init; }

    /// <summary>Probability of being the best layout within a budget, by the budget's name.</summary>
    public IReadOnlyDictionary<string, double> BestWithin { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether the estimated scores put the layout on the front of bytes against macro-F1.</summary>
    public bool IsOnFront { get; init; }

    /// <summary>A macro-F1 that somebody else published for this layout; null where there is none.</summary>
    public double? Published { get; init; }
}
