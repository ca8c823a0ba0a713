using StampSpec.Layouts.Features;
using StampSpec.Pixels;
using StampSpec.Specs;

namespace StampSpec.Layouts;

/// <summary>The declaration of a layout's YAML: <c>specs/layouts/*.yaml</c>, and layouts written inside a study.</summary>
public static class LayoutSpec
{
    private const string PixelsNeed = "a scale needs 1 to 512 pixels a side";

    /// <summary>A number of scales.</summary>
    internal static readonly SpecValue<int> ScaleCountValue = Spec.Integer(1, 16, "a layout has 1 to 16 scales");

    /// <summary>Pixels a side of a scale.</summary>
    internal static readonly SpecValue<int> PixelsValue = Spec.Integer(1, 512, PixelsNeed, SpecUnit.Pixels);

    /// <summary>Side of a pixel.</summary>
    internal static readonly SpecValue<double> PixelScaleValue = Spec.NumberAbove(0, 60, "a pixel is above 0 and up to 60 arcsec wide", SpecUnit.Arcsec);

    /// <summary>Pixel scale of each scale over that of the next finer one.</summary>
    internal static readonly SpecValue<double> RatioValue = Spec.NumberAbove(
        1, 64, "each scale's pixels are ratio times as wide as the finer one's, so it is above 1 and up to 64");

    /// <summary>Images carried.</summary>
    internal static readonly SpecValue<IReadOnlyList<CutoutKind>> ImagesValue = Spec.List(Spec.Choice<CutoutKind>(), 1, 3).Then(Distinct);

    /// <summary>Whether centres are kept.</summary>
    internal static readonly SpecValue<bool> CentresValue = Spec.Choice(("kept", true), ("omitted", false));

    private static readonly SpecKey<string> NameKey = Spec.Required("name", Spec.Name(), "Name in tables and figures.");

    private static readonly SpecKey<string> DescriptionKey = Spec.Optional("description", Spec.Text(), "What the layout is, and its source.");

    private static readonly SpecKey<int> PixelsKey = Spec.Optional(
        "pixels", PixelsValue, "Pixels a side of every scale; not beside a list of scales.");

    private static readonly SpecKey<double> PixelScaleKey = Spec.Optional(
        "pixel-scale", PixelScaleValue, "Side of the finest scale's pixels; not beside a list of scales.");

    private static readonly SpecKey<double> RatioKey = Spec.WithDefault(
        "ratio", RatioValue, "2", "Pixel scale of each scale over that of the next finer one.");

    private static readonly SpecKey<int> ScalePixelsKey = Spec.Required("pixels", PixelsValue, "Pixels a side.");

    private static readonly SpecKey<double> ScalePixelScaleKey = Spec.Required("pixel-scale", PixelScaleValue, "Side of a pixel.");

    /// <summary>One scale.</summary>
    internal static readonly SpecMapping<StampScale> ScaleDeclaration = new(
        "a scale", [ScalePixelsKey, ScalePixelScaleKey], reader => new StampScale(reader.Get(ScalePixelsKey), reader.Get(ScalePixelScaleKey)));

    private static readonly SpecKey<IReadOnlyList<CutoutKind>> ScaleImagesKey = Spec.Optional(
        "images", ImagesValue, "Images carried at this scale; all of the layout's where absent.");

    private static readonly SpecMapping<StampScale> LayoutScaleDeclaration = new(
        "a scale",
        [ScalePixelsKey, ScalePixelScaleKey, ScaleImagesKey],
        reader => new StampScale(reader.Get(ScalePixelsKey), reader.Get(ScalePixelScaleKey)) { Images = reader.TryGet(ScaleImagesKey, out var images) ? images : null });

    private static readonly SpecKey<LayoutScales> ScalesKey = Spec.WithDefault(
        "scales",
        Spec.OneOf(
            ScaleCountValue.Then(count => new LayoutScales(count, null)),
            Spec.List(LayoutScaleDeclaration, 1, 16).Then(list => new LayoutScales(list.Count, list))),
        "1",
        "Number of scales, or a list of them, finest first.");

    private static readonly SpecKey<IReadOnlyList<CutoutKind>> ImagesKey = Spec.WithDefault(
        "images",
        Spec.OneOf(Spec.Choice<IReadOnlyList<CutoutKind>>(("none", [])), ImagesValue),
        "[science, template, difference]",
        "Images carried; none where features are all that is sent.");

    private static readonly SpecKey<LogPolarGrid> LogPolarKey = Spec.Optional(
        "log-polar", LogPolarSpec.Declaration, "Rings and sectors about the alert, in place of square pixels.");

    private static readonly SpecKey<IReadOnlyList<StampFeature>> FeaturesKey = Spec.WithDefault(
        "features", Spec.List(FeatureSpec.Declaration, 0, 16), "[]", "Numbers carried beside or in place of images, measured on whole native images.");

    private static readonly SpecKey<IReadOnlyList<StampPlane>> PlanesKey = Spec.WithDefault(
        "planes", PlanesSpec.Declaration, "{flux: float32}", "Planes carried for every image, each with its number type.");

    private static readonly SpecKey<PsfPlane?> PsfKey = Spec.WithDefault("psf", PsfSpec.Declaration, "none", "PSF carried.");

    private static readonly SpecKey<bool> CentresKey = Spec.WithDefault(
        "centres",
        CentresValue,
        "kept",
        "Whether coarser scales keep the central block that the next finer scale rebuilds.");

    private static readonly SpecKey<BinRule> BinsKey = Spec.WithDefault(
        "bins", Spec.Choice<BinRule>(), "mean", "Whether a coarser pixel is the mean or the sum of what it covers.");

    private static readonly SpecKey<StampScale> NativeKey = Spec.Optional(
        "native", ScaleDeclaration, "The survey's own stamp, which the layout must fit.");

