using CsvHelper;

namespace StampSpec.Studies.Results;

/// <summary>One row of results.csv: one score of one layout in one run.</summary>
/// <param name="Id">The layout.</param>
/// <param name="Run">Run, from 1.</param>
/// <param name="Metric">Name of the metric, such as <c>macro-f1</c>, <c>f1</c>, <c>precision</c>, <c>recall</c>, <c>accuracy</c>, <c>calibration-error</c>.</param>
/// <param name="Class">The class; null for figures over all classes.</param>
/// <param name="Value">A fraction in [0, 1].</param>
[CsvRecord]
public sealed partial record ScoreRow(LayoutId Id, int Run, string Metric, string? Class, double Value);
