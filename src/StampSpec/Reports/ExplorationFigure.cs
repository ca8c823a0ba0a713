using System.Globalization;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;
using StampSpec.Reports.Tables;
using StampSpec.Studies.Exploring;

namespace StampSpec.Reports;

/// <summary>
/// Two panels of macro-F1 against bytes: every candidate in its last rung on validation objects above, the finalists on test objects below.
/// </summary>
internal static class ExplorationFigure
{
    private const double AxisRoom = 38;
    private const double PanelHeight = 150;

    private const double RoomAtEnds = 12;

    /// <summary>The figure in both column widths, the wide one first.</summary>
    public static IReadOnlyList<Figure> BuildAll(ExplorationResults results) =>
        [.. StudyFigures.Widths.Select(width => Build(results, width))];

    private static Figure Build(ExplorationResults results, FigureWidth width)
    {
        var facts = new StudyFacts(
            results.Summary.TestObjects,
            results.Summary.FinalRuns,
            "95 % interval (two-level bootstrap)",
            $"exploration {results.Summary.Name}, {ExplorationReportTables.DataSource(results)}",
            results.Provenance.Command
        );
        var sheet = new Sheet(Figure.PointsOf(width));
        var right = sheet.Width - 12;
        ByteLimit[] budgets = [.. results.Summary.Budgets.Select(b => new ByteLimit(b.Name, b.Bytes))];
        var (names, colours) = Key(results.Summary.Rungs);
        var finalists = Finalists(results);
        var top = ColourKey.Draw(sheet, ColourKey.Of(names, colours), AxisRoom, right, ChartStyle.Margin) + 4;
        Draw(sheet, results, new PlotBox(AxisRoom, top, right, top + PanelHeight));
        top += PanelHeight + ChartStyle.AxisRoom + 8;
        if (finalists.Length > 0)
        {
            top += ScorePanel.RoomAbove(finalists, budgets, AxisRoom, right);
            ScorePanel.Draw(
                sheet,
                finalists,
                budgets,
                Axes("Test macro-F1", results),
                new PlotBox(AxisRoom, top, right, top + PanelHeight)
            );
            top += PanelHeight + ChartStyle.AxisRoom + 8;
        }

        sheet.EndWith(facts.Footing(facts.Interval), top - 4);
        return facts.Figure(
            "exploration",
            "Validation and test macro-F1 against bytes per alert",
            sheet,
            width,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Top: macro-F1 of every candidate on {results.Summary.ValidationObjects} validation objects in the last rung "
                    + $"that it reached; the colour gives the rung and its number of training steps. The line is the Pareto front of "
                    + $"the last rung; rings mark finalists that are not on it but are references or the best of their range of bytes "
                    + $"between two budgets. Bottom: the finalists on the test objects; the line is the Pareto front "
                    + $"of the finalists. Bytes: {new ReportNames(results.Final.Summary).BytesMeaning}. {ScorePanel.Legend}"
            ),
            facts.Interval
        );
    }

    private static ScorePoint[] Finalists(ExplorationResults results) =>
        [
            .. results
                .Front.Where(f => f.TestMacroF1 is not null)
                .Select(f => new ScorePoint(
                    f.Id.Layout,
                    f.Id.Layout,
                    f.BytesSent,
                    ByteText.Of(f.BytesSent),
                    new Estimate(f.TestMacroF1!.Value, f.TestLow, f.TestHigh),
                    [],
                    f.OnTestFront ?? false
                )
                {
                    OnFront = f.FrontProbability,
                }),
        ];

    private static string XTitle(ExplorationResults results) =>
        $"Bytes per alert ({new ReportNames(results.Final.Summary).ShortBytesMeaning})";

    private static ScoreAxes Axes(string name, ExplorationResults results) =>
        new("bytes per alert", XTitle(results), scale => scale.LogarithmicTicks(ByteText.OfTick), name, "", JoinsFront: true);

    /// <summary>Draws the panel.</summary>
    /// <param name="sheet">The sheet to draw on.</param>
    /// <param name="results">An exploration with at least one candidate that has a result.</param>
    /// <param name="area">The plotting area without the axes' labels.</param>
    private static void Draw(Sheet sheet, ExplorationResults results, PlotBox area)
    {
        CandidateRow[] last =
        [
            .. results.Candidates.Where(c => c.ValidationMacroF1 is not null).GroupBy(c => c.Id.Layout).Select(g => g.MaxBy(c => c.Rung)!),
        ];
        var x = PlotScale.Logarithmic(last.Select(c => c.BytesSent), area.Left, area.Right, RoomAtEnds);
        var y = PlotScale.Linear(last.Select(c => c.ValidationMacroF1!.Value), area.Bottom, area.Top, 0, 1.01);
        sheet.AddAxes(
            new PanelAxis(x, XTitle(results), x.LogarithmicTicks(ByteText.OfTick)),
            PanelAxis.Linear(y, "Validation macro-F1", 6) with
            {
                HasGrid = true,
            }
        );
        var front = results.Front.Where(f => f.OnValidationFront).OrderBy(f => f.BytesSent).Select(f => PlaceOf(f, x, y)).ToArray();
        if (front.Length > 1)
        {
            sheet.Add(Marks.Path(front, Palette.Accent, 1, opacity: 0.45));
        }

        foreach (var candidate in last)
        {
            DrawCandidate(sheet, candidate, results.Summary.Rungs, x, y);
        }

        foreach (var finalist in results.Front.Where(f => !f.OnValidationFront))
        {
            var (atX, atY) = PlaceOf(finalist, x, y);
            sheet.Add(Marks.Ring(atX, atY, 8.7, Palette.Accent, width: 1), MarkTag.Of(finalist.Id.Layout));
        }
    }

    /// <summary>The names of the rungs in the key, and their colours.</summary>
    private static (IReadOnlyList<string> Names, IReadOnlyList<string> Colours) Key(IReadOnlyList<SearchRung> rungs) =>
        ([.. rungs.Select(NameOf)], Palette.OfLayouts(rungs.Count));

    private static string NameOf(SearchRung rung) =>
        string.Create(CultureInfo.InvariantCulture, $"last in rung {rung.Number}, {rung.Steps:N0} steps");

    private static (double X, double Y) PlaceOf(FrontRow finalist, PlotScale x, PlotScale y) =>
        (x.PositionOf(finalist.BytesSent), y.PositionOf(finalist.ValidationMacroF1));

    private static void DrawCandidate(Sheet sheet, CandidateRow candidate, IReadOnlyList<SearchRung> rungs, PlotScale x, PlotScale y)
    {
        var (names, colours) = Key(rungs);
        var rung = candidate.Rung!.Value - 1;
        var score = candidate.ValidationMacroF1!.Value;
        sheet.Add(
            Marks.Dot(x.PositionOf(candidate.BytesSent), y.PositionOf(score), 4.8, colours[rung], opacity: 0.9),
            MarkTag
                .Of(candidate.Id.Layout)
                .Saying(
                    ("layout", candidate.Id.Layout),
                    ("validation macro-F1", MarkTag.Number(score)),
                    ("bytes", ByteText.Of(candidate.BytesSent)),
                    ("rung", names[rung]),
                    ("outcome", candidate.Outcome)
                )
        );
    }
}
