using StampSpec.Pixels;

namespace StampSpec.Layouts;

/// <summary>
/// Area-weighted binning of one image. With w the covered area of each source pixel that is present (finite and inside the source) and A
/// the area of the coarser pixel, a mean is sum(w x) / sum(w), and a sum is sum(w x) A / sum(w): what is missing counts as the mean of what
/// is present. A pixel that covers nothing present is NaN. Sums run row by row in double precision and are rounded to float once.
/// </summary>
internal static class PixelBinning
{
    /// <summary>Bins an image.</summary>
    public static Image<float> Bin(Image<float> source, CellAxis rows, CellAxis columns, BinRule rule)
    {
        var rowOverlaps = CellOverlap.Of(rows, source.Height);
        var columnOverlaps = CellOverlap.Of(columns, source.Width);
        var binned = new Image<float>(columns.Count, rows.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            var target = binned.Row(row);
            for (var column = 0; column < columns.Count; column++)
            {
                target[column] = Cell(source, rowOverlaps[row], columnOverlaps[column], rule);
            }
        }

        return binned;
    }

    /// <summary>Bins whole blocks of ratio x ratio pixels.</summary>
    public static Image<float> BinBlocks(Image<float> source, int ratio, BinRule rule)
        => Bin(source, new CellAxis(0, ratio, source.Height / ratio), new CellAxis(0, ratio, source.Width / ratio), rule);

    private static float Cell(Image<float> source, CellOverlap rows, CellOverlap columns, BinRule rule)
    {
        double sum = 0;
        double area = 0;
        for (var i = 0; i < rows.Weights.Length; i++)
        {
            var pixels = source.Row(rows.First + i).Slice(columns.First, columns.Weights.Length);
            for (var j = 0; j < pixels.Length; j++)
            {
                if (float.IsFinite(pixels[j]))
                {
                    var weight = rows.Weights[i] * columns.Weights[j];
                    sum += weight * pixels[j];
                    area += weight;
                }
            }
        }

        return area <= 0 ? float.NaN : (float)(rule == BinRule.Mean ? sum / area : Completed(sum, area, rows.Length * columns.Length));
    }

    private static double Completed(double sum, double area, double fullArea)
        => Math.Abs(area - fullArea) <= 1e-9 * fullArea ? sum : sum * (fullArea / area);
}
