namespace StampSpec.Reports.Figures;

/// <summary>One chart of a study, ready to be written as SVG, PNG and PDF.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Title">Title of the chart, for headings and alternative texts.</param>
/// <param name="Sheet">The drawing, in points.</param>
/// <param name="Width">Column width.</param>
/// <param name="Caption">Contents, n, runs, interval and data source, in plain text.</param>
public sealed record Figure(string Name, string Title, Sheet Sheet, FigureWidth Width, string Caption)
{
    private const double PointsPerMillimetre = 72 / 25.4;

    /// <summary>The end of the names of figures in one column.</summary>
    internal const string NarrowSuffix = "-88mm";

    /// <summary>The caption without the facts that all figures of a page share.</summary>
    internal string Description { get; init; } = Caption;

    /// <summary>The command that makes the figure, for its SVG; null if it is not known.</summary>
    internal string? Command { get; init; }

    /// <summary>The drawings of single layouts, which a page can hide separately; empty if the figure has no parts.</summary>
    internal IReadOnlyList<(string Layout, Sheet Sheet)> Parts { get; init; } = [];

    /// <summary>A column width in points.</summary>
    public static double PointsOf(FigureWidth width) => Math.Round((width == FigureWidth.SingleColumn ? 88 : 180) * PointsPerMillimetre, 2);
}

/// <summary>Column widths of journals.</summary>
public enum FigureWidth
{
    /// <summary>One column: 88 mm.</summary>
    SingleColumn,

    /// <summary>Both columns: 180 mm.</summary>
    DoubleColumn,
}
