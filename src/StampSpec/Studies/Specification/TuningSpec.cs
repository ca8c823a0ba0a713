using StampSpec.Learning.Tuning;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of <c>tuning</c>. One tuning applies to all layouts, so that every layout has the same budget of training
/// steps.</summary>
internal static class TuningSpec
{
    private static readonly SpecKey<TuningSettings, int> SmallestKey = HalvingKeys.SmallestSteps<TuningSettings>(
        s => s.SmallestSteps,
        (s, steps) => s with { SmallestSteps = steps }
    );

    private static readonly SpecKey<TuningSettings, int> LargestKey = new(
        "largest-steps",
        HalvingKeys.Steps,
        "Maximum training steps of a candidate in any rung.",
        s => s.LargestSteps,
        (s, steps) => s with { LargestSteps = steps },
        "400"
    );

    private static readonly SpecKey<TuningSettings, TuningRange> RateKey = new(
        "learning-rate",
        Range(Spec.NumberAbove(0, 1)),
        "Minimum and maximum learning rate; values are drawn uniformly in the logarithm.",
        s => s.LearningRate,
        (s, range) => s with { LearningRate = range },
        "[0.0001, 0.01]"
    );

    private static readonly SpecKey<TuningSettings, TuningRange> DropoutKey = new(
        "dropout",
        Range(Spec.Number(0, 0.999)),
        "Minimum and maximum dropout; values are drawn uniformly.",
        s => s.Dropout,
        (s, range) => s with { Dropout = range },
        "[0, 0.7]"
    );

    /// <summary>The keys.</summary>
    public static SpecMapping<TuningSettings> Declaration { get; } =
        new SpecRecord<TuningSettings>("a tuning", new TuningSettings())
            .WithDefault(
                "candidates",
                Spec.Integer(2, 10_000),
                "8",
                "Number of settings tried; the first candidate has the settings that would be used without tuning.",
                s => s.Candidates,
                (s, count) => s with { Candidates = count }
            )
            .Key(HalvingKeys.Factor<TuningSettings>(s => s.HalvingFactor, (s, factor) => s with { HalvingFactor = factor }))
            .Key(SmallestKey)
            .Key(LargestKey)
            .Key(RateKey)
            .Key(DropoutKey)
            .WithDefault(
                "width-multipliers",
                Spec.List(Spec.NumberAbove(0, 16), 1, 16),
                "[0.5, 1]",
                "Factors for the number of convolution filters; one factor is drawn for each candidate.",
                s => s.WidthMultipliers,
                (s, factors) => s with { WidthMultipliers = factors }
            )
            .ToMapping(Check);

    private static SpecValue<TuningRange> Range(SpecValue<double> bound) =>
        Spec.List(bound, 2, 2).Then(bounds => new TuningRange(bounds[0], bounds[1]), range => [range.Low, range.High]);

    private static void Check(SpecReader reader)
    {
        if (reader.TryGet(LargestKey, out var largest))
        {
            HalvingKeys.RequireOrder(reader, SmallestKey, LargestKey, largest, "study.tuning");
        }

        foreach (var key in new[] { RateKey, DropoutKey })
        {
            if (reader.TryGet(key, out var range) && range.High < range.Low)
            {
                reader.Error(key, "study.tuning", $"the first value of {key.Name} is greater than the second", "write [minimum, maximum]");
            }
        }
    }
}
