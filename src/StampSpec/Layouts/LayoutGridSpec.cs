using StampSpec.Pixels;
using StampSpec.Specs;

namespace StampSpec.Layouts;

/// <summary>The declaration of a grid of layouts: the keys of a layout, each with a value or a list of values.</summary>
public static class LayoutGridSpec
{
    private static readonly SpecKey<IReadOnlyList<int>> PixelsKey = Spec.Required(
        "pixels", Spec.OneOrMore(LayoutSpec.PixelsValue), "Pixels a side of every scale.");

    private static readonly SpecKey<IReadOnlyList<double>> PixelScaleKey = Spec.Required(
        "pixel-scale", Spec.OneOrMore(LayoutSpec.PixelScaleValue), "Side of the finest scale's pixels.");

    private static readonly SpecKey<IReadOnlyList<int>> ScalesKey = Spec.WithDefault(
        "scales", Spec.OneOrMore(LayoutSpec.ScaleCountValue), "1", "Number of scales.");

    private static readonly SpecKey<IReadOnlyList<double>> RatioKey = Spec.WithDefault(
        "ratio", Spec.OneOrMore(LayoutSpec.RatioValue), "2", "Pixel scale of each scale over that of the next finer one.");

    private static readonly SpecKey<IReadOnlyList<IReadOnlyList<CutoutKind>>> ImagesKey = Spec.WithDefault(
        "images", Spec.OneOrMore(LayoutSpec.ImagesValue), "[science, template, difference]", "Images carried: a list, or a list of lists.");

    private static readonly SpecKey<IReadOnlyList<IReadOnlyList<StampPlane>>> PlanesKey = Spec.WithDefault(
        "planes", Spec.OneOrMore(PlanesSpec.Declaration), "{flux: float32}", "Planes carried for every image, each with its number type.");

    private static readonly SpecKey<IReadOnlyList<bool>> CentresKey = Spec.WithDefault(
        "centres", Spec.OneOrMore(LayoutSpec.CentresValue), "kept", "Whether coarser scales keep the central block that the next finer scale rebuilds.");

    private static readonly SpecKey<IReadOnlyList<BinRule>> BinsKey = Spec.WithDefault(
        "bins", Spec.OneOrMore(Spec.Choice<BinRule>()), "mean", "Whether a coarser pixel is the mean or the sum of what it covers.");

    private static readonly SpecKey<PsfPlane?> PsfKey = Spec.WithDefault("psf", PsfSpec.Declaration, "none", "PSF that every layout carries.");

    private static readonly SpecKey<StampScale> NativeKey = Spec.Optional(
        "native", LayoutSpec.ScaleDeclaration, "The survey's own stamp, which every layout must fit.");

    private static readonly SpecKey<bool> UnfitKey = Spec.WithDefault(
        "unfit",
        Spec.Choice(("error", false), ("leave-out", true)),
        "error",
        "What happens to combinations that do not fit the native stamp, whose centres cannot be omitted, or that are the same layout as another.");

    /// <summary>A grid as a mapping. Names follow from the values: 4x8px-1.01as is four scales of 8 pixels a side, the finest of 1.01 arcsec.</summary>
    public static SpecMapping<LayoutGrid> Declaration { get; } = new(
        "a grid of layouts",
        [PixelsKey, PixelScaleKey, ScalesKey, RatioKey, ImagesKey, PlanesKey, CentresKey, BinsKey, PsfKey, NativeKey, UnfitKey],
        Build,
        Check);

    private static LayoutGrid Build(SpecReader reader) => new(reader.Get(PixelsKey), reader.Get(PixelScaleKey))
    {
        ScaleCounts = reader.Get(ScalesKey),
        Ratios = reader.Get(RatioKey),
        Images = reader.Get(ImagesKey),
        Planes = reader.Get(PlanesKey),
        KeepsRedundantCentres = reader.Get(CentresKey),
        Bins = reader.Get(BinsKey),
        Psf = reader.Get(PsfKey),
        Native = reader.TryGet(NativeKey, out var native) ? native : null,
        LeavesOutUnfit = reader.Get(UnfitKey),
    };

    private static void Check(SpecReader reader)
    {
        if (IsComplete(reader) && Build(reader).CombinationCount is var count && count > LayoutGrid.MostCombinations)
        {
            reader.Error(
                PixelsKey,
                "layout.grid",
                FormattableString.Invariant($"the grid has {count} combinations; at most {LayoutGrid.MostCombinations} can be laid out"),
                "give fewer values");
        }
    }

    private static bool IsComplete(SpecReader reader) => reader.TryGet(PixelsKey, out _) && reader.TryGet(PixelScaleKey, out _) && reader.TryGet(ScalesKey, out _)
        && reader.TryGet(RatioKey, out _) && reader.TryGet(ImagesKey, out _) && reader.TryGet(PlanesKey, out _) && reader.TryGet(CentresKey, out _)
        && reader.TryGet(BinsKey, out _) && reader.TryGet(PsfKey, out _) && reader.TryGet(UnfitKey, out _);
}
