using StampSpec.Alerts;
using StampSpec.Layouts.Features;
using StampSpec.Layouts.Model;
using StampSpec.Specs;

namespace StampSpec.Layouts.Specification;

/// <summary>The declaration of a layout's planes.</summary>
internal static class PlanesSpec
{
    private static readonly PixelNumberType[] MaskNumbers =
    [
        PixelNumberType.UInt8,
        PixelNumberType.Int8,
        PixelNumberType.UInt16,
        PixelNumberType.Int16,
        PixelNumberType.Int32,
    ];

    /// <summary>Number types by plane.</summary>
    public static SpecMapping<IReadOnlyList<StampPlane>> Declaration { get; } =
        new SpecRecord<IReadOnlyList<StampPlane>>("a set of planes", [])
            .Required(
                "flux",
                Spec.Maybe(Number()),
                "Number type of the flux.",
                p => NumberOf(p, PlaneKind.Flux),
                (p, number) => With(p, PlaneKind.Flux, number)
            )
            .Key(
                "variance",
                Spec.Maybe(Number()),
                "Number type of the variance, if it is carried.",
                p => NumberOf(p, PlaneKind.Variance),
                (p, number) => With(p, PlaneKind.Variance, number)
            )
            .Key(
                "mask",
                Spec.Maybe(Spec.Choice(Words(MaskNumbers))),
                "Number type of the mask, if it is carried.",
                p => NumberOf(p, PlaneKind.Mask),
                (p, number) => With(p, PlaneKind.Mask, number)
            )
            .ToMapping();

    /// <summary>Any number type, in lower case.</summary>
    public static SpecValue<PixelNumberType> Number() => Spec.Choice(Words(Enum.GetValues<PixelNumberType>()));

    private static (string Word, PixelNumberType Number)[] Words(IEnumerable<PixelNumberType> numbers) =>
        [.. numbers.Select(n => (n.ToString().ToLowerInvariant(), n))];

    private static PixelNumberType? NumberOf(IReadOnlyList<StampPlane> planes, PlaneKind kind) =>
        planes.FirstOrDefault(p => p.Kind == kind)?.Number;

    private static IReadOnlyList<StampPlane> With(IReadOnlyList<StampPlane> planes, PlaneKind kind, PixelNumberType? number) =>
        [.. planes, new StampPlane(kind, number!.Value)];
}

/// <summary>The declaration of one of a layout's features: a mapping with the feature's key alone.</summary>
internal static class FeatureSpec
{
    private static readonly SpecKey<CutoutKind> ImageKey = Spec.WithDefault(
        "image",
        Spec.Choice<CutoutKind>(),
        "difference",
        "The image that is transformed."
    );

    private static readonly SpecKey<int> FrequenciesKey = Spec.WithDefault(
        "frequencies",
        Spec.Integer(1, 31, "the greatest number of cycles a side is 1 to 31"),
        "7",
        "Greatest number K of cycles a side; 2 K (K + 1) + 1 amplitudes are sent."
    );

    private static readonly SpecKey<PixelNumberType> NumberKey = Spec.WithDefault(
        "number",
        Spec.Choice(("float32", PixelNumberType.Float32), ("float16", PixelNumberType.Float16)),
        "float16",
        "Number type."
    );

    private static readonly SpecKey<int> PointsKey = Spec.WithDefault(
        "points",
        Spec.Integer(3, 100, "a line through fewer than 3 detections is no evidence of a trail"),
        "5",
        "Number of collinear detections, including the alert's own, from which on they are a trail."
    );

    private static readonly SpecKey<double> SignalToNoiseKey = Spec.WithDefault(
        "signal-to-noise",
        Spec.NumberAbove(0, 1000),
        "5",
        "Minimum peak of a detection, in units of the noise of a pixel."
    );

