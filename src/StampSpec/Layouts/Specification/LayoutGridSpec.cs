using StampSpec.Layouts.Model;
using StampSpec.Specs;

namespace StampSpec.Layouts.Specification;

/// <summary>The declaration of a grid of layouts: the keys of a layout, each with a value or a list of values.</summary>
internal static class LayoutGridSpec
{
    private static readonly SpecKey<LayoutGrid, IReadOnlyList<int>> PixelsKey = new(
        "pixels",
        Spec.OneOrMore(LayoutSpec.PixelsValue),
        "Pixels a side of every scale.",
        g => g.Pixels,
        (g, pixels) => g with { Pixels = pixels },
        isRequired: true
    );

    private static readonly SpecKey<LayoutGrid, StampScale> NativeKey = new(
        "native",
        LayoutSpec.ScaleDeclaration,
        "The survey's native stamp, which must contain every layout.",
        g => g.Native,
        (g, native) => g with { Native = native }
    );

    private static readonly LayoutGrid Start = new([], []);

    private static readonly SpecRecord<LayoutGrid> Record = new SpecRecord<LayoutGrid>("a grid of layouts", Start)
        .Key(PixelsKey)
        .Required(
            "pixel-scale",
            Spec.OneOrMore(LayoutSpec.PixelScaleValue),
            "Side of the finest scale's pixels.",
            g => g.PixelScalesArcsec,
            (g, sides) => g with { PixelScalesArcsec = sides }
        )
        .WithDefault(
            "scales",
            Spec.OneOrMore(LayoutSpec.ScaleCountValue),
            "1",
            "Number of scales.",
            g => g.ScaleCounts,
            (g, counts) => g with { ScaleCounts = counts }
        )
        .WithDefault(
            "ratio",
            Spec.OneOrMore(LayoutSpec.RatioValue),
            "2",
            "Pixel scale of each scale over that of the next finer one.",
            g => g.Ratios,
            (g, ratios) => g with { Ratios = ratios }
        )
        .WithDefault(
            "images",
            Spec.OneOrMore(LayoutSpec.ImagesValue),
            "[science, template, difference]",
            "Images carried: a list, or a list of lists.",
            g => g.Images,
            (g, images) => g with { Images = images }
        )
        .WithDefault(
            "planes",
            Spec.OneOrMore(PlanesSpec.Declaration),
            "{flux: float32}",
            "Planes carried for every image, each with its number type.",
            g => g.Planes,
            (g, planes) => g with { Planes = planes }
        )
        .WithDefault(
            "centres",
            Spec.OneOrMore(LayoutSpec.CentresValue),
            "kept",
            "Whether coarser scales keep the central block that the next finer scale rebuilds.",
            g => g.KeepsRedundantCentres,
            (g, keeps) => g with { KeepsRedundantCentres = keeps }
        )
        .WithDefault(
            "bins",
            Spec.OneOrMore(Spec.Choice<BinRule>()),
            "mean",
            "Whether a coarser pixel is the mean or the sum of the pixels that it covers.",
            g => g.Bins,
            (g, bins) => g with { Bins = bins }
        )
        .WithDefault("psf", PsfSpec.Declaration, "none", "PSF that every layout carries.", g => g.Psf, (g, psf) => g with { Psf = psf })
        .Key(NativeKey)
        .WithDefault(
            "unfit",
            Spec.Choice(("error", false), ("leave-out", true)),
            "error",
            "What to do with combinations that do not fit the native stamp, whose centres cannot be omitted, or that are the same "
                + "layout as another.",
            g => g.LeavesOutUnfit,
            (g, leavesOut) => g with { LeavesOutUnfit = leavesOut }
        );

    /// <summary>
    /// A grid as a mapping. Names follow from the values: 4x8px-1.01as has four scales of 8 pixels a side, and the finest pixels are 1.01
    /// arcsec wide.
    /// </summary>
    public static SpecMapping<LayoutGrid> Declaration { get; } = Record.ToMapping(Check);

    private static void Check(SpecReader reader)
    {
        if (
            Record.Keys.All(k => k == NativeKey || reader.HasValue(k))
            && Record.Read(Start, reader).CombinationCount is var count
            && count > LayoutGrid.MostCombinations
        )
        {
            reader.Error(
                PixelsKey,
                "layout.grid",
                FormattableString.Invariant($"the grid has {count} combinations; at most {LayoutGrid.MostCombinations} are allowed"),
                "give fewer values"
            );
        }
    }
}
