namespace StampSpec.Studies.Model;

/// <summary>
/// What may be said of two scores, whose difference is d, from p-values that are adjusted by Holm and the margin that was fixed before the
/// run. Pages, tables, the console and comparisons of studies take their words from here and nowhere else. If several hold, the first one
/// counts.
/// </summary>
public enum ComparisonVerdict
{
    /// <summary>d is above 0: its two-sided p-value is below 0.05.</summary>
    Better,

    /// <summary>|d| is below the margin: losses and gains of the margin or more are both excluded with p-values below 0.05.</summary>
    Equivalent,

    /// <summary>d is above minus the margin: a loss of the margin or more is excluded with a p-value below 0.05.</summary>
    NoWorse,

    /// <summary>d is below 0: its two-sided p-value is below 0.05.</summary>
    Worse,

    /// <summary>Nothing of this is shown.</summary>
    NotShown,
}

/// <summary>The rules and the words of <see cref="ComparisonVerdict"/>.</summary>
public static class ComparisonVerdicts
{
    private const double SignificanceLevel = 0.05;

    /// <summary>All of them, in the order of reports.</summary>
    public static IReadOnlyList<ComparisonVerdict> All { get; } = Enum.GetValues<ComparisonVerdict>();

    /// <summary>The verdict in tables, such as <c>no worse</c>.</summary>
    public static string Word(this ComparisonVerdict verdict) =>
        verdict switch
        {
            ComparisonVerdict.Better => "better",
            ComparisonVerdict.Equivalent => "equivalent",
            ComparisonVerdict.NoWorse => "no worse",
            ComparisonVerdict.Worse => "worse",
            _ => "not shown to differ",
        };

    /// <summary>The verdict of a difference.</summary>
    /// <param name="difference">d.</param>
    /// <param name="differs">Two-sided p-value of d = 0, adjusted; null if it was not computed.</param>
    /// <param name="nonInferior">One-sided p-value of d &lt;= -margin, adjusted; null if it was not computed.</param>
    /// <param name="nonSuperior">One-sided p-value of d &gt;= margin, adjusted; null if it was not computed.</param>
    internal static ComparisonVerdict Of(double difference, double? differs, double? nonInferior, double? nonSuperior) =>
        differs < SignificanceLevel && difference > 0 ? ComparisonVerdict.Better
        : nonInferior < SignificanceLevel && nonSuperior < SignificanceLevel ? ComparisonVerdict.Equivalent
        : nonInferior < SignificanceLevel ? ComparisonVerdict.NoWorse
        : differs < SignificanceLevel && difference < 0 ? ComparisonVerdict.Worse
        : ComparisonVerdict.NotShown;
}
