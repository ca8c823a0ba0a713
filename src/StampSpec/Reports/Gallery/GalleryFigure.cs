using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Imaging.Pictures;
using StampSpec.Layouts.Model;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Gallery;

/// <summary>Figure 3: science, template and difference images of one object of each class under each layout, and the scales of the layout
/// with most scales.</summary>
internal static class GalleryFigure
{
    private const double Gap = 2;
    private const double GroupGap = 9;
    private const double RowLabel = 40;
    private const double Header = 24;
    private const double MostSide = 46;
    private static readonly CutoutKind[] Kinds = [CutoutKind.Science, CutoutKind.Template, CutoutKind.Difference];
    private static readonly double[] RoundAngles = [1, 2, 5, 10, 20, 50];

    /// <summary>Draws a group of three pictures for each layout, with nested scales.</summary>
    public static Figure Build(
        IReadOnlyList<LabelledAlert> examples,
        IReadOnlyList<StampLayout> layouts,
        StudyFacts facts,
        FigureWidth column
    )
    {
        var width = Figure.PointsOf(column) - 10;
        var kinds = column == FigureWidth.SingleColumn ? Kinds[..1] : Kinds;
        var side = Math.Min(MostSide, ((width - RowLabel - (GroupGap * (layouts.Count - 1))) / layouts.Count / kinds.Length) - Gap);
        var columns = layouts
            .SelectMany(
                (layout, group) =>
                    kinds.Select(
                        (kind, i) =>
                            new GalleryColumn(
                                layout.Name,
                                RowLabel + (group * ((kinds.Length * (side + Gap)) + GroupGap)) + (i * (side + Gap)),
                                kind.ToString().ToLowerInvariant(),
                                i == 0 ? layout.Name : null,
                                i == 0 ? BarOf(layout.FieldOfViewArcsec) : null,
                                layout.FieldOfViewArcsec,
                                alert => Nested(alert, kind, layout)
                            )
                    )
            )
            .ToArray();
        return FigureOf(
            "stamps",
            "Stamps of one object per class",
            columns,
            side,
            examples,
            facts,
            $"{(kinds.Length == 1 ? "Science image" : "Science, template and difference images")} of one object of each class under each "
                + "layout. Finer scales of a multi-scale stamp are drawn over the coarser ones, with a frame. Orange bars show the "
                + "angular scale.",
            column
        );
    }

    /// <summary>Draws the scales of the science image next to each other, finest first.</summary>
    public static Figure BuildStrip(IReadOnlyList<LabelledAlert> examples, StampLayout layout, StudyFacts facts, FigureWidth column)
    {
        var room = (Figure.PointsOf(column) - RowLabel - ChartStyle.Margin) / layout.Scales.Count;
        var side = Math.Min(MostSide, room - GroupGap);
        var columns = layout
            .Scales.Select(
                (scale, i) =>
                    new GalleryColumn(
                        layout.Name,
                        RowLabel + (i * (side + GroupGap)),
                        string.Create(CultureInfo.InvariantCulture, $"{scale.Pixels} px of {scale.PixelScaleArcsec:0.##}\u2033"),
                        i == 0 ? layout.Name : null,
                        BarOf(scale.FieldOfViewArcsec),
                        scale.FieldOfViewArcsec,
                        alert =>
                            StampPicture.Plain(
                                LayoutStamps.CutAll(alert, CutoutKind.Science, layout)[i],
                                Stretch.Of(alert, CutoutKind.Science)
                            )
                    )
            )
            .ToArray();
        return FigureOf(
            "stamp-scales",
            $"Scales of {layout.Name}",
            columns,
            side,
            examples,
            facts,
            $"The scales of the science image under {layout.Name}, finest first, for one object of each class. Orange bars "
                + $"show the angular scale.",
            column
        );
    }

    private static Figure FigureOf(
        string name,
        string title,
        IReadOnlyList<GalleryColumn> columns,
        double side,
        IReadOnlyList<LabelledAlert> examples,
        StudyFacts facts,
        string caption,
        FigureWidth column
    )
    {
        var sheet = new Sheet(Figure.PointsOf(column));
        DrawHeadings(sheet, columns, column == FigureWidth.SingleColumn ? side + GroupGap - Gap : double.PositiveInfinity);
        for (var row = 0; row < examples.Count; row++)
        {
            var top = Header + (row * (side + Gap));
            var tag = MarkTag.Of(null, examples[row].Class);
            sheet.Add(
                Marks.Label(examples[row].Class, ChartStyle.Margin, top + (side / 2), ScottPlot.Alignment.MiddleLeft, new LabelLook()),
                tag
            );
            foreach (var c in columns)
            {
                sheet.Add(Marks.Picture(c.Picture(examples[row].Alert), c.Left, top, side), tag with { Layout = c.Layout });
            }
        }

        DrawScaleBars(sheet, columns, side);
        sheet.EndWith(facts.Footing(null), Header + (examples.Count * (side + Gap)) + 6);
        var candids = string.Join(", ", examples.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Class} {e.Alert.Candid}")));
        return facts.Figure(name, title, sheet, column, $"{caption} Alerts: {candids}.", null);
    }

    private static void DrawHeadings(Sheet sheet, IReadOnlyList<GalleryColumn> columns, double room)
    {
        foreach (var column in columns)
        {
            sheet.Add(
                Marks.Label(column.Name, column.Left, Header - 3, ScottPlot.Alignment.LowerLeft, new LabelLook(6)),
                MarkTag.Of(column.Layout)
            );
            if (column.Group is { } group)
            {
                sheet.Add(
                    Marks.Label(
                        group,
                        column.Left,
                        ChartStyle.Margin,
                        ScottPlot.Alignment.UpperLeft,
                        new LabelLook(SizeFor(group, room), IsBold: true)
                    ),
                    MarkTag.Of(column.Layout)
                );
            }
        }
    }

    // In one column, names are next to each other.
    private static double SizeFor(string name, double room) =>
        ChartStyle.TitleSize * Math.Min(1, room / FigureFonts.LengthOf(name, ChartStyle.TitleSize, true));

    private static void DrawScaleBars(Sheet sheet, IReadOnlyList<GalleryColumn> columns, double side)
    {
        foreach (var column in columns.Where(c => c.BarArcsec is not null))
        {
            var (left, y) = (column.Left + 3, Header + side - 4);
            var text = string.Create(CultureInfo.InvariantCulture, $"{column.BarArcsec:0.##}\u2033");
            var tag = MarkTag.Of(column.Layout);
            sheet.Add(Marks.Rule(left, y, left + (side * column.BarArcsec!.Value / column.FieldArcsec), y, Palette.Limit, 1.8), tag);
            sheet.Add(Marks.Label(text, left, y - 1.5, ScottPlot.Alignment.LowerLeft, new LabelLook(6, Palette.Limit, IsBold: true)), tag);
        }
    }

    private static double BarOf(double fieldArcsec) => RoundAngles.LastOrDefault(a => a <= fieldArcsec / 3, RoundAngles[0]);

    private static byte[] Nested(Alert alert, CutoutKind kind, StampLayout layout) =>
        StampPicture.Nested(
            LayoutStamps.CutAll(alert, kind, layout),
            [.. layout.Scales.Select(s => s.FieldOfViewArcsec)],
            Stretch.Of(alert, kind)
        );

    /// <summary>One column of pictures.</summary>
    private sealed record GalleryColumn(
        string Layout,
        double Left,
        string Name,
        string? Group,
        double? BarArcsec,
        double FieldArcsec,
        Func<Alert, byte[]> Picture
    );
}
