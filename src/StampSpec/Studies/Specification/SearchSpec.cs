using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of <c>search</c>, which <c>stampspec explore</c> reads.</summary>
internal static class SearchSpec
{
    private const int MostSteps = 10_000_000;

    private static readonly SpecKey<SearchSettings, int> SmallestKey = new(
        "smallest-steps",
        Spec.Integer(1, MostSteps),
        "Steps of each candidate in the first rung.",
        s => s.SmallestSteps,
        (s, steps) => s with { SmallestSteps = steps },
        "100"
    );

    private static readonly SpecKey<SearchSettings, int?> LargestKey = new(
        "largest-steps",
        Spec.Maybe(Spec.Integer(1, MostSteps)),
        "Most steps of a candidate in any rung; those of training where absent.",
        s => s.LargestSteps,
        (s, steps) => s with { LargestSteps = steps }
    );

    /// <summary>The keys.</summary>
    public static SpecMapping<SearchSettings> Declaration { get; } =
        new SpecRecord<SearchSettings>("a search", new SearchSettings())
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
            .WithDefault(
                "fewest-candidates",
                Spec.Integer(2, 10_000),
                "6",
                "Fewest candidates that a rung leaves beside the best of each range of bytes between two budgets, which always goes on.",
                s => s.FewestCandidates,
                (s, count) => s with { FewestCandidates = count }
            )
            .WithDefault(
                "byte-bins",
                Spec.Integer(1, 1000),
                "4",
                "Ranges of bytes, of equal numbers of candidates, in each of which a rung halves; large layouts "
                    + "learn more slowly, and small ones "
                    + "score lower.",
                s => s.ByteBins,
                (s, bins) => s with { ByteBins = bins }
            )
            .WithDefault(
                "runs",
                Spec.Integer(1, 1000),
                "1",
                "Trainings of each candidate in a rung, whose scores are averaged.",
                s => s.Runs,
                (s, runs) => s with { Runs = runs }
            )
            .ToMapping(Check);

    private static void Check(SpecReader reader)
    {
        if (reader.TryGet(SmallestKey, out var smallest) && reader.TryGet(LargestKey, out var largest) && largest < smallest)
        {
            reader.Error(LargestKey, "study.search", "largest-steps is below smallest-steps", $"write at least {smallest}");
        }
    }
}
