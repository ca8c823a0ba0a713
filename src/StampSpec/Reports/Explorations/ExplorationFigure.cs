using System.Globalization;
using StampSpec.Reports.Charts;
using StampSpec.Reports.VegaLite;
using StampSpec.Studies.Exploring;

namespace StampSpec.Reports.Explorations;

/// <summary>
/// Two panels of macro-F1 against bytes: above, every candidate in the last rung that it reached, on validation objects; below, the finalists on test objects.
/// </summary>
internal static class ExplorationFigure
{
    private const double AxisRoom = 52;
    private const double PanelHeight = 150;

    /// <summary>Builds the figure.</summary>
    public static Figure Build(ExplorationResults results)
    {
        var facts = new StudyFacts(
            results.Summary.TestObjects,
            results.Summary.FinalRuns,
            "95 % interval (two-level bootstrap)",
            $"exploration {results.Summary.Name}, {results.DataSource()}",
            results.Provenance.Command);
        var width = Figure.PointsOf(FigureWidth.DoubleColumn) - AxisRoom;
        var search = SearchPanel.Build(results, width, PanelHeight);
        ByteLimit[] budgets = [.. results.Summary.Budgets.Select(b => new ByteLimit(b.Name, b.Bytes))];
        var (names, colours) = SearchPanel.Key(results.Summary.Rungs);
        var finalists = Finalists(results);
        View[] panels = finalists.Length == 0 ? [search] : [search, ScorePanel.Build(finalists, budgets, Axes("Test macro-F1"), width, PanelHeight)];
        return new Figure(
            "exploration",
            "Validation and test macro-F1 against bytes per alert",
            new ColumnView([ColourKey.Build(names, colours, width), .. panels])
            {
                Spacing = 8,
                Resolve = Resolve.Independent("color"),
                Title = facts.Footing(FigureWidth.DoubleColumn, facts.Interval),
            },
            FigureWidth.DoubleColumn,
            string.Create(CultureInfo.InvariantCulture,
                $"Above: every candidate's macro-F1 on {results.Summary.ValidationObjects} validation objects in the last rung that it reached, after the number of steps that the colour tells; line: the front of the last rung; rings: finalists that are not on it, the best of their range of bytes between two budgets. Below: the finalists on the test objects, those of nearly equal bytes moved apart; line: those that no other beats there. {facts.Sentences(facts.Interval)}"));
    }

    private static ScorePoint[] Finalists(ExplorationResults results) =>
    [
        .. results.Front.Where(f => f.TestMacroF1 is not null).Select(f => new ScorePoint(
            f.Layout, f.BytesSent, ByteText.Of(f.BytesSent), new Estimate(f.TestMacroF1!.Value, f.TestLow, f.TestHigh), [], f.OnTestFront ?? false)
        {
            OnFront = f.FrontProbability,
        }),
    ];

    private static ScoreAxes Axes(string name) => new(
        "bytes per alert", new Axis { Title = "Bytes per alert, as sent", LabelExpr = ByteText.AxisExpression }, ByteText.Ticks, name, "", JoinsFront: true);
}
