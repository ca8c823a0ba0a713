using StampSpec.Learning.Graphs;

namespace StampSpec.Learning.Networks;

/// <summary>
/// The eight symmetries of a square: view v is the image transposed if v is 4 or more, then its rows reversed if bit 0 is set, then its
/// columns reversed if bit 1 is set. These are the four quarter turns and their flips.
/// </summary>
internal static class DihedralSymmetry
{
    public const int Count = 8;

    /// <summary>Bits of a view's number.</summary>
    public const int Transposed = 4;
    public const int RowsReversed = 1;
    public const int ColumnsReversed = 2;

    /// <summary>
    /// The first views of images of shape (n, channels, side, side), joined along the first axis, view by view. View 0 is the image as it
    /// is.
    /// </summary>
    /// <param name="graph">Graph to append to.</param>
    /// <param name="images">The images.</param>
    /// <param name="isPolar">Whether the rows are rings and the columns sectors.</param>
    /// <param name="count">Number of views, 1 to 8.</param>
    public static Tensor First(Graph graph, Tensor images, bool isPolar, int count) =>
        graph.Concatenate(
            0,
            [.. Enumerable.Range(0, count).Select(view => isPolar ? PolarView.Of(graph, images, view) : Of(graph, images, view))]
        );

    /// <summary>Writes one view of an image of one channel.</summary>
    /// <param name="image">Side x side pixels, row-major.</param>
    /// <param name="side">Pixels a side.</param>
    /// <param name="isPolar">Whether its rows are rings and its columns sectors.</param>
    /// <param name="view">0 to 7.</param>
    /// <param name="result">Side x side pixels.</param>
    public static void Write(ReadOnlySpan<float> image, int side, bool isPolar, int view, Span<float> result)
    {
        if (isPolar)
        {
            PolarView.Write(image, side, view, result);
            return;
        }

        var (rowStride, columnStride) = (view & Transposed) != 0 ? (1, side) : (side, 1);
        var start = 0;
        if ((view & RowsReversed) != 0)
        {
            start += (side - 1) * rowStride;
            rowStride = -rowStride;
        }

        if ((view & ColumnsReversed) != 0)
        {
            start += (side - 1) * columnStride;
            columnStride = -columnStride;
        }

        for (var row = 0; row < side; row++)
        {
            WriteRow(image, start + (row * rowStride), columnStride, result.Slice(row * side, side));
        }
    }

    private static void WriteRow(ReadOnlySpan<float> image, int start, int stride, Span<float> row)
    {
        if (stride == 1)
        {
            image.Slice(start, row.Length).CopyTo(row);
            return;
        }

        for (var column = 0; column < row.Length; column++)
        {
            row[column] = image[start + (column * stride)];
        }
    }

    private static Tensor Of(Graph graph, Tensor images, int view)
    {
        var result = (view & Transposed) != 0 ? graph.Transpose(images, 0, 1, 3, 2) : images;
        result = (view & RowsReversed) != 0 ? graph.Reverse(result, 2) : result;
        return (view & ColumnsReversed) != 0 ? graph.Reverse(result, 3) : result;
    }
}

/// <summary>
/// The eight views of <see cref="DihedralSymmetry"/> for images of n rings (rows) and n sectors (columns): the image that the turned and
/// flipped sky would give. Sector j has the angle 2 pi j / n from the columns towards the rows. Sector j of a view is sector -j of the
/// image if rows are reversed, n/2 - j if columns are reversed, and n/4 - j if the image is transposed.
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
    /// <param name="sectors">Number of sectors, and of rings.</param>
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

    private static Tensor Shifted(Graph graph, Tensor images, int offset) =>
        offset == 0
            ? images
            : graph.Concatenate(3, graph.Slice(images, 3, offset, images.Shape[3] - offset), graph.Slice(images, 3, 0, offset));
}
