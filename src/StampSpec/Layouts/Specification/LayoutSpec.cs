using System.Text.Json.Nodes;
using StampSpec.Alerts;
using StampSpec.Layouts.Model;
using StampSpec.Specs;

namespace StampSpec.Layouts.Specification;

/// <summary>The declaration of a layout's YAML: <c>specs/layouts/*.yaml</c>, and layouts written inside a study.</summary>
internal static class LayoutSpec
{
    private const string PixelsNeed = "a scale needs 1 to 512 pixels a side";

    /// <summary>A number of scales.</summary>
    internal static readonly SpecValue<int> ScaleCountValue = Spec.Integer(1, 16, "a layout has 1 to 16 scales");

    /// <summary>Pixels a side of a scale.</summary>
    internal static readonly SpecValue<int> PixelsValue = Spec.Integer(1, 512, PixelsNeed, SpecUnit.Pixels);

    /// <summary>Side of a pixel.</summary>
    internal static readonly SpecValue<double> PixelScaleValue = Spec.NumberAbove(
        0,
        60,
        "a pixel is above 0 and up to 60 arcsec wide",
        SpecUnit.Arcsec
    );

    /// <summary>Pixel scale of each scale over that of the next finer one.</summary>
    internal static readonly SpecValue<double> RatioValue = Spec.NumberAbove(
        1,
        64,
        "the pixels of each scale are ratio times as wide as those of the next finer scale, so ratio is above 1 and up to 64"
    );

    /// <summary>Images carried.</summary>
    internal static readonly SpecValue<IReadOnlyList<CutoutKind>> ImagesValue = new ListValue<CutoutKind>(
        Spec.Choice<CutoutKind>(),
        1,
        3,
        isUnique: true
    ).Then(Distinct, (images, _) => images);

    /// <summary>Whether centres are kept.</summary>
    internal static readonly SpecValue<bool> CentresValue = Spec.Choice(("kept", true), ("omitted", false));

    private static readonly SpecKey<int> PixelsKey = Spec.Optional(
        "pixels",
        PixelsValue,
        "Pixels a side of every scale; not allowed with a list of scales."
    );

    private static readonly SpecKey<double> PixelScaleKey = Spec.Optional(
        "pixel-scale",
        PixelScaleValue,
        "Side of the finest scale's pixels; not allowed with a list of scales."
    );

    private static readonly SpecKey<double> RatioKey = Spec.WithDefault(
        "ratio",
        RatioValue,
        "2",
        "Pixel scale of each scale over that of the next finer one."
    );

    private static readonly SpecRecord<StampScale> Scale = new SpecRecord<StampScale>("a scale", new StampScale(0, 0))
        .Required("pixels", PixelsValue, "Pixels a side.", s => s.Pixels, (s, pixels) => s with { Pixels = pixels })
        .Required(
            "pixel-scale",
            PixelScaleValue,
            "Side of a pixel.",
            s => s.PixelScaleArcsec,
            (s, side) => s with { PixelScaleArcsec = side }
        );

    /// <summary>One scale.</summary>
    internal static readonly SpecMapping<StampScale> ScaleDeclaration = Scale.ToMapping();

    private static readonly SpecMapping<StampScale> LayoutScaleDeclaration = Scale
        .Key(
            "images",
            ImagesValue,
            "Images carried at this scale; all images of the layout if the key is absent.",
            s => s.Images,
            (s, images) => s with { Images = images }
        )
        .ToMapping();

    /// <summary>The number of scales, or the list of them. Reading scales needs other keys too; a layout writes its list.</summary>
    private static readonly SpecKey<StampLayout, (int Count, IReadOnlyList<StampScale>? List)> ScalesKey = new(
        "scales",
        Spec.OneOf(
            Spec.Maybe(ScaleCountValue)
                .Then<(int Count, IReadOnlyList<StampScale>? List)>(
                    count => (count!.Value, null),
                    scales => scales.List is null ? scales.Count : null
                ),
            Spec.List(LayoutScaleDeclaration, 1, 16)
                .Then<(int Count, IReadOnlyList<StampScale>? List)>(list => (list.Count, list), scales => scales.List!)
        ),
        "Number of scales, or a list of scales, finest first.",
        l => (l.Scales.Count, l.Scales),
        (l, _) => l,
        "1",
        isWritten: l => l.LogPolar is null && l.Scales.Count > 0
    );

    private static readonly SpecKey<StampLayout, LogPolarGrid> LogPolarKey = new(
        "log-polar",
        LogPolarSpec.Declaration,
        "Rings and sectors about the alert, in place of square pixels.",
        l => l.LogPolar,
        (l, grid) => l with { LogPolar = grid }
    );

