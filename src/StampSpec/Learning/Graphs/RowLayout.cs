namespace StampSpec.Learning.Graphs;

/// <summary>
/// Where the pixels of square images stand in a matrix of one pixel a row and one channel a column: image by image in row-major order, or,
/// before pooling, first by their place in the 2 x 2 window, so that the four members of all windows are four consecutive sections.
/// </summary>
/// <param name="Images">Number of images.</param>
/// <param name="Side">Pixels a side; even where ordered by phase.</param>
/// <param name="ByPhase">Whether the place in the window comes first.</param>
internal sealed record RowLayout(int Images, int Side, bool ByPhase)
{
    private int Half => Side / 2;

    /// <summary>Number of rows.</summary>
    public int Rows => Images * Side * Side;

    /// <summary>The layout after pooling.</summary>
    public RowLayout Pooled => new(Images, Half, false);

    /// <summary>The row of a pixel.</summary>
    public int RowOf(int image, int y, int x) => ByPhase
        ? (((((((y & 1) << 1) | (x & 1)) * Images) + image) * Half) + (y >> 1)) * Half + (x >> 1)
        : (((image * Side) + y) * Side) + x;

    /// <summary>
    /// For each pixel of a result in its order, the rows of its neighbourhood in this layout, row-major; outside the image the row after
    /// the last.
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
