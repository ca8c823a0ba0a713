using StampSpec.Pixels;
using StampSpec.Reports;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Gallery;
using StampSpec.Reports.VegaLite;
using StampSpec.Seeds;
using StampSpec.Sky;

namespace StampSpec.Benchmarks.Sky;

/// <summary>The distances of <see cref="DistributionTable"/> by kind of quantity as a chart, and a sheet of synthetic stamps; no real stamp is drawn.</summary>
internal static class RealismFigures
{
    private const double RowHeight = 16;
    private const int PerClass = 7;
    private const double Side = 22;
    private const double Gap = 1;
    private const double GroupGap = 5;
    private const double LabelRoom = 34;

    private static readonly (string Kind, string Part)[] Kinds =
    [
        ("sky level", "sky level"), ("sky RMS", "sky RMS"), ("noise correlation", "noise correlation"), ("central width", "central width"), ("S/N", "S/N"),
        ("neighbours", "neighbour"), ("radial profile", "profile"), ("gzip bytes", "gzip bytes"), ("missing pixels", "missing fraction"),
    ];

    private static readonly string[] Series = ["to the fitting half", "to the checking half", "between the real halves"];

    /// <summary>Mean distance over classes, bands and images by kind of quantity. Satellites are left out: five read-outs are no distribution.</summary>
    public static Figure Distances(IReadOnlyList<DistributionRow> rows)
    {
        var counted = rows.Where(r => r.Class != SkyClass.Satellite.Label()).ToArray();
        var points = Kinds.SelectMany(k => Means(k.Kind, [.. counted.Where(r => r.Quantity.Contains(k.Part, StringComparison.Ordinal))])).ToArray();
        var colours = Palette.OfParts(Series.Length);
        var width = Figure.PointsOf(FigureWidth.SingleColumn);
        var dots = new UnitView(
            new Mark("point") { Filled = true, Size = 30, Opacity = 1 },
            new Encoding
            {
                X = Channel.Quantity("x") with { Scale = new Scale { Domain = [0, 0.5] }, Axis = new Axis { Title = "Mean Kolmogorov-Smirnov distance", TickCount = 5 } },
                Y = Channel.Category("kind") with { Sort = [.. Kinds.Select(k => k.Kind)], Axis = new Axis { Title = "" } },
                Color = Channel.Category("series") with { Scale = new Scale { Domain = [.. Series], Range = [.. colours] } },
            })
        {
            Data = new InlineData(points),
            Width = width - 90,
            Height = RowHeight * Kinds.Length,
        };
        return new Figure(
            "distances",
            "Distances between synthetic and real alerts",
            new ColumnView([ColourKey.Build(Series, colours, width - 20), dots]) { Spacing = 8, Resolve = Resolve.Independent("color") },
            FigureWidth.SingleColumn,
            "Mean Kolmogorov-Smirnov distance between synthetic and real alerts over classes (without satellites), bands and images, by kind of quantity, to the half of the real groups that distributions were fitted to and to the other; and between the real halves, which is what small numbers alone give.");
    }

    /// <summary>Science, template and difference of the first synthetic alerts of each class, none chosen.</summary>
    public static Figure Sheet()
    {
        var alerts = SyntheticSurvey.Generate(new SurveySettings { Mix = ClassMix.Balanced }, 40 * SkyClassLabels.All.Count, new Seed(7)).ToLookup(a => a.Class);
        var kinds = Enum.GetValues<CutoutKind>();
        var pictures = SkyClassLabels.All.SelectMany((label, row) => alerts[label].Take(PerClass).SelectMany((a, column) => kinds.Select((kind, i) => new
        {
            X = LabelRoom + (column * ((kinds.Length * (Side + Gap)) + GroupGap)) + (i * (Side + Gap)),
            Y = row * (Side + Gap),
            Url = StampPicture.Small(a.Alert[kind].Flux, Stretch.Of(a.Alert[kind].Flux)),
        }))).ToArray();
        var (width, height) = (pictures.Max(p => p.X) + Side, SkyClassLabels.All.Count * (Side + Gap));
        var view = new LayerView(
        [
            new UnitView(new Mark("image") { Width = Side, Height = Side, Align = "left", Baseline = "top", Aspect = false }, new Encoding { Url = Channel.Category("url") }) { Data = new InlineData(pictures) },
            new UnitView(new Mark("text") { Align = "left", Baseline = "middle", FontSize = 7 }, new Encoding { Text = Channel.Category("text") })
            {
                Data = new InlineData([.. SkyClassLabels.All.Select((label, row) => new { X = 0.0, Y = (row * (Side + Gap)) + (Side / 2), Text = label })]),
            },
        ])
        {
            Width = width,
            Height = height,
            Encoding = new Encoding
            {
                X = Channel.Quantity("x") with { Scale = new Scale { Domain = [0, width], Nice = false }, Axis = Axis.Hidden },
                Y = Channel.Quantity("y") with { Scale = new Scale { Domain = [height, 0], Nice = false }, Axis = Axis.Hidden },
            },
        };
        return new Figure(
            "synthetic-stamps", "Synthetic stamps", view, FigureWidth.DoubleColumn,
            "Science, template and difference, 63 arcsec a side, of the first seven synthetic alerts of each class from seed 7; none was chosen.");
    }

    private static IEnumerable<object> Means(string kind, DistributionRow[] rows) => new[] { rows.Average(r => r.ToFit), rows.Average(r => r.ToCheck), rows.Average(r => r.BetweenHalves) }
        .Zip(Series, (value, series) => new { X = value, Kind = kind, Series = series });
}
