using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Cutting;

/// <summary>
/// Cuts the scales of a layout from a native image. <see cref="ScaleGeometry"/> places them and <see cref="PixelBinning"/> combines pixels.
/// If the next finer scale tiles a coarser one, the coarser scale is binned from it (repeated 2 x 2 means, as published), which also makes
/// its centre redundant bit for bit; otherwise it is binned from the native image. <see cref="LogPolarBinning"/> bins a log-polar grid.
/// Pixels outside the native image are missing (NaN).
/// </summary>
internal static class LayoutSampler
{
    /// <summary>Cuts one image.</summary>
    /// <param name="native">The native image, of any size; missing pixels are NaN.</param>
    /// <param name="nativePixelScaleArcsec">Side of one native pixel, arcsec, above 0.</param>
    /// <param name="layout">What to cut. Redundant centres are included; <see cref="RedundantCentres"/> removes them.</param>
    /// <returns>One image for each scale, finest first, with the scale's pixels a side.</returns>
    /// <exception cref="InvalidInputException">The layout's pixels are finer than the native ones; cutting cannot add detail.</exception>
    public static IReadOnlyList<Image<float>> Sample(Image<float> native, double nativePixelScaleArcsec, StampLayout layout)
    {
        ArgumentNullException.ThrowIfNull(native);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nativePixelScaleArcsec);
        if (NativeCoverage.FinerThanNative(layout, nativePixelScaleArcsec) is { } problem)
        {
            throw new InvalidInputException(problem);
        }

        if (layout.LogPolar is { } grid)
        {
            return [LogPolarBinning.Bin(native, nativePixelScaleArcsec, grid, layout.Bins)];
        }

        var scales = new Image<float>[layout.Scales.Count];
        for (var first = 0; first < scales.Length; )
        {
            first = SampleChain(native, nativePixelScaleArcsec, layout, first, scales);
        }

        return scales;
    }

    /// <summary>
    /// Fills a scale that is binned from the native image, and the scales that are binned from it in turn. The result is the index of the
    /// next scale. The first scale is binned once over the area that the others cover, so that pixels that two scales share are the same
    /// numbers.
    /// </summary>
    private static int SampleChain(Image<float> native, double nativePixelScaleArcsec, StampLayout layout, int first, Image<float>[] scales)
    {
        var covered = CoveredPixels(layout, first);
        var rows = ScaleGeometry.Axis(layout, first, covered[0], native.Height, nativePixelScaleArcsec);
        var columns = ScaleGeometry.Axis(layout, first, covered[0], native.Width, nativePixelScaleArcsec);
        var level = PixelBinning.Bin(native, rows, columns, layout.Bins);
        scales[first] = Middle(level, layout.Scales[first].Pixels);
        for (var i = 1; i < covered.Count; i++)
        {
            var ratio = ScaleGeometry.TilesOfFinerScale(layout, first + i)!.Value;
            level = PixelBinning.BinBlocks(Middle(level, covered[i] * ratio), ratio, layout.Bins);
            scales[first + i] = Middle(level, layout.Scales[first + i].Pixels);
        }

        return first + covered.Count;
    }

    /// <summary>
    /// For a scale and each scale that is binned from it in turn: the pixels a side that are needed to make it and all coarser ones among
    /// them.
    /// </summary>
    private static List<int> CoveredPixels(StampLayout layout, int first)
    {
        var last = first;
        while (last + 1 < layout.Scales.Count && ScaleGeometry.TilesOfFinerScale(layout, last + 1) is not null)
        {
            last++;
        }

        var covered = new List<int> { layout.Scales[last].Pixels };
        for (var scale = last; scale > first; scale--)
        {
            var tiles = checked(covered[0] * ScaleGeometry.TilesOfFinerScale(layout, scale)!.Value);
            covered.Insert(0, Math.Max(layout.Scales[scale - 1].Pixels, tiles));
        }

        return covered;
    }

    private static Image<float> Middle(Image<float> level, int pixels)
    {
        if (level.Width == pixels)
        {
            return level;
        }

        var first = (level.Width - pixels) / 2;
        var middle = new Image<float>(pixels, pixels);
        for (var row = 0; row < pixels; row++)
        {
            level.Row(first + row).Slice(first, pixels).CopyTo(middle.Row(row));
        }

        return middle;
    }
}
