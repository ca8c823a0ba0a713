using StampSpec.Diagnostics;
using StampSpec.Pixels;

namespace StampSpec.Layouts;

/// <summary>
/// Cuts the scales of a layout from a native image. <see cref="ScaleGeometry"/> says where they lie and <see cref="PixelBinning"/> how pixels are
/// combined; a coarser scale is binned from the next finer one where that tiles it (repeated 2 x 2 means, as published), which also
/// makes its centre redundant bit for bit, and from the native image elsewhere. Pixels beyond the native image are missing (NaN).
/// </summary>
public static class LayoutSampler
{
    /// <summary>Cuts one image.</summary>
    /// <param name="native">The native image, missing pixels NaN; any size.</param>
    /// <param name="nativePixelScaleArcsec">Side of one native pixel, arcsec, above 0.</param>
    /// <param name="layout">What to cut. Its redundant centres are filled in: <see cref="RedundantCentres"/> takes them out.</param>
    /// <returns>One image a scale, finest first, of the scale's pixels a side.</returns>
    /// <exception cref="InvalidInputException">The layout's pixels are finer than the native ones: cutting cannot make detail.</exception>
    public static IReadOnlyList<Image<float>> Sample(Image<float> native, double nativePixelScaleArcsec, StampLayout layout)
    {
        ArgumentNullException.ThrowIfNull(native);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nativePixelScaleArcsec);
        if (NativeCoverage.FinerThanNative(layout, nativePixelScaleArcsec) is { } problem)
        {
            throw new InvalidInputException(problem);
        }

        var scales = new Image<float>[layout.Scales.Count];
        for (var scale = 0; scale < scales.Length; scale++)
        {
            var rows = ScaleGeometry.Axis(layout, scale, native.Height, nativePixelScaleArcsec);
            var columns = ScaleGeometry.Axis(layout, scale, native.Width, nativePixelScaleArcsec);
            scales[scale] = Pixels(native, layout, scale, rows, columns);
        }

        return scales;
    }

    private static Image<float> Pixels(Image<float> native, StampLayout layout, int scale, CellAxis rows, CellAxis columns)
    {
        if (ScaleGeometry.TilesOfFinerScale(layout, scale) is not { } ratio)
        {
            return PixelBinning.Bin(native, rows, columns, layout.Bins);
        }

        var finer = Pixels(native, layout, scale - 1, Split(rows, ratio), Split(columns, ratio));
        return PixelBinning.BinBlocks(finer, ratio, layout.Bins);
    }

    private static CellAxis Split(CellAxis axis, int ratio) => new(axis.Start, CellAxis.Snapped(axis.Size / ratio), axis.Count * ratio);
}
