using StampSpec.Learning.Graphs;

namespace StampSpec.Learning.Networks;

/// <summary>
/// The eight views of <see cref="DihedralSymmetry"/> for images of n rings (rows) and n sectors (columns): what turning and flipping the
/// sky does to them. With sector j at angle 2 pi j / n from the columns towards the rows, reversed rows bring sector j from -j, reversed
/// columns from n/2 - j, and transposing from n/4 - j.
/// </summary>
internal static class PolarView
{
    /// <summary>A view of images of shape (n, channels, rings, sectors).</summary>
    public static Tensor Of(Graph graph, Tensor images, int view)
    {
        var sectors = images.Shape[3];
        var (sign, offset) = Source(view, sectors);
        return sign > 0 ? Shifted(graph, images, offset) : Shifted(graph, graph.Reverse(images, 3), (2 * sectors - 1 - offset) % sectors);
    }

    /// <summary>Writes a view of an image of one channel.</summary>
    /// <param name="image">Rings x sectors, row-major.</param>
    /// <param name="sectors">Sectors, and rings.</param>
    /// <param name="view">0 to 7.</param>
    /// <param name="result">Rings x sectors.</param>
    public static void Write(ReadOnlySpan<float> image, int sectors, int view, Span<float> result)
    {
        var (sign, offset) = Source(view, sectors);
        for (var i = 0; i < result.Length; i++)
        {
            var sector = i % sectors;
            result[i] = image[i - sector + (((sign * sector) + offset + sectors) % sectors)];
        }
    }

    /// <summary>Sector j of the view is sector sign j + offset of the image, offset from 0 to sectors - 1.</summary>
    private static (int Sign, int Offset) Source(int view, int sectors)
    {
        var (sign, offset) = (1, 0);
        if ((view & DihedralSymmetry.ColumnsReversed) != 0)
        {
            (sign, offset) = (-sign, (sectors / 2) - offset);
        }

        if ((view & DihedralSymmetry.RowsReversed) != 0)
        {
            (sign, offset) = (-sign, -offset);
        }

        if ((view & DihedralSymmetry.Transposed) != 0)
        {
            (sign, offset) = (-sign, (sectors / 4) - offset);
        }

        return (sign, (offset + sectors) % sectors);
    }

    private static Tensor Shifted(Graph graph, Tensor images, int offset) => offset == 0
        ? images
        : graph.Concatenate(3, graph.Slice(images, 3, offset, images.Shape[3] - offset), graph.Slice(images, 3, 0, offset));
}
