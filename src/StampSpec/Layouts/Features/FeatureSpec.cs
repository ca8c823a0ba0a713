using StampSpec.Pixels;
using StampSpec.Specs;

namespace StampSpec.Layouts.Features;

/// <summary>The declaration of one of a layout's features: a mapping with the feature's key alone.</summary>
internal static class FeatureSpec
{
    private static readonly SpecKey<CutoutKind> ImageKey = Spec.WithDefault("image", Spec.Choice<CutoutKind>(), "difference", "The image that is transformed.");

    private static readonly SpecKey<int> FrequenciesKey = Spec.WithDefault(
        "frequencies", Spec.Integer(1, 31, "amplitudes are sent up to 1 to 31 cycles a side"), "7", "Greatest number K of cycles a side, of 2 K (K + 1) + 1 amplitudes.");

    private static readonly SpecKey<PixelNumberType> NumberKey = Spec.WithDefault(
        "number", Spec.Choice(("float32", PixelNumberType.Float32), ("float16", PixelNumberType.Float16)), "float16", "Number type.");

    private static readonly SpecKey<int> PointsKey = Spec.WithDefault(
        "points", Spec.Integer(3, 100, "a line through fewer than 3 detections shows nothing"), "5", "Collinear detections, the alert's own among them, that make a trail.");

    private static readonly SpecKey<double> SignalToNoiseKey = Spec.WithDefault(
        "signal-to-noise", Spec.NumberAbove(0, 1000), "5", "Least peak of a detection over the noise of a pixel.");

    private static readonly SpecKey<double> ToleranceKey = Spec.WithDefault(
        "tolerance", Spec.NumberAbove(0, 60, unit: SpecUnit.Arcsec), "2", "Greatest distance of a detection from the line.");

    private static readonly SpecKey<bool> CountsKey = Spec.WithDefault(
        "counts", Spec.Boolean(), "false", "Whether the detections on the line and all detections are sent beside the flag.");

    private static readonly SpecKey<StampFeature> FourierKey = Spec.Optional<StampFeature>(
        FourierFeature.Key,
        new SpecMapping<StampFeature>(
            "Fourier amplitudes",
            [ImageKey, FrequenciesKey, NumberKey],
            reader => new FourierFeature(reader.Get(ImageKey), reader.Get(FrequenciesKey), reader.Get(NumberKey))),
        "Amplitudes of the lowest frequencies of a whole native image.");

    private static readonly SpecKey<StampFeature> GlintTrailKey = Spec.Optional<StampFeature>(
        GlintTrailFeature.Key,
        new SpecMapping<StampFeature>(
            "a glint trail",
            [PointsKey, SignalToNoiseKey, ToleranceKey, CountsKey],
            reader => new GlintTrailFeature(reader.Get(PointsKey), reader.Get(SignalToNoiseKey), reader.Get(ToleranceKey), reader.Get(CountsKey))),
        "Whether the alert is one of several collinear detections of the whole native difference.");

    private static readonly SpecKey<StampFeature>[] Keys = [FourierKey, GlintTrailKey];

    /// <summary>One feature.</summary>
    public static SpecMapping<StampFeature> Declaration { get; } = new(
        "a feature", Keys, reader => reader.Get(Keys.Single(reader.Has)), Check)
    {
        Writing = (feature, _) => new OrderedDictionary<string, object>
        {
            [feature.Kind] = new OrderedDictionary<string, object>(feature.Settings),
        },
    };

    private static void Check(SpecReader reader)
    {
        if (Keys.Count(reader.Has) != 1)
        {
            reader.Error(FourierKey, "layout.features", "a feature has one key, its kind", $"write one of {string.Join(", ", Keys.Select(k => k.Name))}, and others as features of their own");
        }
    }
}
