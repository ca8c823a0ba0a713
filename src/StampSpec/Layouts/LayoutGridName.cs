using System.Globalization;
using StampSpec.Pixels;

namespace StampSpec.Layouts;

/// <summary>
/// Names of a grid's layouts: 4x8px-1.01as is four scales of 8 pixels a side, the finest of 1.01 arcsec. What is not a layout's default
/// follows: the ratio of pixel scales, the images, number types, further planes, omitted centres, sums. What says nothing about a layout,
/// such as the ratio of one scale, is left out.
/// </summary>
internal static class LayoutGridName
{
    private const double DefaultRatio = 2;

    /// <summary>The name.</summary>
    /// <param name="layout">The layout, whose scales have equal pixel counts.</param>
    /// <param name="ratio">Pixel scale of each scale over that of the next finer one.</param>
    /// <param name="prefix">Text before the name; null for none.</param>
    public static string Of(StampLayout layout, double ratio, string? prefix) =>
        (prefix is null ? "" : prefix + "-") + string.Join('-', Parts(layout, ratio).Prepend(Scales(layout)));

    private static string Scales(StampLayout layout)
    {
        var count = layout.Scales.Count == 1 ? "" : Text($"{layout.Scales.Count}x");
        return Text($"{count}{layout.Scales[0].Pixels}px-{layout.Scales[0].PixelScaleArcsec:0.######}as");
    }

    private static IEnumerable<string> Parts(StampLayout layout, double ratio)
    {
        var isNested = layout.Scales.Count > 1;
        if (isNested && ratio != DefaultRatio)
        {
            yield return Text($"ratio{ratio:0.######}");
        }

        if (layout.Images.Count < Enum.GetValues<CutoutKind>().Length)
        {
            yield return string.Join('-', layout.Images.Select(i => i.ToString().ToLowerInvariant()));
        }

        foreach (var plane in layout.Planes.Where(p => p is not { Kind: PlaneKind.Flux, Number: PixelNumberType.Float32 }))
        {
            yield return (plane.Kind == PlaneKind.Flux ? "" : plane.Kind.ToString().ToLowerInvariant() + "-") + plane.Number.ToString().ToLowerInvariant();
        }

        if (isNested && !layout.KeepsRedundantCentres)
        {
            yield return "omitted";
        }

        if (layout.Bins == BinRule.Sum)
        {
            yield return "sum";
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
