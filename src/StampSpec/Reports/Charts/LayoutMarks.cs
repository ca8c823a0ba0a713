using ScottPlot;
using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Charts;

/// <summary>How layouts are told apart if several share a plot: by colour, and for readers without it by shape and dash.</summary>
/// <param name="Layouts">Layouts by rising bytes.</param>
internal sealed record LayoutMarks(IReadOnlyList<string> Layouts)
{
    private static readonly MarkerShape[] AllShapes =
        [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond, MarkerShape.Cross, MarkerShape.FilledTriangleDown];

    private static readonly float[]?[] AllDashes = [null, [5, 2], [1.5f, 1.5f], [6, 1.5f, 1.5f, 1.5f], [9, 2], [3, 3]];

    /// <summary>Colours of the layouts, in their order.</summary>
    public IReadOnlyList<string> Colours { get; } = Palette.OfLayouts(Layouts.Count);

    /// <summary>Marker shapes of the layouts, in their order.</summary>
    public IReadOnlyList<MarkerShape> Shapes { get; } = [.. Layouts.Select((_, i) => AllShapes[i % AllShapes.Length])];

    /// <summary>Dashes of the layouts' lines, in their order; null for a solid line.</summary>
    public IReadOnlyList<float[]?> Dashes { get; } = [.. Layouts.Select((_, i) => AllDashes[i % AllDashes.Length])];

    /// <summary>Draws a layout's marker.</summary>
    public IPlottable Dot(int layout, double x, double y, double size) => Dot(x, y, size, Colours[layout], Shapes[layout]);

    /// <summary>Draws a marker; a cross is drawn with strong lines, since it has no area.</summary>
    public static IPlottable Dot(double x, double y, double size, string colour, MarkerShape shape) => shape == MarkerShape.Cross
        ? Marks.Ring(x, y, size * 0.8, colour, shape, 1.6)
        : Marks.Dot(x, y, size, colour, shape);
}
