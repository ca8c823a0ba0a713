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
    /// The first so many views of images of shape (n, channels, side, side), joined along the first axis, view by view; the first one is
    /// the image as it is.
    /// </summary>
    /// <param name="graph">Graph to append to.</param>
    /// <param name="images">The images.</param>
    /// <param name="isPolar">Whether they have rings and sectors for rows and columns.</param>
    /// <param name="count">1 to 8.</param>
    public static Tensor First(Graph graph, Tensor images, bool isPolar, int count) =>
        graph.Concatenate(0, [.. Enumerable.Range(0, count).Select(view => isPolar ? PolarView.Of(graph, images, view) : Of(graph, images, view))]);

    /// <summary>Writes one view of an image of one channel.</summary>
    /// <param name="image">Side x side pixels, row-major.</param>
    /// <param name="side">Pixels a side.</param>
    /// <param name="isPolar">Whether it has rings and sectors for rows and columns.</param>
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
