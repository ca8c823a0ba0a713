using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Imaging.Pictures;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Gallery;

/// <summary>
/// A picture of one alert: its three cutouts side by side, with their sizes; with a layout, the outlines of its scales on the cutouts, and
/// its stamps below them, each scale by itself.
/// </summary>
internal sealed class AlertFigure
{
    private const double Side = 160;
    private const double Gap = 8;
    private const double CaptionHeight = 11;
    private const double StampGap = 4;
    private const double StampCaption = 9;
    private const int CirclePoints = 90;

    // The field of 64 pixels that the paper cuts from ZTF's 63 is still outlined.
    private const double MostOverhang = 1.04;

    private static readonly CutoutKind[] Kinds = [CutoutKind.Science, CutoutKind.Template, CutoutKind.Difference];

    private readonly Sheet _sheet = new(Figure.PointsOf(FigureWidth.DoubleColumn));
    private readonly Alert _alert;
    private readonly StampLayout? _layout;
    private readonly SortedSet<string> _wider = new(StringComparer.Ordinal);
    private double _top = ChartStyle.Margin;

    private AlertFigure(Alert alert, StampLayout? layout) => (_alert, _layout) = (alert, layout);

    /// <summary>Draws an alert.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="layout">The layout whose stamps are shown, as large as the alert's; null for the cutouts alone.</param>
    /// <exception cref="InvalidInputException">The layout's pixels are finer than the alert's, or its stamps follow the footprint, which
    /// the packet does not state.</exception>
    public static Sheet Build(Alert alert, StampLayout? layout)
    {
        var shown = layout is null ? null : FootprintStamp.LayoutOf(layout, alert);
        var figure = new AlertFigure(alert, shown);
        figure.DrawHeading();
        figure.DrawCutouts();
        if (shown is not null)
        {
            figure.DrawStamps(shown);
        }

        figure._sheet.EndWith(figure.Footing(), figure._top + 4);
        return figure._sheet;
    }

    private void DrawHeading()
    {
        Write($"{_alert.ObjectId}, candid {_alert.Candid}", new LabelLook(ChartStyle.TitleSize + 1, IsBold: true), 11);
        var facts =
            string.Create(CultureInfo.InvariantCulture, $"ra {_alert.RightAscensionDeg:0.00000}\u00b0, ")
            + string.Create(CultureInfo.InvariantCulture, $"dec {_alert.DeclinationDeg:0.00000}\u00b0")
            + (_alert.Band is { } band ? $", {band} band" : "")
            + (_alert.SignalToNoise is { } ratio ? string.Create(CultureInfo.InvariantCulture, $", signal-to-noise {ratio:0.0}") : "");
        Write(facts, new LabelLook(ChartStyle.LabelSize, ChartStyle.Quiet), 14);
    }

    private void DrawCutouts()
    {
        foreach (var (column, kind) in Kinds.Index())
        {
            var (cutout, left) = (_alert[kind], LeftOf(column));
            Label(kind.ToString().ToLowerInvariant(), left, _top, isBold: true);
            var top = _top + CaptionHeight;
            var square = Squared(cutout.Flux);
            _sheet.Add(Marks.Picture(StampPicture.Small(square, Stretch.Of(_alert, kind)), left, top, Side));
            DrawOutlines(kind, square.Width, left, top);
            Label(SizeOf(cutout), left, top + Side + 3);
        }

        _top += CaptionHeight + Side + CaptionHeight + 6;
    }

    private void DrawOutlines(CutoutKind kind, int squarePixels, double left, double top)
    {
        if (_layout is not { } layout || !layout.Images.Contains(kind))
        {
            return;
        }

        var (image, unit) = (_alert[kind].Flux, Side / squarePixels);
        foreach (var scale in layout.ScalesOf(kind))
        {
            var (columns, rows) = (AxisOf(layout, scale, image.Width, kind), AxisOf(layout, scale, image.Height, kind));
            var side = columns.Size * columns.Count;
            if (side > MostOverhang * Math.Min(image.Width, image.Height))
            {
                _wider.Add(LayoutStamps.SizeOf(layout, scale));
                continue;
            }

            // From the cutout's first pixel to points on the sheet; the first row is at the bottom.
            var x = left + ((columns.Start + ((squarePixels - image.Width) / 2)) * unit);
            var y = top + Side - ((rows.Start + ((squarePixels - image.Height) / 2)) * unit);
            var corners = layout.LogPolar is null ? Corners((x, y, side * unit)) : Circle((x, y, side * unit));
            _sheet.Add(Marks.Outline(corners, Palette.Limit, 1));
        }
    }

