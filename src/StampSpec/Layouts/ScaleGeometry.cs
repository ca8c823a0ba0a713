namespace StampSpec.Layouts;

/// <summary>
/// Where the scales of a layout lie on a native image. One rule for all of them: every scale is a square of square pixels about one common centre,
/// and that centre is the native image's own, n / 2 in native pixels from its outer edge, except that a finest scale whose side is a whole
/// number of native pixels starts at ceil((n - side) / 2), on a pixel's edge, so that no native pixel is split.
/// For the 63-px ZTF cutouts this is the published geometry: rows 24..39 for 16 px, 28..35 for 8 px, and blocks of 2, 4 and 8 px that start at the
/// first pixel and end one pixel beyond the last. Native pixels are split only where a pixel scale is no whole multiple of the native one,
/// or where scales of one layout differ by an odd number of native pixels.
/// </summary>
internal static class ScaleGeometry
{
    /// <summary>The pixels of one scale along an axis of so many native pixels.</summary>
    public static CellAxis Axis(StampLayout layout, int scale, int nativePixels, double nativePixelScaleArcsec)
    {
        var finest = Size(layout, 0, nativePixelScaleArcsec) * layout.Scales[0].Pixels;
        var side = CellAxis.Snapped(finest);
        var start = side == Math.Floor(side) ? Math.Ceiling((nativePixels - side) / 2) : (nativePixels - side) / 2;
        var centre = start + (side / 2);
        var size = Size(layout, scale, nativePixelScaleArcsec);
        return new CellAxis(centre - (size * layout.Scales[scale].Pixels / 2), size, layout.Scales[scale].Pixels);
    }

    /// <summary>
    /// Pixels of the next finer scale along a side of this scale's pixels, where whole finer pixels tile them; null where the scale is to be
    /// binned from the native image: the finest one, or one that the finer scale's pixels would straddle.
    /// </summary>
    public static int? TilesOfFinerScale(StampLayout layout, int scale)
    {
        if (scale == 0 || RedundantCentre.WholeRatio(layout.Scales[scale - 1].PixelScaleArcsec, layout.Scales[scale].PixelScaleArcsec) is not { } ratio || ratio < 2)
        {
            return null;
        }

        return ((layout.Scales[scale].Pixels * ratio) - layout.Scales[scale - 1].Pixels) % 2 == 0 ? ratio : null;
    }

    private static double Size(StampLayout layout, int scale, double nativePixelScaleArcsec)
        => CellAxis.Snapped(layout.Scales[scale].PixelScaleArcsec / nativePixelScaleArcsec);
}
