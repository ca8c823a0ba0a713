using System.Collections.Concurrent;

namespace StampSpec.Layouts;

/// <summary>The source pixels that one pixel of a scale covers along one axis.</summary>
/// <param name="First">Index of the first covered source pixel.</param>
/// <param name="Weights">Covered fraction of each, from the first on; empty if the scale's pixel lies beyond the source.</param>
/// <param name="Length">Side of the scale's pixel, in source pixels, whether or not it lies inside the source.</param>
internal sealed record CellOverlap(int First, double[] Weights, double Length)
{
    // Cutouts of one survey have the same few sizes, so every alert asks for the same overlaps. If sizes or pixel scales vary without end,
    // the table starts anew rather than grow.
    private const int MostKept = 1024;

    private static readonly ConcurrentDictionary<(CellAxis Axis, int SourcePixels), CellOverlap[]> Kept = new();

    /// <summary>The overlaps of every pixel of an axis with a source of so many pixels; computed once for each geometry.</summary>
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
