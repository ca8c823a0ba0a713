using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Cutting;

/// <summary>Removes redundant centres from the scales of an image, and restores them, bit for bit, from the finer scales.</summary>
internal static class RedundantCentres
{
    /// <summary>
    /// Copies of a layout's scales in which omitted centres are NaN. If the layout keeps its centres, the copies are unchanged.
    /// </summary>
    /// <param name="scales">One image for each scale, finest first, as <see cref="LayoutSampler"/> cuts them.</param>
    /// <param name="layout">The layout.</param>
    public static IReadOnlyList<Image<float>> Omit(IReadOnlyList<Image<float>> scales, StampLayout layout)
    {
        var stored = new Image<float>[scales.Count];
        for (var scale = 0; scale < stored.Length; scale++)
        {
            stored[scale] = scales[scale].Clone();
            var omitted = layout.OmittedPixels(scale);
            var first = (layout.Scales[scale].Pixels - omitted) / 2;
            for (var row = first; row < first + omitted; row++)
            {
                stored[scale].Row(row).Slice(first, omitted).Fill(float.NaN);
            }
        }

        return stored;
    }

    /// <summary>Copies of stored scales in which omitted centres are binned from the finer scales, finest first.</summary>
    /// <param name="stored">One image for each scale, finest first. The pixels of omitted centres are ignored.</param>
    /// <param name="layout">The layout.</param>
    public static IReadOnlyList<Image<float>> Rebuild(IReadOnlyList<Image<float>> stored, StampLayout layout)
    {
        var scales = new Image<float>[stored.Count];
        for (var scale = 0; scale < scales.Length; scale++)
        {
            scales[scale] = stored[scale].Clone();
            var omitted = layout.OmittedPixels(scale);
            if (omitted > 0)
            {
                var ratio = scales[scale - 1].Width / omitted;
                Place(
                    PixelBinning.BinBlocks(scales[scale - 1], ratio, layout.Bins),
                    scales[scale],
                    (layout.Scales[scale].Pixels - omitted) / 2
                );
            }
        }

        return scales;
    }

    private static void Place(Image<float> centre, Image<float> scale, int first)
    {
        for (var row = 0; row < centre.Height; row++)
        {
            centre.Row(row).CopyTo(scale.Row(first + row)[first..]);
        }
    }
}
