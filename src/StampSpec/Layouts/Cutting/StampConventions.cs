using System.Text.Json;
using StampSpec.Alerts;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Cutting;

/// <summary>
/// What the numbers of stamps mean, in words and formulae. Models and exported stamps carry these texts, so that another program can make
/// the inputs of a model without reading this code; <see cref="StampCutter"/> computes what they say.
/// </summary>
internal static class StampConventions
{
    /// <summary>The formula of the position vector.</summary>
    public const string Position =
        "equatorial unit vector of the packet's ra and dec: x = cos(dec) cos(ra), y = cos(dec) sin(ra), z = sin(dec)";

    /// <summary>What becomes of a missing pixel.</summary>
    public const string Missing =
        "a missing pixel is NaN in raw flux; it becomes 0 after the normalisation, and only its mask shows that it is missing; an infinite "
        + "pixel is missing too, but the published normalisation makes it -2 or 2";

    /// <summary>How the values of packet columns become a model's input.</summary>
    public const string Columns =
        "input = the scaled values, then the indicators, both in the columns' order; scaled value = clip((x - median) / scale, -5, 5) "
        + "with the median and scale of the model's column-scaling, and 0 if x is missing; indicator = 1 if x is missing, otherwise 0";

    private const string AfterTheCut = "each scale of each image by its own pixels, after it is cut from raw flux: ";

    private const string Formula =
        "value = clip((x - low) / (high - low + 1e-8), -2, 2), where low = min |x| and high = the 99th percentile of |x| "
        + "(linear interpolation between order statistics, at 0.99 (n - 1)), both over the n valid pixels (finite, |x| <= 1e10); "
        + "NaN becomes 0; computed in double precision, rounded to float32 once";

    private const string AsinhFormula =
        "value = asinh((x - m) / s), not clipped, where m = the median of x and s = 1.482602218505602 times the median of |x - m| "
        + "(of an even number of pixels, the mean of the middle two), both over the valid pixels (finite, |x| <= 1e10); if s is 0, it "
        + "is the root of the mean of (x - m)^2, and if that is 0 too, every value is 0; pixels that are not valid are missing and "
        + "become 0; computed in double precision, rounded to float32 once";

    /// <summary>The properties that a model's metadata give, by name.</summary>
    public static IReadOnlyDictionary<string, string> Of(StampLayout layout, NormalisationOrder order)
    {
        var properties = new Dictionary<string, string>
        {
            ["channels"] = JsonSerializer.Serialize(
                Enumerable.Range(0, layout.Scales.Count).ToDictionary(InputOf, scale => ChannelsOf(layout, scale))
            ),
            ["normalisation-formula"] = NormalisationOf(order),
            ["missing"] = Missing,
            ["mask"] = MaskOf(order),
            ["position"] = Position,
        };
        if (layout.Columns.Count > 0)
        {
            properties["columns"] = JsonSerializer.Serialize(layout.Columns.Select(c => new { name = c.Name, field = c.Field }));
            properties["columns-formula"] = Columns;
        }

        return properties;
    }

    /// <summary>The name of a model's input for one scale.</summary>
    public static string InputOf(int scale) => FormattableString.Invariant($"scale-{scale}");

    /// <summary>The channels of one scale's input in their order: the images, then their masks.</summary>
    public static IReadOnlyList<string> ChannelsOf(StampLayout layout, int scale)
    {
        var images = layout.ImagesAt(scale);
        return [.. images.Select(kind => NameOf(kind, scale)), .. images.Select(kind => MaskNameOf(kind, scale))];
    }

    /// <summary>IMAGE-K, such as <c>science-0</c> for the finest scale of the science image.</summary>
    public static string NameOf(CutoutKind kind, int scale) => FormattableString.Invariant($"{kind.ToString().ToLowerInvariant()}-{scale}");

    /// <summary>IMAGE-K-missing, the mask of such an image.</summary>
    public static string MaskNameOf(CutoutKind kind, int scale) => NameOf(kind, scale) + "-missing";

    /// <summary>The formula of a normalisation, and what it is applied to.</summary>
    public static string NormalisationOf(NormalisationOrder order) =>
        order switch
        {
            NormalisationOrder.Before => "each native cutout as a whole, before it is cut: "
                + Formula
                + "; values and masks are then binned by means, also if the layout's bins are sums",
            NormalisationOrder.After => AfterTheCut + Formula,
            NormalisationOrder.Asinh => AfterTheCut + AsinhFormula,
            _ => "none: raw flux",
        };

    /// <summary>What a mask means, also in coarser pixels.</summary>
    public static string MaskOf(NormalisationOrder order) =>
        order == NormalisationOrder.Before
            ? "1 where a native pixel is missing, 0 elsewhere; a coarser pixel has the mean of the masks of the next finer pixels that it "
                + "covers (of the native pixels, if finer ones do not tile it), over those inside the cutout; 1 where all are outside"
            : "1 where a pixel has no value, 0 elsewhere; a coarser pixel has a value if any pixel that it covers has one";
}
