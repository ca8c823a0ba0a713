namespace StampSpec.Reports.Charts;

/// <summary>The data of the score charts.</summary>
/// <param name="Layouts">Every layout with a score, by increasing bytes.</param>
/// <param name="Classes">Class names in the study's order.</param>
/// <param name="Baseline">The layout that differences refer to; null if the study has none.</param>
/// <param name="Margin">The accepted loss of macro-F1, which the spec sets before the study runs.</param>
/// <param name="Limits">Budgets, drawn as lines.</param>
/// <param name="BytesMeaning">What the bytes count: planes and serialisation.</param>
/// <param name="Facts">The facts that every caption states.</param>
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
    /// <summary>File name of the figure, without extension.</summary>
    public string Name { get; init; } = "macro-f1-vs-bytes";

    /// <summary>What the bytes count, in few words for a narrow axis, such as <c>own planes, raw</c>.</summary>
    public string ShortBytesMeaning { get; init; } = "own planes, raw";

    /// <summary>The scored alerts in words, such as <c>real alerts</c>.</summary>
    public string Alerts { get; init; } = "alerts";

    /// <summary>Title of the figure.</summary>
    public string Title { get; init; } = "Macro-F1 against bytes per alert";
}

/// <summary>A budget drawn as a line.</summary>
/// <param name="Name">Short name, such as DMTN-102.</param>
/// <param name="Bytes">Maximum bytes of an alert's stamps.</param>
internal sealed record ByteLimit(string Name, double Bytes);
