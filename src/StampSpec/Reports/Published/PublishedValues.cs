using StampSpec.Files;

namespace StampSpec.Reports.Published;

/// <summary>Reference values from the literature, read from the tables beside this file.</summary>
public static class PublishedValues
{
    /// <summary>Scores of scores.csv.</summary>
    public static IReadOnlyList<PublishedScore> Scores { get; } = Read<PublishedScore>("scores.csv");

    /// <summary>Cells of confusion.csv: the full model of Reyes-Jainaga et al. (2023), authors' public results, mean of 5 runs.</summary>
    public static IReadOnlyList<PublishedConfusion> Confusions { get; } = Read<PublishedConfusion>("confusion.csv");

    /// <summary>A layout's published score; null where there is none.</summary>
    public static PublishedScore? Find(string layout, string metric, string? className = null) =>
        Scores.FirstOrDefault(s => s.Layout == layout && s.Metric == metric && s.Class == (className ?? ""));

    private static IReadOnlyList<T> Read<T>(string name)
    {
        var type = typeof(PublishedValues);
        using var stream = type.Assembly.GetManifestResourceStream($"{type.Namespace}.{name}") ?? throw new InvalidOperationException($"the assembly lacks {name}");
        using var csv = Csv.Reader(stream);
        return csv.ReadTable<T>();
    }
}
