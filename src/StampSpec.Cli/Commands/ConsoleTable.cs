using System.Globalization;
using StampSpec.Cli.Output;
using StampSpec.Studies.Exploring;

namespace StampSpec.Cli.Commands;

/// <summary>Writes the results of an exploration as text tables.</summary>
internal static class ConsoleTable
{
    /// <summary>The finalists, then the best layout of each budget and of each range of bytes, with validation and test scores.</summary>
    public static void Write(ExplorationResults results, TextWriter output)
    {
        var summary = results.Summary;
        var candidates = results.Candidates.Select(c => c.Id.Layout).Distinct(StringComparer.Ordinal).Count();
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.Name}: {candidates} candidates, {summary.Rungs.Count} rungs, {summary.ValidationObjects} "
                    + $"validation and {summary.TestObjects} test objects"
            )
        );
        WriteFinalists(results, output);
        output.WriteLine();
        WriteBudgets(results, output);
        output.WriteLine();
        WriteRanges(results, output);
        foreach (var failed in results.Candidates.Where(c => c.Outcome == "failed"))
        {
            output.WriteLine($"note: {failed.Id.Layout} was eliminated in rung {failed.Rung}: {failed.Reason}");
        }
    }

    private static void WriteFinalists(ExplorationResults results, TextWriter output) =>
        TextTable.Write(
            output,
            ["bytes", "finalist", "there as", "validation", "test", "95 % interval", "on the front"],
            [
                .. results.Front.Select(f =>
                    new[]
                    {
                        Text(f.BytesSent, "0"),
                        f.Id.Layout,
                        results.WhyFinalist(f),
                        Text(f.ValidationMacroF1, "0.000"),
                        Text(f.TestMacroF1, "0.000"),
                        Interval(f.TestLow, f.TestHigh),
                        Text(f.FrontProbability, "0.00"),
                    }
                ),
            ]
        );

    private static void WriteBudgets(ExplorationResults results, TextWriter output) =>
        TextTable.Write(
            output,
            ["budget", "granted", "highest macro-F1", "bytes", "validation", "test", "95 % interval", "P(highest)", "verdict"],
            [
                .. results.Budgets.Select(b =>
                    new[]
                    {
                        b.Budget,
                        Text(b.BudgetBytes, "0"),
                        b.Layout ?? "none fits",
                        Text(b.BytesSent, "0"),
                        Text(b.ValidationMacroF1, "0.000"),
                        Text(b.TestMacroF1, "0.000"),
                        Interval(b.TestLow, b.TestHigh),
                        Text(b.TestBestProbability, "0.00"),
                        b.Verdict() ?? "",
                    }
                ),
            ]
        );

    private static void WriteRanges(ExplorationResults results, TextWriter output) =>
        TextTable.Write(
            output,
            [
                "above",
                "up to",
                "highest of the range",
                "bytes",
                "validation",
                "test",
                "95 % interval",
                $"minus {results.Final.Summary.Baseline}",
                "95 % interval",
            ],
            [
                .. results.Ranges.Select(r =>
                    new[]
                    {
                        Text(r.AboveBytes ?? 0, "0"),
                        Text(r.UpToBytes, "0"),
                        r.Layout ?? "none",
                        Text(r.BytesSent, "0"),
                        Text(r.ValidationMacroF1, "0.000"),
                        Text(r.TestMacroF1, "0.000"),
                        Interval(r.TestLow, r.TestHigh),
                        Text(r.TestMinusBaseline, "+0.000;-0.000;0.000"),
                        Interval(r.DifferenceLow, r.DifferenceHigh),
                    }
                ),
            ]
        );

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static string Interval(double? low, double? high) => low is null ? "" : $"{Text(low, "0.000")} to {Text(high, "0.000")}";
}
