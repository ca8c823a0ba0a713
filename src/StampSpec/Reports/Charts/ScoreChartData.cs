namespace StampSpec.Reports.Charts;

/// <summary>What the charts of scores draw.</summary>
/// <param name="Layouts">Every layout that has a score, by rising bytes.</param>
/// <param name="Classes">Class names in the study's order.</param>
/// <param name="Baseline">Layout that differences refer to; null if the study has none.</param>
/// <param name="Margin">The loss of macro-F1 that the study accepted before it ran.</param>
/// <param name="Limits">Budgets drawn as lines.</param>
/// <param name="BytesMeaning">What the bytes count and in which serialisation.</param>
/// <param name="Facts">What captions state.</param>
internal sealed record ScoreChartData(
    IReadOnlyList<LayoutScore> Layouts,
    IReadOnlyList<string> Classes,
    string? Baseline,
    double Margin,
    IReadOnlyList<ByteLimit> Limits,
    string BytesMeaning,
    StudyFacts Facts
)
{
    /// <summary>File name of the figure without extension.</summary>
    public string Name { get; init; } = "macro-f1-vs-bytes";

    /// <summary>What the figure shows.</summary>
    public string Title { get; init; } = "Macro-F1 against bytes per alert";
}

/// <summary>A budget drawn as a line.</summary>
/// <param name="Name">Short name, such as DMTN-102.</param>
/// <param name="Bytes">Bytes of an alert's stamps that it grants.</param>
internal sealed record ByteLimit(string Name, double Bytes);
