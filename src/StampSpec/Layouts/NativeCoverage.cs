using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Diagnostics;

namespace StampSpec.Layouts;

/// <summary>Whether a native stamp holds what a layout shows.</summary>
public static class NativeCoverage
{
    /// <summary>
    /// What keeps a layout from being cut from a native stamp: pixels finer than the native ones, or pixels that lie wholly beyond it. A
    /// pixel that lies partly beyond it is no problem: its mean or sum is taken over the rest.
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
    /// What keeps a layout from being cut from an alert. Each image is taken as the square of its shorter side; an alert that the layout
    /// reaches beyond would be filled with missing pixels.
    /// </summary>
    public static IEnumerable<Diagnostic> Problems(StampLayout layout, Alert alert)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(alert);
        return layout.Images.SelectMany(kind => Problems(layout, NativeScale(alert[kind])));
    }

    private static StampScale NativeScale(Cutout cutout) => new(Math.Min(cutout.Flux.Width, cutout.Flux.Height), cutout.PixelScaleArcsec);

    internal static Diagnostic? FinerThanNative(StampLayout layout, double nativePixelScaleArcsec)
    {
        if (layout.Scales.Count == 0)
        {
            return null;
        }

        var finest = layout.Scales[0].PixelScaleArcsec;
        if (ScaleGeometry.FinestSize(layout, nativePixelScaleArcsec) >= 1)
        {
            return null;
        }

        return Diagnostic.Error(
            "layout.finer-than-native",
            string.Create(CultureInfo.InvariantCulture, $"{layout.Name} has pixels of {finest} arcsec, finer than the native {nativePixelScaleArcsec} arcsec; cutting cannot make detail"))
            with
        { Fix = string.Create(CultureInfo.InvariantCulture, $"use a pixel scale of at least {nativePixelScaleArcsec} arcsec, or resample the alerts first") };
    }

    private static Diagnostic BeyondNative(StampScale scale, int index, StampScale native)
    {
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"scale {index} ({scale.Pixels} px of {scale.PixelScaleArcsec} arcsec) shows {scale.FieldOfViewArcsec:0.###} arcsec, beyond the native stamp's {native.FieldOfViewArcsec:0.###} arcsec ({native.Pixels} px of {native.PixelScaleArcsec} arcsec)");
        return Diagnostic.Error("layout.field-of-view", message) with { Fix = "use fewer pixels or scales, or a finer pixel scale" };
    }
}
