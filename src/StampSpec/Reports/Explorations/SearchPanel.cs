using System.Globalization;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;
using StampSpec.Studies.Exploring;

namespace StampSpec.Reports.Explorations;

/// <summary>Every candidate that was trained, in the last rung that it reached: validation macro-F1 against bytes, the front joined, the other finalists ringed.</summary>
internal static class SearchPanel
{
    private const double RoomAtEnds = 12;

    /// <summary>Draws the panel.</summary>
    /// <param name="sheet">Where to.</param>
    /// <param name="results">An exploration of which at least one candidate came to a result.</param>
    /// <param name="area">The plotting area without the axes' labels.</param>
    public static void Draw(Sheet sheet, ExplorationResults results, PlotBox area)
    {
        CandidateRow[] last = [.. results.Candidates.Where(c => c.ValidationMacroF1 is not null).GroupBy(c => c.Id.Layout).Select(g => g.MaxBy(c => c.Rung)!)];
        var x = PlotScale.Logarithmic(last.Select(c => c.BytesSent), area.Left, area.Right, RoomAtEnds);
        var y = PlotScale.Linear(last.Select(c => c.ValidationMacroF1!.Value), area.Bottom, area.Top, 0, 1.01);
        sheet.AddAxes(
            new PanelAxis(x, "Bytes per alert, as sent", LogarithmicTicks.Of(x, ByteText.OfTick)),
            PanelAxis.Linear(y, "Validation macro-F1", 6) with { HasGrid = true });
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

    /// <summary>The colours of the rungs, in the words of the key.</summary>
    public static (IReadOnlyList<string> Names, IReadOnlyList<string> Colours) Key(IReadOnlyList<SearchRung> rungs) =>
        ([.. rungs.Select(NameOf)], Palette.OfLayouts(rungs.Count));

    private static string NameOf(SearchRung rung) => string.Create(CultureInfo.InvariantCulture, $"last in rung {rung.Number}, {rung.Steps:N0} steps");

    private static (double X, double Y) PlaceOf(FrontRow finalist, PlotScale x, PlotScale y) =>
        (x.PositionOf(finalist.BytesSent), y.PositionOf(finalist.ValidationMacroF1));

    private static void DrawCandidate(Sheet sheet, CandidateRow candidate, IReadOnlyList<SearchRung> rungs, PlotScale x, PlotScale y)
    {
        var (names, colours) = Key(rungs);
        var rung = candidate.Rung!.Value - 1;
        var score = candidate.ValidationMacroF1!.Value;
        sheet.Add(Marks.Dot(x.PositionOf(candidate.BytesSent), y.PositionOf(score), 4.8, colours[rung], opacity: 0.9), MarkTag.Of(candidate.Id.Layout).Saying(
            ("layout", candidate.Id.Layout), ("validation macro-F1", MarkTag.Number(score)), ("bytes", ByteText.Of(candidate.BytesSent)),
            ("rung", names[rung]), ("outcome", candidate.Outcome)));
    }
}
