using StampSpec.Learning.Tuning;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of <c>tuning</c>, which holds for every layout alike, so that all have the same budget.</summary>
internal static class TuningSpec
{
    private const int MostSteps = 10_000_000;

    private static readonly SpecKey<TuningSettings, int> SmallestKey = new(
        "smallest-steps",
        Spec.Integer(1, MostSteps),
        "Steps of each candidate in the first rung.",
        s => s.SmallestSteps,
        (s, steps) => s with { SmallestSteps = steps },
        "100"
    );

    private static readonly SpecKey<TuningSettings, int> LargestKey = new(
        "largest-steps",
        Spec.Integer(1, MostSteps),
        "Most steps of a candidate in any rung.",
        s => s.LargestSteps,
        (s, steps) => s with { LargestSteps = steps },
        "400"
    );

    private static readonly SpecKey<TuningSettings, TuningRange> RateKey = new(
        "learning-rate",
        Range(Spec.NumberAbove(0, 1)),
        "Least and greatest learning rate; drawn uniformly in the logarithm.",
        s => s.LearningRate,
        (s, range) => s with { LearningRate = range },
        "[0.0001, 0.01]"
    );

    private static readonly SpecKey<TuningSettings, TuningRange> DropoutKey = new(
        "dropout",
        Range(Spec.Number(0, 0.999)),
        "Least and greatest dropout; drawn uniformly.",
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
                "Settings tried; the first are those that would hold without tuning.",
                s => s.Candidates,
                (s, count) => s with { Candidates = count }
            )
            .WithDefault(
                "halving-factor",
                Spec.Integer(2, 100),
                "2",
                "One candidate in so many goes on, for so many times the steps.",
                s => s.HalvingFactor,
                (s, factor) => s with { HalvingFactor = factor }
            )
            .Key(SmallestKey)
            .Key(LargestKey)
            .Key(RateKey)
            .Key(DropoutKey)
            .WithDefault(
                "width-multipliers",
                Spec.List(Spec.NumberAbove(0, 16), 1, 16),
                "[0.5, 1]",
                "Factors of the convolutions' filters, one of which is drawn.",
                s => s.WidthMultipliers,
                (s, factors) => s with { WidthMultipliers = factors }
            )
            .ToMapping(Check);

    private static SpecValue<TuningRange> Range(SpecValue<double> bound) =>
        Spec.List(bound, 2, 2).Then(bounds => new TuningRange(bounds[0], bounds[1]), range => [range.Low, range.High]);

    private static void Check(SpecReader reader)
    {
        if (reader.TryGet(SmallestKey, out var smallest) && reader.TryGet(LargestKey, out var largest) && largest < smallest)
        {
            reader.Error(LargestKey, "study.tuning", "largest-steps is below smallest-steps", $"write at least {smallest}");
        }

        foreach (var key in new[] { RateKey, DropoutKey })
        {
            if (reader.TryGet(key, out var range) && range.High < range.Low)
            {
                reader.Error(key, "study.tuning", $"{key.Name} names the greatest value first", "write [least, greatest]");
            }
        }
    }
}