    private static readonly SpecKey<double> ToleranceKey = Spec.WithDefault(
        "tolerance",
        Spec.NumberAbove(0, 60, unit: SpecUnit.Arcsec),
        "2",
        "Maximum distance of a detection from the line."
    );

    private static readonly SpecKey<bool> CountsKey = Spec.WithDefault(
        "counts",
        Spec.Boolean(),
        "false",
        "Whether the number of detections on the line and the number of all detections are sent with the flag."
    );

    private static readonly SpecKey<StampFeature> FourierKey = Spec.Optional<StampFeature>(
        FourierFeature.Key,
        new SpecMapping<StampFeature>("Fourier amplitudes", [ImageKey, FrequenciesKey, NumberKey], reader => new FourierFeature(
            reader.Get(ImageKey),
            reader.Get(FrequenciesKey),
            reader.Get(NumberKey)
        )),
        "Amplitudes of the lowest spatial frequencies of a whole native image."
    );

    private static readonly SpecKey<StampFeature> GlintTrailKey = Spec.Optional<StampFeature>(
        GlintTrailFeature.Key,
        new SpecMapping<StampFeature>(
            "a glint trail",
            [PointsKey, SignalToNoiseKey, ToleranceKey, CountsKey],
            reader => new GlintTrailFeature(
                reader.Get(PointsKey),
                reader.Get(SignalToNoiseKey),
                reader.Get(ToleranceKey),
                reader.Get(CountsKey)
            )
        ),
        "Whether the alert is one of several collinear detections in the whole native difference image."
    );

    private static readonly SpecKey<StampFeature>[] Keys = [FourierKey, GlintTrailKey];

    /// <summary>One feature.</summary>
    public static SpecMapping<StampFeature> Declaration { get; } =
        new("a feature", Keys, reader => reader.Get(Keys.Single(reader.Has)), Check)
        {
            Writing = (feature, _) =>
                new OrderedDictionary<string, object> { [feature.Kind] = new OrderedDictionary<string, object>(feature.Settings) },
        };

    private static void Check(SpecReader reader)
    {
        if (Keys.Count(reader.Has) != 1)
        {
            reader.Error(
                FourierKey,
                "layout.features",
                "a feature has exactly one key, its kind",
                $"write one of {string.Join(", ", Keys.Select(k => k.Name))}, and list further features separately"
            );
        }
    }
}

/// <summary>The declaration of a layout's log-polar grid.</summary>
internal static class LogPolarSpec
{
    private static readonly SpecKey<LogPolarGrid, int> PixelsKey = new(
        "pixels",
        Spec.Integer(8, 512, unit: SpecUnit.Pixels),
        "Rings, and sectors of each ring: a multiple of 8.",
        g => g.Pixels,
        (g, pixels) => g with { Pixels = pixels },
        isRequired: true
    );

    private static readonly SpecKey<LogPolarGrid, double> InnermostKey = new(
        "innermost",
        Spec.NumberAbove(0, 3600, unit: SpecUnit.Arcsec),
        "Radius of the innermost ring, a disc.",
        g => g.InnermostArcsec,
        (g, radius) => g with { InnermostArcsec = radius },
        isRequired: true
    );

    private static readonly SpecKey<LogPolarGrid, double> OutermostKey = new(
        "outermost",
        Spec.NumberAbove(0, 3600, unit: SpecUnit.Arcsec),
        "Outer radius of the outermost ring.",
        g => g.OutermostArcsec,
        (g, radius) => g with { OutermostArcsec = radius },
        isRequired: true
    );

    /// <summary>A grid.</summary>
    public static SpecMapping<LogPolarGrid> Declaration { get; } =
        new SpecRecord<LogPolarGrid>("a log-polar grid", new LogPolarGrid(0, 0, 0))
            .Key(PixelsKey)
            .Key(InnermostKey)
            .Key(OutermostKey)
            .ToMapping(Check);

