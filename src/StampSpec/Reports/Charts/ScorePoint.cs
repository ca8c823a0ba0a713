namespace StampSpec.Reports.Charts;

/// <summary>One layout in a panel of a score against what the layout costs or sees.</summary>
/// <param name="Label">Text beside the point.</param>
/// <param name="X">Position, above 0.</param>
/// <param name="XText">The position in words.</param>
/// <param name="Score">Score with interval.</param>
/// <param name="Runs">The score of each run.</param>
/// <param name="IsStrong">Whether the point stands out.</param>
internal sealed record ScorePoint(string Label, double X, string XText, Estimate Score, IReadOnlyList<double> Runs, bool IsStrong)
{
    /// <summary>What somebody else published for the layout.</summary>
    public double? Published { get; init; }

    /// <summary>Probability of being on the front.</summary>
    public double? OnFront { get; init; }
}
