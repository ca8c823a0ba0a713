using System.Globalization;
using StampSpec.Learning.Metrics;
using StampSpec.Studies.Model;

namespace StampSpec.Cli.Commands;

/// <summary>Writes the results of a study as a text table.</summary>
internal static class StudyTable
{
    /// <summary>One row for each layout: bytes, macro-F1 with its interval, and the difference from the baseline.</summary>
    public static void Write(StudySummary summary, TextWriter output)
    {
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.Name}: {summary.ScoredObjects} objects scored in {summary.ScoredGroups} groups, "
                    + $"{summary.ComparedRuns.Count} of {summary.Runs} runs, {summary.Protocol}"
            )
        );
        var width = summary.Layouts.Select(l => Name(l).Length).Append("layout".Length).Max();
        output.WriteLine($"{"layout".PadRight(width)}  {"bytes", 7}  macro-F1  95 % interval     minus {summary.Baseline}");
        foreach (var layout in summary.Layouts)
        {
            output.WriteLine(Row(summary, layout, width));
        }

        output.WriteLine($"bytes: {summary.BytesMeaning}");
        foreach (var warning in summary.Warnings)
        {
            output.WriteLine($"note: {warning}");
        }
    }

    private static string Name(LayoutSummary layout) =>
        layout.Id.Layout + (layout.ExternalModel is { } model ? $" ({model})" : "") + (layout.IsControl ? " (control)" : "");

    private static string Row(StudySummary summary, LayoutSummary layout, int width)
    {
        var start = FormattableString.Invariant($"{Name(layout).PadRight(width)}  {layout.Bytes, 7:0}");
        if (layout.EstimateOf(MetricNames.MacroF1) is not { } score)
        {
            return $"{start}  no run is complete";
        }

        var comparison = summary.ComparisonOf(layout.Id);
        var difference = comparison is null
            ? ""
            : FormattableString.Invariant(
                $"{comparison.Difference:+0.0000;-0.0000} [{comparison.Low:+0.0000;-0.0000}, {comparison.High:+0.0000;-0.0000}]"
            ) + $"  {comparison.Verdict?.Word()}";
        return FormattableString
            .Invariant($"{start}    {score.Value:0.0000}  [{score.Low:0.0000}, {score.High:0.0000}]  {difference}")
            .TrimEnd();
    }
}
