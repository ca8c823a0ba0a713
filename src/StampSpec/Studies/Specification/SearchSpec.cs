using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of <c>search</c>, which <c>stampspec explore</c> reads.</summary>
internal static class SearchSpec
{
    private static readonly SpecKey<SearchSettings, int> SmallestKey = HalvingKeys.SmallestSteps<SearchSettings>(
        s => s.SmallestSteps,
        (s, steps) => s with { SmallestSteps = steps }
    );

    private static readonly SpecKey<SearchSettings, int?> LargestKey = new(
        "largest-steps",
        Spec.Maybe(HalvingKeys.Steps),
        "Maximum training steps of a candidate in any rung; the default is steps of training.",
        s => s.LargestSteps,
        (s, steps) => s with { LargestSteps = steps }
    );

    private static readonly SpecKey<SearchSettings, IReadOnlyList<string>> ReferencesKey = new(
        "references",
        Spec.List(Spec.Text("the name of a layout of the study")),
        "Names of layouts that go through every rung and to the test, whatever they score, in places of their own.",
        s => s.References,
        (s, names) => s with { References = names }
    );

    /// <summary>The keys.</summary>
    public static SpecMapping<SearchSettings> Declaration { get; } =
        new SpecRecord<SearchSettings>("a search", new SearchSettings())
            .Key(HalvingKeys.Factor<SearchSettings>(s => s.HalvingFactor, (s, factor) => s with { HalvingFactor = factor }))
            .Key(SmallestKey)
            .Key(LargestKey)
            .WithDefault(
                "fewest-candidates",
                Spec.Integer(2, 10_000),
                "6",
                "Minimum number of candidates that continue from a rung, in addition to references and the best of each range "
                    + "of bytes between two budgets, which always continue.",
                s => s.FewestCandidates,
                (s, count) => s with { FewestCandidates = count }
            )
            .WithDefault(
                "byte-bins",
                Spec.Integer(1, 1000),
                "4",
                "Number of bins in bytes, with equal numbers of candidates. Each rung halves every bin separately, because "
                    + "large layouts learn more slowly and small layouts score lower.",
                s => s.ByteBins,
                (s, bins) => s with { ByteBins = bins }
            )
            .WithDefault(
                "runs",
                Spec.Integer(1, 1000),
                "1",
                "Number of trainings of each candidate in a rung; their scores are averaged.",
                s => s.Runs,
                (s, runs) => s with { Runs = runs }
            )
            .Key(ReferencesKey)
            .ToMapping(Check);

    private static void Check(SpecReader reader)
    {
        if (reader.TryGet(LargestKey, out var largest) && largest is { } most)
        {
            HalvingKeys.RequireOrder(reader, SmallestKey, LargestKey, most, "study.search");
        }
    }
}

/// <summary>The keys of successive halving, which a search of layouts and a tuning of classifiers share.</summary>
internal static class HalvingKeys
{
    /// <summary>A number of training steps.</summary>
    public static SpecValue<int> Steps { get; } = Spec.Integer(1, 10_000_000);

    /// <summary>The key of eta.</summary>
    public static SpecKey<T, int> Factor<T>(Func<T, int> get, Func<T, int, T> with) =>
        new(
            "halving-factor",
            Spec.Integer(2, 100),
            "Halving factor eta: one candidate in eta continues to the next rung, where it trains for eta times as many steps.",
            get,
            with,
            "2"
        );

    /// <summary>The key of the first rung's steps.</summary>
    public static SpecKey<T, int> SmallestSteps<T>(Func<T, int> get, Func<T, int, T> with) =>
        new(
            "smallest-steps",
            Steps,
            "Training steps of each candidate in the first rung; a rung is one round of trainings, after which the best candidates "
                + "continue.",
            get,
            with,
            "100"
        );

    /// <summary>Refuses a last rung with fewer steps than the first.</summary>
    public static void RequireOrder(SpecReader reader, SpecKey<int> smallestKey, SpecKey largestKey, int largest, string code)
    {
        if (reader.TryGet(smallestKey, out var smallest) && largest < smallest)
        {
            reader.Error(largestKey, code, $"{largestKey.Name} is less than {smallestKey.Name}", $"write at least {smallest}");
        }
    }
}
