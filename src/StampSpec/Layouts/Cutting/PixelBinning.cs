using System.Collections.Concurrent;
using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Cutting;

/// <summary>
/// Area-weighted binning of one image. With w the covered area of each source pixel that is present (finite and inside the source) and A
/// the area of the coarser pixel, a mean is sum(w x) / sum(w), and a sum is sum(w x) A / sum(w): missing pixels count as the mean of those
/// that are present. A pixel that covers no present pixel is NaN. Sums run row by row in double precision and are rounded to float once.
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
    public static Image<float> BinBlocks(Image<float> source, int ratio, BinRule rule) =>
        Bin(source, new CellAxis(0, ratio, source.Height / ratio), new CellAxis(0, ratio, source.Width / ratio), rule);

    private static float Cell(Image<float> source, CellOverlap rows, CellOverlap columns, BinRule rule)
    {
        if (rows.IsOnePixel && columns.IsOnePixel)
        {
            // The sum starts at 0, so a negative zero becomes positive.
            var pixel = source[rows.First, columns.First];
            return float.IsFinite(pixel) ? 0f + pixel : float.NaN;
        }

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

    private static double Completed(double sum, double area, double fullArea) =>
        Math.Abs(area - fullArea) <= 1e-9 * fullArea ? sum : sum * (fullArea / area);
}

/// <summary>
/// The pixels of one scale along one axis of a source image, in source pixels counted from the outer edge of the first: pixel i covers
/// [Start + i Size, Start + (i + 1) Size). Edges within 1e-6 of a source pixel's edge are moved onto it, because scales are given in
/// decimal arcsec.
/// </summary>
/// <param name="Start">Outer edge of the first pixel; negative if the scale extends beyond the source.</param>
/// <param name="Size">Side of one pixel, at least 1.</param>
/// <param name="Count">Pixels.</param>
internal readonly record struct CellAxis(double Start, double Size, int Count)
{
    private const double Tolerance = 1e-6;

    /// <summary>Lower and upper edge of one pixel.</summary>
    public (double Low, double High) Edges(int cell) => (Snapped(Start + (cell * Size)), Snapped(Start + ((cell + 1) * Size)));

    /// <summary>The number, or the whole number within 1e-6 of it.</summary>
    public static double Snapped(double edge)
    {
        var whole = Math.Round(edge);
        return Math.Abs(edge - whole) <= Tolerance ? whole : edge;
    }
}

/// <summary>The source pixels that one pixel of a scale covers along one axis.</summary>
/// <param name="First">Index of the first covered source pixel.</param>
/// <param name="Weights">Covered fraction of each, starting with the first; empty if the scale's pixel is outside the source.</param>
/// <param name="Length">Side of the scale's pixel, in source pixels, whether or not the pixel is inside the source.</param>
internal sealed record CellOverlap(int First, double[] Weights, double Length)
{
    // Cutouts of one survey have the same few sizes, so every alert asks for the same overlaps. If sizes or pixel scales keep varying, the
    // table is cleared so that it does not grow.
    private const int MostKept = 1024;

    private static readonly ConcurrentDictionary<(CellAxis Axis, int SourcePixels), CellOverlap[]> Kept = new();

    /// <summary>True if the scale's pixel is exactly one source pixel.</summary>
    public bool IsOnePixel { get; } = Length == 1 && Weights is [1];

    /// <summary>
    /// The overlaps of every pixel of an axis with a source of a given number of pixels. They are computed once for each geometry.
    /// </summary>
    public static IReadOnlyList<CellOverlap> Of(CellAxis axis, int sourcePixels)
    {
        if (Kept.TryGetValue((axis, sourcePixels), out var kept))
        {
            return kept;
        }

        if (Kept.Count >= MostKept)
        {
            Kept.Clear();
        }

        return Kept.GetOrAdd((axis, sourcePixels), Compute(axis, sourcePixels));
    }

    private static CellOverlap[] Compute(CellAxis axis, int sourcePixels)
    {
        var overlaps = new CellOverlap[axis.Count];
        for (var cell = 0; cell < axis.Count; cell++)
        {
            var (low, high) = axis.Edges(cell);
            var first = Math.Clamp((int)Math.Floor(low), 0, sourcePixels);
            var end = Math.Min(sourcePixels, (int)Math.Ceiling(high));
            var weights = new double[Math.Max(0, end - first)];
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] = Math.Min(high, first + i + 1) - Math.Max(low, first + i);
            }

            overlaps[cell] = new CellOverlap(first, weights, high - low);
        }

        return overlaps;
    }
}
