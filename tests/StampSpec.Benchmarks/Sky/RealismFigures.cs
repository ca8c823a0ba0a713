using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Imaging.Pictures;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;
using StampSpec.Reports.Gallery;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;

namespace StampSpec.Benchmarks.Sky;

/// <summary>The distances of <see cref="DistributionTable"/> by kind of quantity as a chart, and a sheet of synthetic stamps; no real stamp
/// is drawn.</summary>
internal static class RealismFigures
{
    private const double RowHeight = 16;
    private const int PerClass = 7;
    private const double Side = 21;
    private const double Gap = 1;
    private const double GroupGap = 5;
    private const double LabelRoom = 34;

    private static readonly (string Kind, string Part)[] Kinds =
    [
        ("sky level", "sky level"),
        ("sky RMS", "sky RMS"),
        ("noise correlation", "noise correlation"),
        ("central width", "central width"),
        ("S/N", "S/N"),
        ("neighbours", "neighbour"),
        ("radial profile", "profile"),
        ("gzip bytes", "gzip bytes"),
        ("missing pixels", "missing fraction"),
    ];

    private static readonly string[] Series = ["to the fitting half", "to the checking half", "between the real halves"];

    /// <summary>Mean distance over classes, bands and images by kind of quantity. Satellites are left out: five read-outs are no
    /// distribution.</summary>
    public static Figure Distances(IReadOnlyList<DistributionRow> rows)
    {
        var counted = rows.Where(r => r.Class != SkyClass.Satellite.Label()).ToArray();
        var colours = Palette.OfParts(Series.Length);
        var sheet = new Sheet(Figure.PointsOf(FigureWidth.SingleColumn));
        string[] names = [.. Kinds.Select(k => k.Kind)];
        var left = LayoutRows.LabelWidth(names);
        var top = ColourKey.Draw(sheet, ColourKey.Of(Series, colours), left, sheet.Width, ChartStyle.Margin) + 4;
        var bottom = top + (RowHeight * Kinds.Length);
        var x = new PlotScale(0, 0.5, left, sheet.Width - 12);
        sheet.AddAxes(PanelAxis.Linear(x, "Mean Kolmogorov-Smirnov distance", 5) with { HasGrid = true }, PanelAxis.Rows(top, bottom));
        LayoutRows.DrawLabels(sheet, names, RowHeight, left, top);
        for (var row = 0; row < Kinds.Length; row++)
        {
            var means = Means([.. counted.Where(r => r.Quantity.Contains(Kinds[row].Part, StringComparison.Ordinal))]);
            for (var series = 0; series < means.Length; series++)
            {
                sheet.Add(Marks.Dot(x.PositionOf(means[series]), top + ((row + 0.5) * RowHeight), 6.2, colours[series]));
            }
        }

        sheet.EndWith("distances of distributions, mean over classes, bands and images", bottom + ChartStyle.AxisRoom + 4);
        return new Figure(
            "distances",
            "Distances between synthetic and real alerts",
            sheet,
            FigureWidth.SingleColumn,
            "Mean Kolmogorov-Smirnov distance between synthetic and real alerts over classes (without "
                + "satellites), bands and images, by kind of quantity, "
                + "to the half of the real groups that distributions were fitted to and to the other; and between the "
                + "real halves, which is what small numbers alone give."
        );
    }

    /// <summary>Science, template and difference of the first synthetic alerts of each class, none chosen.</summary>
    public static Figure Stamps()
    {
        var alerts = SyntheticSurvey
            .Generate(new SurveySettings { Mix = ClassMix.Balanced }, 40 * SkyClassLabels.All.Count, new Seed(7))
            .ToLookup(a => a.Class);
        var sheet = new Sheet(Figure.PointsOf(FigureWidth.DoubleColumn));
        for (var row = 0; row < SkyClassLabels.All.Count; row++)
        {
            var (label, top) = (SkyClassLabels.All[row], ChartStyle.Margin + (row * (Side + Gap)));
            sheet.Add(Marks.Label(label, ChartStyle.Margin, top + (Side / 2), ScottPlot.Alignment.MiddleLeft, new LabelLook()));
            foreach (var (alert, column) in alerts[label].Take(PerClass).Select((a, column) => (a.Alert, column)))
            {
                DrawAlert(sheet, alert, LabelRoom + (column * ((3 * (Side + Gap)) + GroupGap)), top);
            }
        }

        const string Caption =
            "Science, template and difference, 63 arcsec a side, of the first seven synthetic alerts of each "
            + "class from seed 7; none was chosen.";
        sheet.EndWith(Caption, ChartStyle.Margin + (SkyClassLabels.All.Count * (Side + Gap)) + 4);
        return new Figure("synthetic-stamps", "Synthetic stamps", sheet, FigureWidth.DoubleColumn, Caption);
    }

    /// <summary>Science, template and difference of alerts of one class, evenly chosen from all of them.</summary>
    public static Figure Sheet(string name, string label, IReadOnlyList<LabelledAlert> alerts)
    {
        const int columns = 6;
        const int rows = 12;
        var own = alerts.Where(a => a.Class == label).OrderBy(a => a.Alert.Candid).ToArray();
        var shown = Math.Min(own.Length, columns * rows);
        var sheet = new Sheet(Figure.PointsOf(FigureWidth.DoubleColumn));
        for (var i = 0; i < shown; i++)
        {
            var (left, top) = ((i % columns) * ((3 * (Side + Gap)) + GroupGap), ChartStyle.Margin + (i / columns * (Side + Gap)));
            DrawAlert(sheet, own[i * own.Length / shown].Alert, ChartStyle.Margin + left, top);
        }

        var caption = $"Science, template and difference of {shown} of {own.Length} alerts.";
        sheet.EndWith(caption, ChartStyle.Margin + (rows * (Side + Gap)) + 4);
        return new Figure(name, name, sheet, FigureWidth.DoubleColumn, caption);
    }

    private static void DrawAlert(Sheet sheet, Alert alert, double left, double top)
    {
        foreach (var (i, kind) in Enum.GetValues<CutoutKind>().Index())
        {
            sheet.Add(Marks.Picture(StampPicture.Small(alert[kind].Flux, Stretch.Of(alert, kind)), left + (i * (Side + Gap)), top, Side));
        }
    }

    private static double[] Means(DistributionRow[] rows) =>
        [rows.Average(r => r.ToFit), rows.Average(r => r.ToCheck), rows.Average(r => r.BetweenHalves)];
}
