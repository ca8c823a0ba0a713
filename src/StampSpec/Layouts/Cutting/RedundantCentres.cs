using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Cutting;

/// <summary>Takes redundant centres out of the scales of an image, and fills them in again, bit for bit, from the finer scales.</summary>
internal static class RedundantCentres
{
    /// <summary>Copies of a layout's scales whose omitted centres are NaN; unchanged copies where the layout keeps them.</summary>
    /// <param name="scales">One image a scale, finest first, as <see cref="LayoutSampler"/> cuts them.</param>
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

    /// <summary>Copies of stored scales whose omitted centres are binned from the finer scales, finest first.</summary>
    /// <param name="stored">One image a scale, finest first; what omitted centres hold is not looked at.</param>
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
