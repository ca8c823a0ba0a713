using CsvHelper;
using StampSpec.Common;

namespace StampSpec.Reports.Tables;

/// <summary>Reference values from the literature, read from the tables in the folder of this file.</summary>
internal static class PublishedValues
{
    /// <summary>Scores of scores.csv.</summary>
    public static IReadOnlyList<PublishedScore> Scores { get; } = Read<PublishedScore>("scores.csv");

    /// <summary>Cells of confusion.csv: the full model of Reyes-Jainaga et al. (2023), authors' public results, mean of 5 runs.</summary>
    public static IReadOnlyList<PublishedConfusion> Confusions { get; } = Read<PublishedConfusion>("confusion.csv");

    /// <summary>Whether published values may be shown beside those of a study: only if it has exactly the published classes, because a
    /// classifier of fewer classes has an easier task.</summary>
    public static bool Match(IEnumerable<string> classes) =>
        classes.ToHashSet(StringComparer.Ordinal).SetEquals(Confusions.Select(c => c.True));

    /// <summary>Finds a layout's published score; null if there is none.</summary>
    public static PublishedScore? Find(string layout, string metric, string? className = null) =>
        Scores.FirstOrDefault(s => s.Layout == layout && s.Metric == metric && s.Class == (className ?? ""));

    private static IReadOnlyList<T> Read<T>(string name)
    {
        var type = typeof(PublishedValues);
        using var stream = type.Assembly.GetManifestResourceStream($"{type.Namespace}.{name}")
            ?? throw new InvalidOperationException($"{name} is missing from the assembly");
        using var csv = Csv.Reader(stream);
        return csv.ReadTable<T>();
    }
}

/// <summary>One cell of a confusion matrix that was published for a layout, measured on the authors' data.</summary>
/// <param name="Layout">Name of the layout as in specs/layouts.</param>
/// <param name="True">True class.</param>
/// <param name="Predicted">Predicted class.</param>
/// <param name="Percent">Percentage of the true class.</param>
[CsvRecord]
internal sealed partial record PublishedConfusion(string Layout, string True, string Predicted, double Percent);

/// <summary>A value that was published for a layout, measured on the authors' data: a reference, not a result of StampSpec.</summary>
/// <param name="Layout">Name of the layout as in specs/layouts.</param>
/// <param name="Metric">Name of the metric as results.csv writes it.</param>
/// <param name="Class">The class; empty for figures over all classes.</param>
/// <param name="Value">A fraction in [0, 1].</param>
/// <param name="Spread">Published spread; null if there is none.</param>
/// <param name="Source">Publication and description of the measurement.</param>
[CsvRecord]
internal sealed partial record PublishedScore(string Layout, string Metric, string Class, double Value, double? Spread, string Source);
