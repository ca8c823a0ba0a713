using System.Globalization;
using StampSpec.Reports.Charts;
using StampSpec.Reports.VegaLite;
using StampSpec.Studies.Exploring;

namespace StampSpec.Reports.Explorations;

/// <summary>Every candidate that was trained, in the last rung that it reached: validation macro-F1 against bytes, the front joined, the other finalists ringed.</summary>
internal static class SearchPanel
{
    private const double RoomAtEnds = 12;

    /// <summary>Builds the panel.</summary>
    /// <param name="results">An exploration of which at least one candidate came to a result.</param>
    /// <param name="width">Width of the plotting area, points.</param>
    /// <param name="height">Its height, points.</param>
    public static View Build(ExplorationResults results, double width, double height)
    {
        CandidateRow[] last = [.. results.Candidates.Where(c => c.ValidationMacroF1 is not null).GroupBy(c => c.Layout).Select(g => g.MaxBy(c => c.Rung)!)];
        var x = PlotScale.Logarithmic(last.Select(c => c.BytesSent), width, RoomAtEnds);
        var y = PlotScale.Linear(last.Select(c => c.ValidationMacroF1!.Value), height, 0, 1.01);
        return new LayerView([FrontLine(results.Front), Points(last, results.Summary.Rungs), .. Rings(results.Front)])
        {
            Width = width,
            Height = height,
            Encoding = new Encoding
            {
                X = Channel.Quantity("x") with
                {
                    Scale = new Scale { Type = "log", Domain = [x.Low, x.High], Nice = false },
                    Axis = new Axis { Title = "Bytes per alert, as sent", LabelExpr = ByteText.AxisExpression, Grid = false, Values = ByteText.Ticks(x) },
                },
                Y = Channel.Quantity("y") with
                {
                    Scale = new Scale { Domain = [y.Low, y.High], Nice = false, Zero = false },
                    Axis = new Axis { Title = "Validation macro-F1", Grid = true, TickCount = 6 },
                },
            },
        };
    }

    /// <summary>The colours of the rungs, in the words of the key.</summary>
    public static (IReadOnlyList<string> Names, IReadOnlyList<string> Colours) Key(IReadOnlyList<SearchRung> rungs) =>
        ([.. rungs.Select(NameOf)], Palette.OfLayouts(rungs.Count));

    private static string NameOf(SearchRung rung) => string.Create(CultureInfo.InvariantCulture, $"last in rung {rung.Number}, {rung.Steps:N0} steps");

    private static UnitView FrontLine(IReadOnlyList<FrontRow> finalists) =>
        new(new Mark("line") { Color = Palette.Accent, StrokeWidth = 1, Opacity = 0.45 }, new Encoding { Order = Channel.Quantity("x") })
        {
            Data = Places(finalists.Where(f => f.OnValidationFront)),
        };

    private static IEnumerable<View> Rings(IReadOnlyList<FrontRow> finalists)
    {
        if (finalists.All(f => f.OnValidationFront))
        {
            yield break;
        }

        yield return new UnitView(new Mark("point") { Filled = false, Size = 60, Stroke = Palette.Accent, StrokeWidth = 1 }, new Encoding())
        {
            Data = Places(finalists.Where(f => !f.OnValidationFront)),
        };
    }

    private static InlineData Places(IEnumerable<FrontRow> finalists) => new([.. finalists.Select(f => new { X = f.BytesSent, Y = f.ValidationMacroF1 })]);

    private static UnitView Points(CandidateRow[] last, IReadOnlyList<SearchRung> rungs)
    {
        var (names, colours) = Key(rungs);
        return new UnitView(new Mark("point") { Filled = true, Size = 18, Opacity = 0.9 }, new Encoding
        {
            Color = Channel.Category("rung") with { Scale = new Scale { Domain = [.. names], Range = [.. colours] } },
            Tooltip =
            [
                Channel.Category("layout"), Channel.Quantity("y") with { Title = "validation macro-F1", Format = ".3f" }, Channel.Category("bytes"),
                Channel.Category("rung"), Channel.Category("outcome"),
            ],
        })
        {
            Data = new InlineData([.. last.Select(c => new
            {
                X = c.BytesSent, Y = c.ValidationMacroF1, c.Layout, Bytes = ByteText.Of(c.BytesSent), Rung = names[c.Rung!.Value - 1], c.Outcome,
            })]),
        };
    }
}