    private static readonly SpecKey<StampLayout, IReadOnlyList<CutoutKind>> ImagesKey = new(
        "images",
        Spec.OneOf(Spec.Choice(("none", true)).Then<IReadOnlyList<CutoutKind>>(_ => [], images => images.Count == 0), ImagesValue),
        "Images carried; none if only features or columns are sent.",
        l => l.Images,
        (l, images) => l with { Images = images },
        "[science, template, difference]"
    );

    private static readonly SpecKey<StampLayout, PsfPlane?> PsfKey = new(
        "psf",
        PsfSpec.Declaration,
        "PSF that is carried.",
        l => l.Psf,
        (l, psf) => l with { Psf = psf },
        "none",
        isWritten: l => l.Psf is not null
    );

    private static readonly SpecKey<StampLayout, bool> CentresKey = new(
        "centres",
        CentresValue,
        "Whether coarser scales keep the central block that the next finer scale rebuilds.",
        l => l.KeepsRedundantCentres,
        (l, keeps) => l with { KeepsRedundantCentres = keeps },
        "kept"
    );

    private static readonly SpecKey<StampLayout, IReadOnlyList<StampFeature>> FeaturesKey = new(
        "features",
        Spec.List(FeatureSpec.Declaration, 0, 16),
        "Numbers carried in addition to images or in place of them, measured on whole native images.",
        l => l.Features,
        (l, features) => l with { Features = features },
        "[]",
        isWritten: l => l.Features.Count > 0
    );

    private static readonly SpecKey<StampLayout, IReadOnlyList<PacketColumn>> ColumnsKey = new(
        "columns",
        PacketColumnList.Declaration,
        "Numbers of the packet's catalogue records that a classifier gets beside images and features or in place of them: names of columns "
            + "and of sets of columns, as specs/columns declares them.",
        l => l.Columns,
        (l, columns) => l with { Columns = columns },
        "[]",
        isWritten: l => l.Columns.Count > 0
    );

    private static readonly SpecKey<StampLayout, int?> SmallestKey = new(
        "smallest-pixels",
        Spec.Maybe(PixelsValue),
        "Pixels a side of the smallest stamp, if each stamp is as large as the bounding box of the detection's footprint (Rubin's "
            + "bboxSize) and pixels is the largest side, as Rubin ships them; a study counts the mean over its alerts, and budget that of "
            + "--packet ALERTS or else the largest stamp.",
        l => l.SmallestPixels,
        (l, smallest) => l with { SmallestPixels = smallest },
        isWritten: l => l.SmallestPixels is not null
    );

    private static readonly SpecKey<StampLayout, StampScale> NativeKey = new(
        "native",
        ScaleDeclaration,
        "The survey's native stamp, which must contain the layout.",
        l => l.Native,
        (l, native) => l with { Native = native }
    );

    /// <summary>A layout as a mapping.</summary>
    public static SpecMapping<StampLayout> Declaration { get; } =
        new SpecRecord<StampLayout>("a layout", new StampLayout("", []))
            .Required("name", Spec.Name(), "Name in tables and figures.", l => l.Name, (l, name) => l with { Name = name })
            .Key(Spec.Optional("description", Spec.Text(), "What the layout is, and where it comes from."))
            .Key(PixelsKey)
            .Key(PixelScaleKey)
            .Key(ScalesKey)
            .Key(RatioKey)
            .Key(LogPolarKey)
            .Key(ImagesKey)
            .WithDefault(
                "planes",
                PlanesSpec.Declaration,
                "{flux: float32}",
                "Planes carried for every image, each with its number type.",
                l => l.Planes,
                (l, planes) => l with { Planes = planes }
            )
            .Key(PsfKey)
            .Key(CentresKey)
            .WithDefault(
                "bins",
                Spec.Choice<BinRule>(),
                "mean",
                "Whether a coarser pixel is the mean or the sum of the pixels that it covers.",
                l => l.Bins,
                (l, bins) => l with { Bins = bins }
            )
            .Key(FeaturesKey)
            .Key(ColumnsKey)
            .Key(SmallestKey)
            .Key(NativeKey)
            .WrittenLast(LogPolarKey.Name, FeaturesKey.Name, ColumnsKey.Name, PsfKey.Name, SmallestKey.Name, NativeKey.Name)
            .ToMapping(Check, (layout, reader) => layout with { Scales = ScalesOf(reader)! }, alternatives: WaysToStateScales);

    /// <summary>A file with one layout.</summary>
    public static SpecDocument<StampLayout> Document { get; } =
        new("layout", "What an alert's stamps contain: scales, images, planes, PSF, features and packet columns.", Declaration);

