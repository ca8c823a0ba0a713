using System.Globalization;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;
using StampSpec.Studies.Exploring;

namespace StampSpec.Reports.Explorations;

/// <summary>
/// Two panels of macro-F1 against bytes: above, every candidate in the last rung that it reached, on validation objects; below, the finalists on test objects.
/// </summary>
internal static class ExplorationFigure
{
    private const double AxisRoom = 38;
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
        var sheet = new Sheet(Figure.PointsOf(FigureWidth.DoubleColumn));
        var right = sheet.Width - 12;
        ByteLimit[] budgets = [.. results.Summary.Budgets.Select(b => new ByteLimit(b.Name, b.Bytes))];
        var (names, colours) = SearchPanel.Key(results.Summary.Rungs);
        var finalists = Finalists(results);
        var top = ColourKey.Draw(sheet, ColourKey.Of(names, colours), AxisRoom, right, ChartStyle.Margin) + 4;
        SearchPanel.Draw(sheet, results, new PlotBox(AxisRoom, top, right, top + PanelHeight));
        top += PanelHeight + ChartStyle.AxisRoom + 8;
        if (finalists.Length > 0)
        {
            top += ScorePanel.RoomAbove(finalists, budgets, AxisRoom, right);
            ScorePanel.Draw(sheet, finalists, budgets, Axes("Test macro-F1"), new PlotBox(AxisRoom, top, right, top + PanelHeight));
            top += PanelHeight + ChartStyle.AxisRoom + 8;
        }

        sheet.EndWith(facts.Footing(facts.Interval), top - 4);
        return new Figure(
            "exploration",
            "Validation and test macro-F1 against bytes per alert",
            sheet,
            FigureWidth.DoubleColumn,
            string.Create(CultureInfo.InvariantCulture,
                $"Above: every candidate's macro-F1 on {results.Summary.ValidationObjects} validation objects in the last rung that it reached, after the number of steps that the colour tells; line: the front of the last rung; rings: finalists that are not on it, the best of their range of bytes between two budgets. Below: the finalists on the test objects, those of nearly equal bytes moved apart; line: those that no other beats there. {facts.Sentences(facts.Interval)}"));
    }

    private static ScorePoint[] Finalists(ExplorationResults results) =>
    [
        .. results.Front.Where(f => f.TestMacroF1 is not null).Select(f => new ScorePoint(
            f.Id.Layout, f.Id.Layout, f.BytesSent, ByteText.Of(f.BytesSent), new Estimate(f.TestMacroF1!.Value, f.TestLow, f.TestHigh), [], f.OnTestFront ?? false)
        {
            OnFront = f.FrontProbability,
        }),
    ];

    private static ScoreAxes Axes(string name) => new(
        "bytes per alert", "Bytes per alert, as sent", scale => LogarithmicTicks.Of(scale, ByteText.OfTick), name, "", JoinsFront: true);
}