    private static void Check(SpecReader reader)
    {
        if (reader.TryGet(PixelsKey, out var pixels) && pixels % 8 != 0)
        {
            reader.Error(
                PixelsKey,
                "layout.log-polar",
                $"pixels is {pixels}; a quarter turn must shift whole sectors, and no sector's edge may be on a "
                    + "diagonal, so it must be a multiple of 8",
                $"write {8 * ((pixels / 8) + 1)}"
            );
        }

        if (reader.TryGet(InnermostKey, out var innermost) && reader.TryGet(OutermostKey, out var outermost) && innermost >= outermost)
        {
            reader.Error(
                OutermostKey,
                "layout.log-polar",
                "the outermost ring is not larger than the innermost",
                "write an outermost radius that exceeds the innermost"
            );
        }
    }
}

/// <summary>The declaration of a layout's PSF: <c>none</c>, an image, or the parameters of a model.</summary>
internal static class PsfSpec
{
    private static readonly SpecKey<Written, int?> PixelsKey = new(
        "pixels",
        Spec.Maybe(Spec.Integer(1, 255, "a PSF image has 1 to 255 pixels a side", SpecUnit.Pixels)),
        "Pixels a side of a PSF image, odd.",
        w => w.Pixels,
        (w, pixels) => w with { Pixels = pixels }
    );

    private static readonly SpecKey<Written, int?> ParametersKey = new(
        "parameters",
        Spec.Maybe(Spec.Integer(1, 64, "a PSF model has 1 to 64 parameters")),
        "Parameters of a PSF model, in place of pixels.",
        w => w.Parameters,
        (w, count) => w with { Parameters = count }
    );

    private static readonly SpecMapping<Written> Mapping = new SpecRecord<Written>(
        "a PSF",
        new Written(null, null, default, IsShared: false)
    )
        .Key(PixelsKey)
        .Key(ParametersKey)
        .WithDefault(
            "number",
            Spec.Choice(("float64", PixelNumberType.Float64), ("float32", PixelNumberType.Float32), ("float16", PixelNumberType.Float16)),
            "float64",
            "Number type.",
            w => w.Number,
            (w, number) => w with { Number = number }
        )
        .WithDefault(
            "shared",
            Spec.Boolean(),
            "false",
            "True if all images share one PSF, false if each image has its own.",
            w => w.IsShared,
            (w, isShared) => w with { IsShared = isShared }
        )
        .ToMapping(Check);

    /// <summary>A PSF; null for none.</summary>
    public static SpecValue<PsfPlane?> Declaration { get; } =
        Spec.OneOf(Spec.Choice<PsfPlane?>(("none", null)), Mapping.Then<PsfPlane?>(PlaneOf, plane => WrittenOf(plane!)));

    private static PsfPlane PlaneOf(Written written) =>
        written.Pixels is { } pixels
            ? new PsfImage(pixels, written.Number, written.IsShared)
            : new PsfParameters(written.Parameters!.Value, written.Number, written.IsShared);

    private static Written WrittenOf(PsfPlane plane) =>
        new((plane as PsfImage)?.Pixels, (plane as PsfParameters)?.Count, plane.Number, plane.IsShared);

    private static void Check(SpecReader reader)
    {
        if (reader.Has(PixelsKey) == reader.Has(ParametersKey))
        {
            reader.Error(ParametersKey, "layout.psf", "a PSF is an image (pixels) or a model (parameters)", "write one of the two");
        }

        if (reader.TryGet(PixelsKey, out var pixels) && pixels % 2 == 0)
        {
            reader.Error(
                PixelsKey,
                "layout.psf",
                $"pixels is {pixels}; a PSF image has an odd side, so that a pixel is its centre",
                $"write {pixels + 1}"
            );
        }
    }

    /// <summary>The values of the keys of a PSF: pixels of an image, or parameters of a model.</summary>
    private sealed record Written(int? Pixels, int? Parameters, PixelNumberType Number, bool IsShared);
}