    private CellAxis AxisOf(StampLayout layout, int scale, int nativePixels, CutoutKind kind) =>
        ScaleGeometry.Axis(layout, scale, layout.Scales[scale].Pixels, nativePixels, _alert[kind].PixelScaleArcsec);

    private static IEnumerable<(double X, double Y)> Corners((double Left, double Bottom, double Side) field) =>
        [
            (field.Left, field.Bottom),
            (field.Left + field.Side, field.Bottom),
            (field.Left + field.Side, field.Bottom - field.Side),
            (field.Left, field.Bottom - field.Side),
        ];

    private static IEnumerable<(double X, double Y)> Circle((double Left, double Bottom, double Side) field) =>
        Enumerable
            .Range(0, CirclePoints)
            .Select(i => Math.SinCos(2 * Math.PI * i / CirclePoints))
            .Select(p => (field.Left + (field.Side * (1 + p.Cos) / 2), field.Bottom - (field.Side * (1 + p.Sin) / 2)));

    private void DrawStamps(StampLayout layout)
    {
        Write($"Stamps of {layout.Name}", new LabelLook(ChartStyle.TitleSize, IsBold: true), 12);
        var tallest = 0.0;
        foreach (var (column, kind) in Kinds.Index().Where(k => layout.Images.Contains(k.Item)))
        {
            var cut = LayoutStamps.Cut(_alert, kind, layout);
            var across = (int)Math.Ceiling(Math.Sqrt(cut.Count));
            var side = (Side - (StampGap * (across - 1))) / across;
            foreach (var (i, (scale, pixels)) in cut.Index())
            {
                var left = LeftOf(column) + (i % across * (side + StampGap));
                var top = _top + (i / across * (side + StampCaption + StampGap));
                _sheet.Add(Marks.Picture(StampPicture.Plain(pixels, Stretch.Of(_alert, kind)), left, top, side));
                Label(LayoutStamps.SizeOf(layout, scale), left, top + side + 2);
                tallest = Math.Max(tallest, top + side + StampCaption - _top);
            }
        }

        _top += tallest;
    }

    private static string SizeOf(Cutout cutout) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{cutout.Flux.Width} x {cutout.Flux.Height} px of {cutout.PixelScaleArcsec:0.###}\u2033 = "
                + $"{cutout.Flux.Width * cutout.PixelScaleArcsec:0.#}\u2033 x {cutout.Flux.Height * cutout.PixelScaleArcsec:0.#}\u2033"
        );

    private string Footing() =>
        "Asinh stretch, brighter pixels are darker; science and template share one stretch, and zero is grey in the difference. The "
        + "first row is at the bottom. Missing pixels are mauve."
        + (_layout is { Images.Count: > 0 } ? " Orange outlines on the cutouts are the fields of the layout's scales." : "")
        + (_wider.Count > 0 ? $" Wider than a cutout, and therefore not outlined: {string.Join(", ", _wider)}." : "")
        + (_layout is { Images.Count: 0 } layout ? $" The layout {layout.Name} carries no image." : "");

    private static double LeftOf(int column) => ChartStyle.Margin + (column * (Side + Gap));

    private void Write(string text, LabelLook look, double height)
    {
        _sheet.Add(Marks.Label(text, ChartStyle.Margin, _top, ScottPlot.Alignment.UpperLeft, look));
        _top += height;
    }

    private void Label(string text, double left, double top, bool isBold = false) =>
        _sheet.Add(Marks.Label(text, left, top, ScottPlot.Alignment.UpperLeft, new LabelLook(ChartStyle.LabelSize, IsBold: isBold)));

    // Pictures are square; an image that is not square is drawn in the middle of one whose other pixels are missing.
    private static Image<float> Squared(Image<float> image)
    {
        var side = Math.Max(image.Width, image.Height);
        if (image.Width == image.Height)
        {
            return image;
        }

        var square = new Image<float>(side, side);
        square.Pixels.Fill(float.NaN);
        for (var row = 0; row < image.Height; row++)
        {
            image.Row(row).CopyTo(square.Row(row + ((side - image.Height) / 2))[((side - image.Width) / 2)..]);
        }

        return square;
    }
}
