using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;

namespace StampSpec.Reports.Figures;

/// <summary>
/// Makes the marks of figures as objects of ScottPlot. Positions are in points, from the upper left corner of the sheet to the right and
/// downwards.
/// </summary>
internal static class Marks
{
    /// <summary>A filled marker with an optional white rim, which separates it from marks below.</summary>
    public static IPlottable Dot(
        double x,
        double y,
        double diameter,
        string colour,
        MarkerShape shape = MarkerShape.FilledCircle,
        double opacity = 1,
        double rim = 0
    ) =>
        new Marker
        {
            Location = At(x, y),
            MarkerStyle = new MarkerStyle(shape, (float)diameter, Colour(colour, opacity))
            {
                LineWidth = 0,
                OutlineWidth = (float)rim,
                OutlineColor = Colors.White,
            },
        };

    /// <summary>A marker with only an outline.</summary>
    public static IPlottable Ring(
        double x,
        double y,
        double diameter,
        string colour,
        MarkerShape shape = MarkerShape.OpenCircle,
        double width = 0.9
    ) =>
        new Marker
        {
            Location = At(x, y),
            MarkerStyle = new MarkerStyle(shape, (float)diameter)
            {
                LineColor = Colour(colour),
                LineWidth = (float)width,
                FillColor = Colors.Transparent,
            },
        };

    /// <summary>An outlined polygon.</summary>
    public static IPlottable Outline(IEnumerable<(double X, double Y)> corners, string colour, double width) =>
        new Polygon([.. corners.Select(c => At(c.X, c.Y))])
        {
            FillColor = Colors.Transparent,
            LineColor = Colour(colour),
            LineWidth = (float)width,
            MarkerSize = 0,
        };

    /// <summary>A straight line.</summary>
    public static IPlottable Rule(
        double x,
        double y,
        double x2,
        double y2,
        string colour,
        double width,
        float[]? dashes = null,
        double opacity = 1
    ) => Path([(x, y), (x2, y2)], colour, width, dashes, opacity);

    /// <summary>A line through several points in the order given.</summary>
    public static IPlottable Path(
        IEnumerable<(double X, double Y)> points,
        string colour,
        double width,
        float[]? dashes = null,
        double opacity = 1
    ) =>
        new Scatter(new ScottPlot.DataSources.ScatterSourceCoordinatesArray([.. points.Select(p => At(p.X, p.Y))]))
        {
            LineStyle = Line(colour, width, dashes, opacity),
            MarkerSize = 0,
        };

    /// <summary>A filled rectangle with an optional edge.</summary>
    public static IPlottable Box(
        double left,
        double top,
        double right,
        double bottom,
        string fill,
        string? edge = null,
        double edgeWidth = 0
    ) =>
        new Rectangle
        {
            CoordinateRect = new CoordinateRect(left, right, -bottom, -top),
            FillColor = Colour(fill),
            LineColor = edge is null ? Colors.Transparent : Colour(edge),
            LineWidth = (float)edgeWidth,
        };

    /// <summary>A text.</summary>
    public static IPlottable Label(string text, double x, double y, Alignment anchor, LabelLook look) =>
        new Text
        {
            LabelText = text,
            Location = At(x, y),
            LabelAlignment = anchor,
            LabelFontName = FigureFonts.FamilyFor(text),
            LabelFontSize = (float)look.Size,
            LabelFontColor = Colour(look.Colour),
            LabelBold = look.IsBold,
            LabelRotation = (float)look.AngleDegrees,
            LabelPadding = 0,
        };

    /// <summary>A picture stretched over a rectangle; its pixels stay sharp.</summary>
    public static IPlottable Picture(byte[] png, double left, double top, double side) =>
        new ImageRect
        {
            Image = new Image(png),
            Rect = new CoordinateRect(left, left + side, -(top + side), -top),
            AntiAlias = false,
        };

    /// <summary>ScottPlot's colour for #RRGGBB.</summary>
    public static Color Colour(string hex, double opacity = 1) => Color.FromHex(hex).WithAlpha(opacity);

    private static LineStyle Line(string colour, double width, float[]? dashes, double opacity) =>
        new((float)width, Colour(colour, opacity), dashes is null ? LinePattern.Solid : new LinePattern(dashes, 0, "dashes"));

    // ScottPlot's vertical axis points upwards, the sheet's downwards.
    private static Coordinates At(double x, double y) => new(x, -y);
}

/// <summary>Data of a mark for a page: its layout and class, and the tip that appears when a reader points at the mark.</summary>
internal sealed record MarkTag
{
    /// <summary>The tag of a mark without layout, class and tip.</summary>
    public static MarkTag None { get; } = new();

    public string? Layout { get; init; }

    /// <summary>The layout at the other end of a line between two layouts; null for other marks.</summary>
    public string? OtherLayout { get; init; }

    public string? Class { get; init; }

    /// <summary>Lines of a name and a value; empty if the mark has no tip.</summary>
    public IReadOnlyList<(string Name, string Value)> Tip { get; init; } = [];

    /// <summary>Whether the mark is a line at the foot of a figure, which a page states once for all figures.</summary>
    public bool IsFooting { get; init; }

    /// <summary>The cell of a confusion matrix that the mark draws; null for other marks.</summary>
    public (string True, string Predicted, double Percent)? Cell { get; init; }

    /// <summary>The tag of a layout's mark without a tip.</summary>
    public static MarkTag Of(string? layout, string? className = null) => new() { Layout = layout, Class = className };

    /// <summary>The tag with a tip; lines without a value are left out.</summary>
    public MarkTag Saying(params IEnumerable<(string Name, string? Value)> tip) =>
        this with
        {
            Tip = [.. tip.Where(t => !string.IsNullOrEmpty(t.Value)).Select(t => (t.Name, t.Value!))],
        };

    /// <summary>A number in a tip; null if there is no number.</summary>
    public static string? Number(double? value, string format = "0.000") =>
        value?.ToString(format, CultureInfo.InvariantCulture).Replace('-', '\u2212');
}

/// <summary>How a label looks.</summary>
/// <param name="Size">Font size in points.</param>
/// <param name="Colour">Colour as #RRGGBB.</param>
/// <param name="IsBold">Whether it is bold.</param>
/// <param name="AngleDegrees">Clockwise angle.</param>
internal sealed record LabelLook(
    double Size = ChartStyle.LabelSize,
    string Colour = ChartStyle.Ink,
    bool IsBold = false,
    double AngleDegrees = 0
);
