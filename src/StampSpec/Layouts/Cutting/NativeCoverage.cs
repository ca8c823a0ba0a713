using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Cutting;

/// <summary>Checks whether a native stamp contains what a layout shows.</summary>
internal static class NativeCoverage
{
    /// <summary>
    /// The reasons why a layout cannot be cut from a native stamp: pixels that are finer than the native ones, or pixels that are wholly
    /// outside it. A pixel that is partly outside is no problem: its mean or sum is taken over the rest.
    /// </summary>
    public static IReadOnlyList<Diagnostic> Problems(StampLayout layout, StampScale native)
    {
        var problems = new List<Diagnostic>();
        if (FinerThanNative(layout, native.PixelScaleArcsec) is { } finer)
        {
            return [finer];
        }

        for (var scale = 0; scale < layout.Scales.Count; scale++)
        {
            var axis = ScaleGeometry.Axis(layout, scale, layout.Scales[scale].Pixels, native.Pixels, native.PixelScaleArcsec);
            if (axis.Edges(0).High <= 0 || axis.Edges(axis.Count - 1).Low >= native.Pixels)
            {
                problems.Add(BeyondNative(layout.Scales[scale], scale, native));
            }
        }

        return problems;
    }

    /// <summary>
    /// The reasons why a layout cannot be cut from an alert. Each image counts as the square of its shorter side. If the layout extends
    /// beyond an alert, the stamps would contain missing pixels.
    /// </summary>
    public static IEnumerable<Diagnostic> Problems(StampLayout layout, Alert alert)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(alert);
        if (layout.SmallestPixels is not null && alert.FootprintPixels is null)
        {
            return [FootprintStamp.Unknown(layout)];
        }

        var sent = FootprintStamp.LayoutOf(layout, alert);
        return layout.Images.SelectMany(kind => Problems(sent, NativeScale(alert[kind])));
    }

    private static StampScale NativeScale(Cutout cutout) => new(Math.Min(cutout.Flux.Width, cutout.Flux.Height), cutout.PixelScaleArcsec);

    internal static Diagnostic? FinerThanNative(StampLayout layout, double nativePixelScaleArcsec)
    {
        if (layout.Scales.Count == 0 || ScaleGeometry.FinestSize(layout, nativePixelScaleArcsec) >= 1)
        {
            return null;
        }

        var finest = layout.Scales[0].PixelScaleArcsec;

        return Diagnostic.Error(
            "layout.finer-than-native",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{layout.Name} has pixels of {finest:0.####} arcsec, finer than the native {nativePixelScaleArcsec:0.####} arcsec; "
                    + $"cutting cannot add detail"
            ),
            fix: FormattableString.Invariant($"use a pixel scale of at least {nativePixelScaleArcsec:0.####} arcsec, ")
                + "or bring ZTF's alerts to LSST's resolution first (dataset.simulate in a study, or stampspec simulate)"
        );
    }

    private static Diagnostic BeyondNative(StampScale scale, int index, StampScale native)
    {
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"scale {index} ({scale.Pixels} px of {scale.PixelScaleArcsec:0.####} arcsec) shows {scale.FieldOfViewArcsec:0.###}"
                + $" arcsec, beyond the native stamp's {native.FieldOfViewArcsec:0.###} arcsec ({native.Pixels} px of "
                + $"{native.PixelScaleArcsec:0.####} arcsec)"
        );
        return Diagnostic.Error("layout.field-of-view", message, fix: "use fewer pixels or scales, or a finer pixel scale");
    }
}

/// <summary>
/// Places the scales of a layout on a native image. One rule applies to all of them: every scale is a square of square pixels about one
/// common centre. That centre is the native image's centre, n / 2 native pixels from its outer edge, with one exception: if the side of the
/// finest scale is a whole number of native pixels, it starts at ceil((n - side) / 2), on a pixel's edge, so that no native pixel is split.
/// For the 63-px ZTF cutouts this is the published geometry: rows 24..39 for 16 px, 28..35 for 8 px, and blocks of 2, 4 and 8 px that start
/// at the first pixel and end one pixel beyond the last. Native pixels are split only if a pixel scale is not a whole multiple of the
/// native one, or if scales of one layout differ by an odd number of native pixels. The native pixel scale is nominal (ZTF's 1.01 arcsec is
/// called 1, LSST's 0.2 varies by half a percent over the camera): if the finest scale's pixels are within 1.5 % of a whole number of
/// native ones, and within 0.1 of it, that whole number is used and the other scales follow, because removing such a small difference by
/// interpolation would blend neighbouring pixels needlessly.
/// </summary>
internal static class ScaleGeometry
{
    private const double NominalFraction = 0.015;
    private const double NominalPixels = 0.1;

    /// <summary>A number of pixels of one scale, about the common centre, along an axis of the native image.</summary>
    public static CellAxis Axis(StampLayout layout, int scale, int pixels, int nativePixels, double nativePixelScaleArcsec)
    {
        var side = CellAxis.Snapped(Size(layout, 0, nativePixelScaleArcsec) * layout.Scales[0].Pixels);
        var start = side == Math.Floor(side) ? Math.Ceiling((nativePixels - side) / 2) : (nativePixels - side) / 2;
        var size = Size(layout, scale, nativePixelScaleArcsec);
        return new CellAxis(start + (side / 2) - (size * pixels / 2), size, pixels);
    }

    /// <summary>
    /// Pixels of the next finer scale along a side of this scale's pixels, if whole finer pixels tile them. Null if the scale must be
    /// binned from the native image, because it is the finest one or because pixels of the finer scale would straddle its edges.
    /// </summary>
    public static int? TilesOfFinerScale(StampLayout layout, int scale)
    {
        if (scale == 0 || layout.Scales[scale].RatioTo(layout.Scales[scale - 1]) is not { } ratio || ratio < 2)
        {
            return null;
        }

        return ((layout.Scales[scale].Pixels * ratio) - layout.Scales[scale - 1].Pixels) % 2 == 0 ? ratio : null;
    }

    /// <summary>Native pixels along the side of one of the finest pixels; below 1 if the layout is finer than the native image.</summary>
    public static double FinestSize(StampLayout layout, double nativePixelScaleArcsec)
    {
        var ratio = layout.Scales[0].PixelScaleArcsec / nativePixelScaleArcsec;
        var whole = Math.Round(ratio);
        return Math.Abs(ratio - whole) <= Math.Min(NominalFraction * whole, NominalPixels) ? whole : ratio;
    }

    private static double Size(StampLayout layout, int scale, double nativePixelScaleArcsec) =>
        CellAxis.Snapped(
            FinestSize(layout, nativePixelScaleArcsec) * (layout.Scales[scale].PixelScaleArcsec / layout.Scales[0].PixelScaleArcsec)
        );
}
