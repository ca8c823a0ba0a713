using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Layouts;
using StampSpec.Pixels;
using StampSpec.Reports.Charts;
using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Gallery;

/// <summary>Figure 3: science, template and difference of one object a class under each layout, and the scales of the widest layout side by side.</summary>
internal static class GalleryFigure
{
    private const double Gap = 2;
    private const double GroupGap = 9;
    private const double RowLabel = 40;
    private const double Header = 24;
    private const double MostSide = 46;
    private static readonly CutoutKind[] Kinds = [CutoutKind.Science, CutoutKind.Template, CutoutKind.Difference];
    private static readonly double[] RoundAngles = [1, 2, 5, 10, 20, 50];

    /// <summary>One group of three pictures a layout, scales nested.</summary>
    public static Figure Build(IReadOnlyList<LabelledAlert> examples, IReadOnlyList<StampLayout> layouts, StudyFacts facts)
    {
        var width = Figure.PointsOf(FigureWidth.DoubleColumn) - 10;
        var side = Math.Min(MostSide, ((width - RowLabel - (GroupGap * (layouts.Count - 1))) / layouts.Count / Kinds.Length) - Gap);
        var columns = layouts.SelectMany((layout, group) => Kinds.Select((kind, i) => new GalleryColumn(
            RowLabel + (group * ((Kinds.Length * (side + Gap)) + GroupGap)) + (i * (side + Gap)), kind.ToString().ToLowerInvariant(),
            i == 0 ? layout.Name : null, i == 0 ? BarOf(layout.FieldOfViewArcsec) : null, layout.FieldOfViewArcsec, alert => Nested(alert, kind, layout)))).ToArray();
        return FigureOf("stamps", "Stamps of one object a class", columns, side, examples, facts,
            "Science, template and difference of one object of each class under each layout; the scales of a multi-scale stamp lie over each other, the finer ones framed. Orange bars give the angular scale.");
    }

    /// <summary>The science image's scales side by side, finest first.</summary>
    public static Figure BuildStrip(IReadOnlyList<LabelledAlert> examples, StampLayout layout, StudyFacts facts)
    {
        var columns = layout.Scales.Select((scale, i) => new GalleryColumn(
            RowLabel + (i * (MostSide + GroupGap)), string.Create(CultureInfo.InvariantCulture, $"{scale.Pixels} px of {scale.PixelScaleArcsec:0.##}\u2033"), i == 0 ? layout.Name : null,
            BarOf(scale.FieldOfViewArcsec), scale.FieldOfViewArcsec, alert => StampPicture.Plain(Cut(alert, CutoutKind.Science, layout)[i], Stretch.Of(alert[CutoutKind.Science].Flux)))).ToArray();
        return FigureOf("stamp-scales", $"Scales of {layout.Name}", columns, MostSide, examples, facts,
            $"The scales of {layout.Name}, science image, finest first, for one object of each class. Orange bars give the angular scale.");
    }

    private static Figure FigureOf(string name, string title, IReadOnlyList<GalleryColumn> columns, double side, IReadOnlyList<LabelledAlert> examples, StudyFacts facts, string caption)
    {
        var width = columns.Max(c => c.Left) + side;
        var column = width > Figure.PointsOf(FigureWidth.SingleColumn) - 8 ? FigureWidth.DoubleColumn : FigureWidth.SingleColumn;
        var height = Header + (examples.Count * (side + Gap));
        var pictures = examples.SelectMany((e, row) => columns.Select(c => new { X = c.Left, Y = Header + (row * (side + Gap)), Url = c.Picture(e.Alert), Class = e.Class })).ToArray();
        var view = new LayerView(
        [
            new UnitView(new Mark("image") { Width = side, Height = side, Align = "left", Baseline = "top", Aspect = false }, new Encoding { Url = Channel.Category("url") }) { Data = new InlineData(pictures) },
            Texts([.. examples.Select((e, row) => new { X = 0.0, Y = Header + (row * (side + Gap)) + (side / 2), Text = e.Class, Class = e.Class })], "middle", "normal", 7),
            Texts([.. columns.Where(c => c.Group is not null).Select(c => new { X = c.Left, Y = 0.0, Text = c.Group, Class = (string?)null })], "top", "bold", 7.5),
            Texts([.. columns.Select(c => new { X = c.Left, Y = Header - 4, Text = c.Name, Class = (string?)null })], "bottom", "normal", 6),
            .. Bars(columns, side),
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
        var candids = string.Join(", ", examples.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Class} {e.Alert.Candid}")));
        return new Figure(name, title, new ColumnView([view]) { Title = facts.Footing(column, null) }, column, $"{caption} Alerts: {candids}. {facts.Sentences(null)}");
    }

    private static UnitView Texts(IReadOnlyList<object> rows, string baseline, string weight, double size) =>
        new(new Mark("text") { Align = "left", Baseline = baseline, FontWeight = weight, FontSize = size }, new Encoding { Text = Channel.Category("text") }) { Data = new InlineData(rows) };

    private static IEnumerable<View> Bars(IReadOnlyList<GalleryColumn> columns, double side)
    {
        var bars = columns.Where(c => c.BarArcsec is not null).Select(c => new
        {
            X = c.Left + 3,
            X2 = c.Left + 3 + (side * c.BarArcsec!.Value / c.FieldArcsec),
            Y = Header + side - 4,
            Text = string.Create(CultureInfo.InvariantCulture, $"{c.BarArcsec:0.##}\u2033"),
        }).ToArray();
        yield return new UnitView(new Mark("rule") { Color = Palette.Limit, StrokeWidth = 1.8 }, new Encoding { X2 = new Channel { Field = "x2" } }) { Data = new InlineData(bars) };
        yield return new UnitView(new Mark("text") { Color = Palette.Limit, Align = "left", Baseline = "bottom", FontSize = 6, FontWeight = "bold", Dy = -2 }, new Encoding { Text = Channel.Category("text") })
        {
            Data = new InlineData(bars),
        };
    }

    private static double BarOf(double fieldArcsec) => RoundAngles.LastOrDefault(a => a <= fieldArcsec / 3, RoundAngles[0]);

    private static string Nested(Alert alert, CutoutKind kind, StampLayout layout) =>
        StampPicture.Nested(Cut(alert, kind, layout), [.. layout.Scales.Select(s => s.FieldOfViewArcsec)], Stretch.Of(alert[kind].Flux));

    private static IReadOnlyList<Image<float>> Cut(Alert alert, CutoutKind kind, StampLayout layout) =>
        LayoutSampler.Sample(alert[kind].Flux, alert[kind].PixelScaleArcsec, layout with { Bins = BinRule.Mean });

    private sealed record GalleryColumn(double Left, string Name, string? Group, double? BarArcsec, double FieldArcsec, Func<Alert, string> Picture);
}
