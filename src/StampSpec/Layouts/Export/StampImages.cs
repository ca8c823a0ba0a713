using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Export;

/// <summary>
/// Cuts the stamps of one alert for export: raw flux, or values normalised as for a classifier (missing pixels are 0). Omitted centres are
/// NaN.
/// </summary>
/// <param name="layout">What to cut.</param>
/// <param name="order">When to normalise; None gives raw flux, in which missing pixels are NaN.</param>
internal sealed class StampImages(StampLayout layout, NormalisationOrder order)
{
    private readonly StampCutter _cutter = new(layout, order);

    /// <summary>Every scale of every image of the layout.</summary>
    /// <exception cref="InvalidInputException">The layout's pixels are finer than the alert's.</exception>
    public IReadOnlyList<StampImage> Of(Alert alert) => [.. layout.Images.SelectMany(kind => Of(alert[kind], kind))];

    private IEnumerable<StampImage> Of(Cutout cutout, CutoutKind kind)
    {
        var scales = RedundantCentres.Omit(Scales(cutout), layout);
        return layout.ScalesOf(kind).Select(scale => new StampImage(kind, scale, layout.Scales[scale].PixelScaleArcsec, scales[scale]));
    }

    private IReadOnlyList<Image<float>> Scales(Cutout cutout) =>
        order == NormalisationOrder.None ? _cutter.Raw(cutout) : [.. _cutter.Cut(cutout).Select(n => n.Values)];
}

/// <summary>One scale of one image of an alert, as it is written to files.</summary>
/// <param name="Kind">Which image.</param>
/// <param name="Scale">Index of the scale, 0 the finest.</param>
/// <param name="PixelScaleArcsec">Side of a pixel, arcsec.</param>
/// <param name="Pixels">The pixels; NaN in an omitted centre and where raw flux is missing.</param>
internal sealed record StampImage(CutoutKind Kind, int Scale, double PixelScaleArcsec, Image<float> Pixels)
{
    /// <summary>IMAGE-K: <c>science-0</c> is the finest scale of the science image.</summary>
    public string Name => NameOf(Kind, Scale);

    /// <summary>The name of one scale of one image.</summary>
    public static string NameOf(CutoutKind kind, int scale) => FormattableString.Invariant($"{kind.ToString().ToLowerInvariant()}-{scale}");
}
