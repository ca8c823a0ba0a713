using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Imaging.Pictures;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;

namespace StampSpec.Reports.Gallery;

/// <summary>The stamps of an alert under a layout as pictures. Sums are drawn as means, so that all scales share one stretch.</summary>
internal static class LayoutStamps
{
    /// <summary>All scales of one image, cut from the alert, finest first; pixels beyond a stamp that follows the footprint are NaN.
    /// </summary>
    /// <exception cref="InvalidInputException">The layout's pixels are finer than the alert's.</exception>
    public static IReadOnlyList<Image<float>> CutAll(Alert alert, CutoutKind kind, StampLayout layout) =>
        FootprintStamp.Sample(
            alert[kind].Flux,
            alert[kind].PixelScaleArcsec,
            layout with
            {
                Bins = BinRule.Mean,
            },
            FootprintStamp.SideOf(layout, alert)
        );

    /// <summary>The scales of one image that the layout carries, cut from the alert, by the scale's index, finest first.</summary>
    /// <exception cref="InvalidInputException">The layout's pixels are finer than the alert's.</exception>
    public static IReadOnlyList<(int Scale, Image<float> Pixels)> Cut(Alert alert, CutoutKind kind, StampLayout layout)
    {
        var cut = CutAll(alert, kind, layout);
        return [.. layout.ScalesOf(kind).Select(scale => (scale, cut[scale]))];
    }

    /// <summary>
    /// A row of small pictures for each scale, with one for each of the layout's images; null if the scale does not carry the image.
    /// </summary>
    /// <exception cref="InvalidInputException">The layout's pixels are finer than the alert's.</exception>
    public static IReadOnlyList<(string Size, IReadOnlyList<byte[]?> Pictures)> Rows(Alert alert, StampLayout layout)
    {
        var images = layout
            .Images.Select(kind => Cut(alert, kind, layout).ToDictionary(c => c.Scale, c => Picture(c.Pixels, alert, kind)))
            .ToArray();
        return
        [
            .. Enumerable
                .Range(0, layout.Scales.Count)
                .Select(scale => (SizeOf(layout, scale), (IReadOnlyList<byte[]?>)[.. images.Select(i => i.GetValueOrDefault(scale))])),
        ];
    }

    /// <summary>The pixels of a scale in words.</summary>
    public static string SizeOf(StampLayout layout, int scale) =>
        layout.LogPolar is { } grid
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{grid.Pixels} rings x {grid.Pixels} sectors, to {grid.OutermostArcsec:0.#}\u2033"
            )
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{layout.Scales[scale].Pixels} px of {layout.Scales[scale].PixelScaleArcsec:0.###}\u2033"
            );

    private static byte[] Picture(Image<float> pixels, Alert alert, CutoutKind kind) => StampPicture.Small(pixels, Stretch.Of(alert, kind));
}
