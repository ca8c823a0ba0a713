using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Export;

/// <summary>
/// Cuts the stamps of one alert for export, each with its mask: raw flux (missing pixels are NaN), or values normalised as for a classifier
/// (missing pixels are 0). Omitted centres are NaN; their masks are those that a classifier gets.
/// </summary>
/// <param name="layout">What to cut.</param>
/// <param name="order">When to normalise; None gives raw flux.</param>
internal sealed class StampImages(StampLayout layout, NormalisationOrder order)
{
    private readonly StampCutter _cutter = new(layout, order);

    /// <summary>Every scale of every image of the layout.</summary>
    /// <exception cref="InvalidInputException">The layout's pixels are finer than the alert's.</exception>
    public IReadOnlyList<StampImage> Of(Alert alert)
    {
        var side = FootprintStamp.SideOf(layout, alert);
        return [.. layout.Images.SelectMany(kind => Of(alert[kind], kind, side))];
    }

    private IEnumerable<StampImage> Of(Cutout cutout, CutoutKind kind, int? side)
    {
        var cut = Cut(cutout, side);
        var stored = RedundantCentres.Omit([.. cut.Select(n => n.Values)], layout);
        return layout
            .ScalesOf(kind)
            .Select(scale => new StampImage(kind, scale, layout.Scales[scale].PixelScaleArcsec, stored[scale], cut[scale].Missing));
    }

    private IReadOnlyList<NormalisedImage> Cut(Cutout cutout, int? side) =>
        order == NormalisationOrder.None
            ? [.. _cutter.Raw(cutout, side).Select(raw => new NormalisedImage(raw, MissingIn(raw)))]
            : _cutter.Cut(cutout, side: side);

    private static Image<float> MissingIn(Image<float> raw)
    {
        var mask = new Image<float>(raw.Width, raw.Height);
        for (var i = 0; i < mask.Pixels.Length; i++)
        {
            mask.Pixels[i] = float.IsFinite(raw.Pixels[i]) ? 0 : 1;
        }

        return mask;
    }
}

/// <summary>One scale of one image of an alert, as it is written to files.</summary>
/// <param name="Kind">Which image.</param>
/// <param name="Scale">Index of the scale, 0 the finest.</param>
/// <param name="PixelScaleArcsec">Side of a pixel, arcsec.</param>
/// <param name="Pixels">The pixels; NaN in an omitted centre and where raw flux is missing.</param>
/// <param name="Missing">The mask, as <see cref="StampConventions.MaskOf"/> defines it.</param>
internal sealed record StampImage(CutoutKind Kind, int Scale, double PixelScaleArcsec, Image<float> Pixels, Image<float> Missing)
{
    /// <summary>IMAGE-K: <c>science-0</c> is the finest scale of the science image.</summary>
    public string Name => StampConventions.NameOf(Kind, Scale);

    /// <summary>IMAGE-K-missing.</summary>
    public string MaskName => StampConventions.MaskNameOf(Kind, Scale);
}