    /// <summary>A layout as a mapping.</summary>
    public static SpecMapping<StampLayout> Declaration { get; } = new(
        "a layout",
        [NameKey, DescriptionKey, PixelsKey, PixelScaleKey, ScalesKey, RatioKey, LogPolarKey, ImagesKey, PlanesKey, PsfKey, CentresKey, BinsKey, FeaturesKey, NativeKey],
        Build,
        Check);

    /// <summary>A file that holds one layout.</summary>
    public static SpecDocument<StampLayout> Document { get; } = new(
        "layout", "What an alert's stamps show: scales, images, planes, PSF, features.", Declaration);

    /// <summary>A layout as a study names it: one of <see cref="LayoutLibrary"/>, a path relative to the spec, or a mapping.</summary>
    public static SpecValue<StampLayout> Reference { get; } = Spec.OneOf(
        Spec.Text("the name of a layout, or the path of its file").Then(LayoutLibrary.Resolve), Declaration);

    private static IReadOnlyList<CutoutKind> Distinct(IReadOnlyList<CutoutKind> images, SpecNode node, SpecFindings findings)
    {
        if (images.Distinct().Count() < images.Count)
        {
            findings.Error(node.Place, "layout.images", "an image is listed twice", "list science, template and difference once each at most");
        }

        return [.. images.Order()];
    }

    private static StampLayout Build(SpecReader reader) => new(reader.Get(NameKey), ScalesOf(reader)!)
    {
        Images = reader.Get(ImagesKey),
        Planes = reader.Get(PlanesKey),
        Psf = reader.Get(PsfKey),
        KeepsRedundantCentres = reader.Get(CentresKey),
        Bins = reader.Get(BinsKey),
        LogPolar = reader.TryGet(LogPolarKey, out var grid) ? grid : null,
        Features = reader.Get(FeaturesKey),
        Native = reader.TryGet(NativeKey, out var native) ? native : null,
    };

    private static IReadOnlyList<StampScale>? ScalesOf(SpecReader reader)
    {
        if (reader.Has(LogPolarKey))
        {
            return reader.TryGet(LogPolarKey, out var grid) ? [grid.Scale] : null;
        }

        if (HasNoImages(reader))
        {
            return [];
        }

        if (!reader.TryGet(ScalesKey, out var scales))
        {
            return null;
        }

        return scales.List ?? (reader.TryGet(PixelsKey, out var pixels) && reader.TryGet(PixelScaleKey, out var pixelScale) && reader.TryGet(RatioKey, out var ratio)
            ? [.. Enumerable.Range(0, scales.Count).Select(i => new StampScale(pixels, pixelScale * Math.Pow(ratio, i)))]
            : null);
    }

    private static void Check(SpecReader reader)
    {
        CheckKeysBesideScales(reader);
        if (ScalesOf(reader) is not { } scales)
        {
            return;
        }

        LayoutGeometryRules.Report(reader, ScalesKey, LayoutGeometryRules.Extent(scales));
        for (var scale = 1; scale < scales.Count; scale++)
        {
            LayoutGeometryRules.CheckOrder(reader, ScalesKey, scales, scale);
            if (reader.TryGet(CentresKey, out var keeps) && !keeps)
            {
                LayoutGeometryRules.Report(reader, CentresKey, LayoutGeometryRules.Omission(scales, scale));
            }
        }

        if (reader.TryGet(ImagesKey, out var images))
        {
            LayoutImageRules.Check(reader, ScalesKey, ImagesKey, scales, images, isOmitting: reader.TryGet(CentresKey, out var kept) && !kept);
        }

        if (reader.TryGet(NativeKey, out var native))
        {
            LayoutGeometryRules.CheckCoverage(reader, ScalesKey, PixelScaleKey, scales, native);
        }
    }

    private static bool HasNoImages(SpecReader reader) => reader.TryGet(ImagesKey, out var images) && images.Count == 0;

    private static void CheckKeysBesideScales(SpecReader reader)
    {
        if (reader.Has(LogPolarKey) || HasNoImages(reader))
        {
            CheckWithoutSquarePixels(reader);
            return;
        }

        if (!reader.TryGet(ScalesKey, out var scales))
        {
            return;
        }

        foreach (var key in new SpecKey[] { PixelsKey, PixelScaleKey })
        {
            if (scales.List is null && !reader.Has(key))
            {
                reader.Error(key, "spec.missing-key", $"a layout needs {key.Name}", $"add {key.Name}: {key.Expectation}, or list the scales");
            }
        }

        foreach (var key in new SpecKey[] { PixelsKey, PixelScaleKey, RatioKey }.Where(k => scales.List is not null && reader.Has(k)))
        {
            reader.Error(key, "layout.scales", $"{key.Name} is given beside a list of scales, which says it already", $"remove {key.Name}");
        }
    }

    private static void CheckWithoutSquarePixels(SpecReader reader)
    {
        var instead = reader.Has(LogPolarKey) ? "a log-polar grid" : "no image";
        foreach (var key in new SpecKey[] { PixelsKey, PixelScaleKey, ScalesKey, RatioKey }.Where(reader.Has))
        {
            reader.Error(key, "layout.scales", $"{key.Name} is given for {instead}, which has no square pixels", $"remove {key.Name}");
        }

        if (!HasNoImages(reader))
        {
            return;
        }

        if (reader.Has(LogPolarKey))
        {
            reader.Error(LogPolarKey, "layout.images", "a log-polar grid is given for no image", "remove log-polar, or list images");
        }

        if (reader.TryGet(FeaturesKey, out var features) && features.Count == 0)
        {
            reader.Error(ImagesKey, "layout.images", "a layout without images has no features either", "list images, or add features");
        }
    }
}
