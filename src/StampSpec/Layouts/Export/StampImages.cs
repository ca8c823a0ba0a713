using StampSpec.Alerts;
using StampSpec.Diagnostics;
using StampSpec.Pixels;

namespace StampSpec.Layouts.Export;

/// <summary>
/// Cuts the stamps of one alert for use outside: raw flux, or values normalised as a classifier sees them (missing pixels 0), with omitted
/// centres left out as NaN.
/// </summary>
/// <param name="layout">What to cut.</param>
/// <param name="order">When to normalise; None gives raw flux, missing pixels NaN.</param>
public sealed class StampImages(StampLayout layout, NormalisationOrder order)
{
    private readonly StampCutter _cutter = new(layout, order);

    /// <summary>Every scale of every image of the layout.</summary>
    /// <exception cref="InvalidInputException">The layout's pixels are finer than the alert's.</exception>
    public IReadOnlyList<StampImage> Of(Alert alert)
        => [.. layout.Images.SelectMany(kind => Of(alert[kind], kind))];

    private IEnumerable<StampImage> Of(Cutout cutout, CutoutKind kind)
    {
        var scales = RedundantCentres.Omit(Scales(cutout), layout);
        return layout.ScalesOf(kind).Select(scale => new StampImage(kind, scale, layout.Scales[scale].PixelScaleArcsec, scales[scale]));
    }

    private IReadOnlyList<Image<float>> Scales(Cutout cutout)
        => order == NormalisationOrder.None ? _cutter.Raw(cutout) : [.. _cutter.Cut(cutout).Select(n => n.Values)];
}
