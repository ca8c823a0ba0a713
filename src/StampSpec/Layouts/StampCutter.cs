using StampSpec.Alerts;
using StampSpec.Diagnostics;
using StampSpec.Pixels;

namespace StampSpec.Layouts;

/// <summary>
/// Cuts one cutout into the scales of a layout, normalised in the stated order.
/// Before: the full native cutout is normalised, then values and the mask of missing pixels are binned alike, as published: both by means,
/// whatever the layout's bin rule, since a sum of normalised values would only multiply a scale by its pixels' area. A coarser pixel's mask
/// is the missing fraction. After: every scale is cut raw and normalised by its own statistics, and its mask says which of its pixels hold
/// nothing: a receiver knows no more. None: raw flux, missing pixels 0 in the values and 1 in the mask. Redundant centres are always filled
/// in, since the receiver rebuilds them exactly.
/// </summary>
/// <param name="layout">What to cut.</param>
/// <param name="order">When to normalise.</param>
/// <param name="receive">
/// What a receiver sees of the raw scales that are sent; null if they arrive as they are. Not with <see cref="NormalisationOrder.Before"/>.
/// </param>
public sealed class StampCutter(
    StampLayout layout, NormalisationOrder order, Func<IReadOnlyList<Image<float>>, IReadOnlyList<Image<float>>>? receive = null)
{
    private readonly StampLayout _means = layout with { Bins = BinRule.Mean };

    /// <summary>Cuts one cutout: one image a scale, finest first.</summary>
    /// <exception cref="InvalidInputException">The layout's pixels are finer than the cutout's.</exception>
    public IReadOnlyList<NormalisedImage> Cut(Cutout cutout)
    {
        ArgumentNullException.ThrowIfNull(cutout);
        return order switch
        {
            NormalisationOrder.Before => CutNormalised(cutout),
            NormalisationOrder.After => [.. Received(cutout).Select(PixelNormalisation.Normalise)],
            _ => [.. Received(cutout).Select(raw => Masked(raw, null))],
        };
    }

    /// <summary>The scales of one cutout as raw flux, missing pixels NaN.</summary>
    /// <exception cref="InvalidInputException">The layout's pixels are finer than the cutout's.</exception>
    public IReadOnlyList<Image<float>> Raw(Cutout cutout) => LayoutSampler.Sample(cutout.Flux, cutout.PixelScaleArcsec, layout);

    private IReadOnlyList<Image<float>> Received(Cutout cutout) => receive is null ? Raw(cutout) : receive(Raw(cutout));

    private IReadOnlyList<NormalisedImage> CutNormalised(Cutout cutout)
    {
        if (receive is not null)
        {
            throw new InvalidOperationException("normalisation before the cut needs native stamps, which are not sent");
        }

        var native = PixelNormalisation.Normalise(cutout.Flux);
        var values = LayoutSampler.Sample(native.Values, cutout.PixelScaleArcsec, _means);
        var masks = LayoutSampler.Sample(native.Missing, cutout.PixelScaleArcsec, _means);
        return [.. values.Zip(masks, Masked)];
    }

    private static NormalisedImage Masked(Image<float> pixels, Image<float>? mask)
    {
        var values = pixels.Clone();
        var missing = mask?.Clone() ?? new Image<float>(pixels.Width, pixels.Height);
        for (var i = 0; i < values.Pixels.Length; i++)
        {
            if (!float.IsFinite(values.Pixels[i]))
            {
                values.Pixels[i] = 0;
                missing.Pixels[i] = 1;
            }
        }

        return new NormalisedImage(values, missing);
    }
}
