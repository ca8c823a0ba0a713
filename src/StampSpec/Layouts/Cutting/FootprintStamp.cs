using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Cutting;

/// <summary>
/// Stamps whose side follows the footprint of the detection, as Rubin ships them: the longer side of the footprint's bounding box, at least
/// the layout's smallest and at most its largest number of pixels. A receiver centres each stamp in the largest one, so pixels beyond it
/// are missing. The side has one pixel less if its centre would otherwise not be that of the largest stamp.
/// </summary>
internal static class FootprintStamp
{
    /// <summary>Pixels a side of an alert's stamp; null if all stamps have the layout's size.</summary>
    /// <exception cref="InvalidInputException">The packet does not say how large the footprint is.</exception>
    public static int? SideOf(StampLayout layout, Alert alert) =>
        layout.SmallestPixels is { } smallest
            ? SideOf(layout.Scales[0].Pixels, smallest, alert.FootprintPixels ?? throw new InvalidInputException(Unknown(layout)))
            : null;

    /// <summary>The layout with the size of one alert's stamp for all; the layout itself if its stamps have one size.</summary>
    /// <exception cref="InvalidInputException">The packet does not say how large the footprint is.</exception>
    public static StampLayout LayoutOf(StampLayout layout, Alert alert) =>
        SideOf(layout, alert) is { } side ? layout.WithSide(side) : layout;

    /// <summary>As <see cref="LayoutOf(StampLayout, Alert)"/>, for a footprint.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="footprintPixels">Longer side of the footprint's bounding box, pixels.</param>
    public static StampLayout LayoutOf(StampLayout layout, int footprintPixels) =>
        layout.SmallestPixels is { } smallest ? layout.WithSide(SideOf(layout.Scales[0].Pixels, smallest, footprintPixels)) : layout;

    /// <summary>The scales of an image, each of the layout's size; pixels beyond the alert's stamp are NaN.</summary>
    /// <param name="image">The native image.</param>
    /// <param name="pixelScaleArcsec">Side of its pixels, arcsec.</param>
    /// <param name="layout">The layout.</param>
    /// <param name="side">Pixels a side of the alert's stamp; null if all stamps have the layout's size.</param>
    public static IReadOnlyList<Image<float>> Sample(Image<float> image, double pixelScaleArcsec, StampLayout layout, int? side) =>
        side is { } own
            ? [Centred(LayoutSampler.Sample(image, pixelScaleArcsec, layout.WithSide(own))[0], layout.Scales[0].Pixels)]
            : LayoutSampler.Sample(image, pixelScaleArcsec, layout);

    /// <summary>What to say of an alert whose packet lacks the size of the footprint.</summary>
    public static Diagnostic Unknown(StampLayout layout) =>
        Diagnostic.Error(
            "layout.footprint",
            $"the stamps of {layout.Name} are as large as the detection's footprint, but the packet has no diaSource.bboxSize",
            fix: "use Rubin's packets, or a layout without smallest-pixels"
        );

    private static int SideOf(int largest, int smallest, int footprintPixels)
    {
        var side = Math.Clamp(footprintPixels, smallest, largest);
        return side - ((largest - side) % 2);
    }

    private static Image<float> Centred(Image<float> stamp, int pixels)
    {
        var result = new Image<float>(pixels, pixels);
        result.Pixels.Fill(float.NaN);
        var margin = (pixels - stamp.Width) / 2;
        for (var row = 0; row < stamp.Height; row++)
        {
            stamp.Pixels.Slice(row * stamp.Width, stamp.Width).CopyTo(result.Pixels[(((row + margin) * pixels) + margin)..]);
        }

        return result;
    }
}
