namespace StampSpec.Reports.Charts;

/// <summary>A layout's score on scored objects that share a property.</summary>
/// <param name="Layout">Name.</param>
/// <param name="Slice">The property.</param>
/// <param name="Value">Which part.</param>
/// <param name="Median">The property's median in the part; null where it is no number.</param>
/// <param name="Class">Class; null for macro-F1.</param>
/// <param name="Objects">Objects that the score rests on.</param>
/// <param name="Score">F1 or macro-F1 with interval.</param>
public sealed record SliceScore(string Layout, string Slice, string Value, double? Median, string? Class, int Objects, Estimate Score)
{
    /// <summary>Classes that macro-F1 averages; null for a class.</summary>
    public int? Classes { get; init; }

    /// <summary>Score minus the baseline's, paired; null for the baseline itself.</summary>
    public Estimate? Difference { get; init; }
}
