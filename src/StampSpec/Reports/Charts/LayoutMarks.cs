using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>How layouts are told apart where several share a plot: by colour, and for readers without it by shape and dash.</summary>
/// <param name="Layouts">Layouts by rising bytes.</param>
/// <param name="Field">Field of the rows that names the layout.</param>
internal sealed record LayoutMarks(IReadOnlyList<string> Layouts, string Field)
{
    private static readonly string[] AllShapes = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"];
    // The first is longer than any plot: a solid line.
    private static readonly double[][] AllDashes = [[1000, 1], [5, 2], [1.5, 1.5], [6, 1.5, 1.5, 1.5], [9, 2], [3, 3]];

    public IReadOnlyList<string> Colours { get; } = Palette.OfLayouts(Layouts.Count);

    public IReadOnlyList<string> Shapes { get; } = [.. Layouts.Select((_, i) => AllShapes[i % AllShapes.Length])];

    public Channel Colour => Of(Colours);

    public Channel Shape => Of(Shapes);

    public Channel Dash => Of([.. Layouts.Select((_, i) => AllDashes[i % AllDashes.Length])]);

    private Channel Of(IReadOnlyList<object> range) => Channel.Category(Field) with { Scale = new Scale { Domain = Layouts, Range = range } };
}
