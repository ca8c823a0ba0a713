using CsvHelper;

namespace StampSpec.Reports.Published;

/// <summary>One cell of a confusion matrix that others published for a layout, on their data.</summary>
/// <param name="Layout">Name of the layout as in specs/layouts.</param>
/// <param name="True">True class.</param>
/// <param name="Predicted">Predicted class.</param>
/// <param name="Percent">Percentage of the true class.</param>
[CsvRecord]
public sealed partial record PublishedConfusion(string Layout, string True, string Predicted, double Percent);