    /// <summary>A layout in a study: the name of one of <see cref="LayoutLibrary"/>, a path relative to the spec, or a mapping.</summary>
    public static SpecValue<StampLayout> Reference => Spec.OneOf(ByName, Declaration);

    /// <summary>A layout by the name of one of <see cref="LayoutLibrary"/>, or by a path relative to the spec. It is only read.</summary>
    public static SpecValue<StampLayout> ByName { get; } =
        Spec.Text("the name of a layout, or the path of its file").Then(LayoutLibrary.Resolve);

    /// <summary>For editors: pixels and their scale, a list of scales, a log-polar grid, or no images at all.</summary>
    private static JsonArray WaysToStateScales() =>
        [
            new JsonObject { ["required"] = new JsonArray(PixelsKey.Name, PixelScaleKey.Name) },
            Only(ScalesKey.Name, new JsonObject { ["type"] = "array" }),
            new JsonObject { ["required"] = new JsonArray(LogPolarKey.Name) },
            Only(ImagesKey.Name, new JsonObject { ["const"] = "none" }),
        ];

    private static JsonObject Only(string key, JsonObject value) =>
        new()
        {
            ["required"] = new JsonArray(key),
            ["properties"] = new JsonObject { [key] = value },
        };

    private static IReadOnlyList<CutoutKind> Distinct(IReadOnlyList<CutoutKind> images, SpecNode node, SpecFindings findings)
    {
        if (images.Distinct().Count() < images.Count)
        {
            findings.Error(
                node.Place,
                "layout.images",
                "an image is listed twice",
                "list each of science, template and difference at most once"
            );
        }

        return [.. images.Order()];
    }

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

        return scales.List
            ?? (
                reader.TryGet(PixelsKey, out var pixels)
                && reader.TryGet(PixelScaleKey, out var pixelScale)
                && reader.TryGet(RatioKey, out var ratio)
                    ? [.. Enumerable.Range(0, scales.Count).Select(i => new StampScale(pixels, pixelScale * Math.Pow(ratio, i)))]
                    : null
            );
    }

    private static void Check(SpecReader reader)
    {
        CheckKeysBesideScales(reader);
        if (ScalesOf(reader) is not { } scales)
        {
            return;
        }

        LayoutGeometryRules.Report(reader, ScalesKey, LayoutGeometryRules.Extent(scales));
        if (reader.TryGet(SmallestKey, out var smallest) && smallest is { } side)
        {
            LayoutGeometryRules.Report(reader, SmallestKey, LayoutGeometryRules.Footprint(scales, side, reader.Has(LogPolarKey)));
        }

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
            LayoutGeometryRules.Check(
                reader,
                ScalesKey,
                ImagesKey,
                scales,
                images,
                isOmitting: reader.TryGet(CentresKey, out var kept) && !kept
            );
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

        if (scales.List is null)
        {
            RequirePixels(reader);
            return;
        }

        foreach (var key in new SpecKey[] { PixelsKey, PixelScaleKey, RatioKey }.Where(reader.Has))
        {
            reader.Error(
                key,
                "layout.scales",
                $"{key.Name} cannot be given with a list of scales, which already contains it",
                $"remove {key.Name}"
            );
        }
    }

    private static void RequirePixels(SpecReader reader)
    {
        foreach (var key in new SpecKey[] { PixelsKey, PixelScaleKey })
        {
            if (!reader.Has(key))
            {
                reader.Error(
                    key,
                    "spec.missing-key",
                    $"a layout needs {key.Name}",
                    $"add {key.Name}: {key.Expectation}, or list the scales"
                );
            }
        }
    }

    private static void CheckWithoutSquarePixels(SpecReader reader)
    {
        var reason = reader.Has(LogPolarKey)
            ? "cannot be given with a log-polar grid, which has no square pixels"
            : "cannot be given if no image is carried";
        foreach (var key in new SpecKey[] { PixelsKey, PixelScaleKey, ScalesKey, RatioKey }.Where(reader.Has))
        {
            reader.Error(key, "layout.scales", $"{key.Name} {reason}", $"remove {key.Name}");
        }

        if (!HasNoImages(reader))
        {
            return;
        }

        if (reader.Has(LogPolarKey))
        {
            reader.Error(
                LogPolarKey,
                "layout.images",
                "a log-polar grid needs images, but images is none",
                "remove log-polar, or list images"
            );
        }

        if (
            reader.TryGet(FeaturesKey, out var features)
            && reader.TryGet(ColumnsKey, out var columns)
            && features.Count + columns.Count == 0
        )
        {
            reader.Error(
                ImagesKey,
                "layout.images",
                "a layout without images needs features or columns",
                "list images, or add features or columns"
            );
        }
    }
}
