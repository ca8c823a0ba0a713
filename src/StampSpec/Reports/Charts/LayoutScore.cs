using System.Globalization;
using StampSpec.Reports.Figures;
using StampSpec.Studies.Model;

namespace StampSpec.Reports.Charts;

/// <summary>The scores of one layout in charts.</summary>
/// <param name="Layout">Name.</param>
/// <param name="Bytes">Bytes of an alert's stamps.</param>
/// <param name="MacroF1">Score with interval.</param>
/// <param name="Runs">Macro-F1 of each run.</param>
/// <param name="Classes">F1 of each class, with interval, by class name.</param>
internal sealed record LayoutScore(
    string Layout,
    double Bytes,
    Estimate MacroF1,
    IReadOnlyList<double> Runs,
    IReadOnlyDictionary<string, Estimate> Classes
)
{
    /// <summary>Bytes of an alert's stamps as a survey would send them; null if they were not measured.</summary>
    public double? SentBytes { get; init; }

    /// <summary>Published F1 of classes of this layout, by class name.</summary>
    public IReadOnlyDictionary<string, double> PublishedClasses { get; init; } = new Dictionary<string, double>();

    /// <summary>Macro-F1 minus the baseline's, paired; null for the baseline itself and if it could not be computed.</summary>
    public Estimate? Difference { get; init; }

    /// <summary>Probability that the difference is greater than minus the margin; null if there is no difference.</summary>
    public double? WithinMargin { get; init; }

    /// <summary>What may be said about the difference; null for the baseline.</summary>
    public ComparisonVerdict? Verdict { get; init; }

    /// <summary>Probability that no other layout is both smaller and better; null if it could not be computed.</summary>
    public double? OnFront { get; init; }

    /// <summary>Probability of being the best layout within a budget, by the budget's name.</summary>
    public IReadOnlyDictionary<string, double> BestWithin { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether the layout is on the front of bytes against macro-F1 according to the estimated scores.</summary>
    public bool IsOnFront { get; init; }

    /// <summary>Whether the layout is a control experiment, which competes neither for the front nor for the best layout.</summary>
    public bool IsControl { get; init; }

    /// <summary>Published macro-F1 of this layout; null if there is none.</summary>
    public double? Published { get; init; }
}

/// <summary>A score with its interval.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Low">Lower end; null if no interval could be computed.</param>
/// <param name="High">Upper end; null if no interval could be computed.</param>
internal readonly record struct Estimate(double Value, double? Low, double? High)
{
    /// <summary>The lowest value drawn.</summary>
    public double Bottom => Math.Min(Value, Low ?? Value);

    /// <summary>The highest value drawn.</summary>
    public double Top => Math.Max(Value, High ?? Value);

    /// <summary>The interval in words; null if there is none.</summary>
    public string? Text =>
        Low is { } low && High is { } high
            ? string.Create(CultureInfo.InvariantCulture, $"{low:0.000} to {high:0.000}").Replace('-', '\u2212')
            : null;
}

/// <summary>The facts that every caption states.</summary>
/// <param name="Objects">Number of test objects, n.</param>
/// <param name="Runs">Number of runs of each layout.</param>
/// <param name="Interval">The kind of intervals, such as "95 % two-level bootstrap".</param>
/// <param name="Source">The source of the data, and whether they are real, synthetic or injected.</param>
/// <param name="Command">The command that makes the figure.</param>
internal sealed record StudyFacts(int Objects, int Runs, string Interval, string Source, string Command)
{
    /// <summary>Why the results must not be quoted, as a sentence; null if nothing forbids it.</summary>
    public string? Caution { get; init; }

    /// <summary>The last sentences of a caption.</summary>
    /// <param name="bars">The interval that bars show; null if there are no bars.</param>
    public string Sentences(string? bars) => $"{Counted(bars)}. Data: {Source}.{(Caution is null ? "" : " " + Caution)}";

    /// <summary>The text at the foot of a figure, for copies without the caption.</summary>
    /// <param name="bars">The interval that bars show; null if there are no bars.</param>
    public string Footing(string? bars) => $"{(Caution is null ? "" : Caution + " ")}{Counted(bars)}; data: {Source}";

    /// <summary>Makes a figure whose caption ends with the facts.</summary>
    /// <param name="name">File name without extension and without <c>-88mm</c>.</param>
    /// <param name="title">Title.</param>
    /// <param name="sheet">The drawing.</param>
    /// <param name="width">Column width.</param>
    /// <param name="description">The caption without the facts.</param>
    /// <param name="bars">The interval that bars show; null if there are no bars.</param>
    public Figure Figure(string name, string title, Sheet sheet, FigureWidth width, string description, string? bars) =>
        new(
            width == FigureWidth.SingleColumn ? name + Figures.Figure.NarrowSuffix : name,
            title,
            sheet,
            width,
            $"{description} {Sentences(bars)}"
        )
        {
            Description = bars is null || bars == Interval ? description : $"{description} Bars: {bars}.",
            Command = Command,
        };

    private string Counted(string? bars) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"n = {Objects:N0} test objects, {Runs} {(Runs == 1 ? "run" : "runs")} per layout{(bars is null ? "" : "; bars: " + bars)}"
        );
}
