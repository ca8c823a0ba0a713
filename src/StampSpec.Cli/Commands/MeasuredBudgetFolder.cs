using StampSpec.Budgets.Measured;
using StampSpec.Common;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;

namespace StampSpec.Cli.Commands;

/// <summary>What <c>stampspec budget --measure</c> writes: tables, a page and a figure.</summary>
internal static class MeasuredBudgetFolder
{
    /// <summary>Writes parts.csv, stamps.csv, messages.csv, bytes.svg, bytes.png and README.md.</summary>
    public static void Write(MeasuredBudget budget, string folder)
    {
        Directory.CreateDirectory(folder);
        FigureFiles.Write([FigureOf(budget)], folder, FigureFormats.Svg | FigureFormats.Png);
        foreach (var (name, text) in budget.Documents())
        {
            AtomicFile.Write(Path.Combine(folder, name), text);
        }
    }

    private static Figure FigureOf(MeasuredBudget budget)
    {
        var counts = budget.Surveys.Select(s => FormattableString.Invariant($"{s.Alerts:N0} {s.Survey.ToString().ToUpperInvariant()}"));
        var alerts = string.Join(", ", counts);
        return ByteFigure.Build(
            [.. budget.Comparison.Select(p => new StackedBarSegment(p.Packet, p.Part, p.Bytes))],
            $"Mean bytes per alert by part over real alerts ({alerts}).",
            $"mean over real alerts: {alerts}; packets without schema and wire header"
        );
    }
}
