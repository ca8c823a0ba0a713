namespace StampSpec.Learning.Graphs;

/// <summary>
/// Convolution of small images that are kept as a matrix with a row for each pixel and a column for each channel. One Gather lines up the
/// neighbourhood of each pixel, one matrix product does the rest, and the gradient of the kernels uses the same neighbourhoods again.
/// </summary>
internal static class RowConvolutions
{
    /// <summary>Convolves with 'same' zero padding and stride 1.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="pixels">Shape (rows of <paramref name="layout"/>, channels).</param>
    /// <param name="kernels">Shape (filters, channels, side, side), side odd.</param>
    /// <param name="layout">Order of the pixels.</param>
    /// <param name="resultLayout">Order of the result's pixels.</param>
    /// <returns>Shape (rows, filters).</returns>
    public static Tensor ConvolveRows(this Graph graph, Tensor pixels, Tensor kernels, RowLayout layout, RowLayout resultLayout)
    {
        var neighbourhoods = Neighbourhoods(graph, pixels, layout, resultLayout, kernels.Shape[2]);
        var product = graph.MatrixProduct(neighbourhoods, KernelMatrix(graph, kernels));
        // The identity gives the product a gradient of its own, which does not have to scatter what was gathered.
        int[] shape = [.. product.Shape];
        return graph.Apply(
            new Operation("Identity", [shape], pixels, kernels)
            {
                Arguments = [product],
                Gradient = (operation, adjoints) =>
                {
                    var upstream = adjoints.OfResult(operation);
                    adjoints.AccumulateIfNeeded(kernels, () => KernelGradient(graph, neighbourhoods, kernels.Shape, upstream));
                    adjoints.AccumulateIfNeeded(pixels, () => PixelGradient(graph, kernels, layout, resultLayout, upstream));
                },
            }
        );
    }

    /// <summary>Maximum over 2 x 2 windows of pixels ordered by phase; the result is ordered image by image.</summary>
    public static Tensor PoolRows(this Graph graph, Tensor pixels)
    {
        var rows = pixels.Shape[0] / 4;
        var phases = graph.Split(pixels, 0, rows, rows, rows, rows);
        return graph.Maximum(graph.Maximum(phases[0], phases[1]), graph.Maximum(phases[2], phases[3]));
    }

    private static Tensor Neighbourhoods(Graph graph, Tensor pixels, RowLayout layout, RowLayout resultLayout, int side)
    {
        if (pixels.Shape[0] != layout.Rows)
        {
            throw new ArgumentException($"{pixels} does not have the {layout.Rows} rows of its layout");
        }

        var outside = graph.Constant(new float[pixels.Shape[1]], [1, pixels.Shape[1]]);
        var indices = graph.Indices(layout.Neighbourhoods(resultLayout, side));
        var gathered = graph.GatherRows(graph.Concatenate(0, pixels, outside), indices);
        return graph.Reshape(gathered, resultLayout.Rows, side * side * pixels.Shape[1]);
    }

    /// <summary>Kernels as (offset, channel) rows and filter columns.</summary>
    private static Tensor KernelMatrix(Graph graph, Tensor kernels)
    {
        var w = kernels.Shape;
        var offsetsFirst = graph.Transpose(graph.Reshape(kernels, w[0], w[1], w[2] * w[3]), 2, 1, 0);
        return graph.Reshape(offsetsFirst, w[1] * w[2] * w[3], w[0]);
    }

    private static Tensor KernelGradient(Graph graph, Tensor neighbourhoods, IReadOnlyList<int> w, Tensor upstream)
    {
        var gradient = graph.MatrixProduct(neighbourhoods, upstream, transposeA: true);
        var offsetsFirst = graph.Reshape(gradient, w[2] * w[3], w[1], w[0]);
        return graph.Reshape(graph.Transpose(offsetsFirst, 2, 1, 0), [.. w]);
    }

    private static Tensor PixelGradient(Graph graph, Tensor kernels, RowLayout layout, RowLayout resultLayout, Tensor upstream)
    {
        var around = Neighbourhoods(graph, upstream, resultLayout, layout, kernels.Shape[2]);
        return graph.MatrixProduct(around, MirroredMatrix(graph, kernels));
    }

    /// <summary>Kernels turned by half a turn, as (offset, filter) rows and channel columns.</summary>
    private static Tensor MirroredMatrix(Graph graph, Tensor kernels)
    {
        var w = kernels.Shape;
        var mirrored = graph.Reverse(graph.Reshape(kernels, w[0], w[1], w[2] * w[3]), 2);
        return graph.Reshape(graph.Transpose(mirrored, 2, 0, 1), w[2] * w[3] * w[0], w[1]);
    }
}

/// <summary>
/// The order of the pixels of square images in a matrix that has a row for each pixel and a column for each channel: image by image in
/// row-major order, or, before pooling, first by their place in the 2 x 2 window, so that the matrix has four sections, one for each place.
/// </summary>
/// <param name="Images">Number of images.</param>
/// <param name="Side">Pixels a side; even if the pixels are ordered by phase.</param>
/// <param name="ByPhase">Whether the place in the window comes first.</param>
internal sealed record RowLayout(int Images, int Side, bool ByPhase)
{
    private int Half => Side / 2;

    /// <summary>Number of rows.</summary>
    public int Rows => Images * Side * Side;

    /// <summary>The layout after pooling.</summary>
    public RowLayout Pooled => new(Images, Half, false);

    /// <summary>The row of a pixel.</summary>
    public int RowOf(int image, int y, int x) =>
        ByPhase
            ? (((((((y & 1) << 1) | (x & 1)) * Images) + image) * Half) + (y >> 1)) * Half + (x >> 1)
            : (((image * Side) + y) * Side) + x;

    /// <summary>
    /// For each pixel of a result, in the order of the result, the rows of its neighbourhood in this layout, row-major. Pixels outside the
    /// image get the row after the last.
    /// </summary>
    /// <param name="result">Layout of the result: the same images.</param>
    /// <param name="kernelSide">Pixels a side of the neighbourhood, odd.</param>
    public int[] Neighbourhoods(RowLayout result, int kernelSide)
    {
        var offsets = kernelSide * kernelSide;
        var rows = new int[Rows * offsets];
        for (var image = 0; image < Images; image++)
        {
            for (var pixel = 0; pixel < Side * Side; pixel++)
            {
                var start = result.RowOf(image, pixel / Side, pixel % Side) * offsets;
                WriteNeighbourhood(rows.AsSpan(start, offsets), image, pixel, kernelSide);
            }
        }

        return rows;
    }

    private void WriteNeighbourhood(Span<int> rows, int image, int pixel, int kernelSide)
    {
        var margin = kernelSide / 2;
        for (var k = 0; k < rows.Length; k++)
        {
            var y = (pixel / Side) + (k / kernelSide) - margin;
            var x = (pixel % Side) + (k % kernelSide) - margin;
            rows[k] = y >= 0 && y < Side && x >= 0 && x < Side ? RowOf(image, y, x) : Rows;
        }
    }
}
