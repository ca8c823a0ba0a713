using StampSpec.Specs;
using StampSpec.Studies.Exploring;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of <c>search</c>, which <c>stampspec explore</c> reads.</summary>
public static class SearchSpec
{
    private const int MostSteps = 10_000_000;

    private static readonly SpecKey<int> FactorKey = Spec.WithDefault(
        "halving-factor", Spec.Integer(2, 100), "2", "One candidate in so many goes on, for so many times the steps.");

    private static readonly SpecKey<int> SmallestKey = Spec.WithDefault(
        "smallest-steps", Spec.Integer(1, MostSteps), "100", "Steps of each candidate in the first rung.");

    private static readonly SpecKey<int> LargestKey = Spec.Optional(
        "largest-steps", Spec.Integer(1, MostSteps), "Most steps of a candidate in any rung; those of training where absent.");

    private static readonly SpecKey<int> FewestKey = Spec.WithDefault(
        "fewest-candidates", Spec.Integer(2, 10_000), "6", "Fewest candidates that a rung leaves beside the best of each range of bytes between two budgets, which always goes on.");

    private static readonly SpecKey<int> BinsKey = Spec.WithDefault(
        "byte-bins",
        Spec.Integer(1, 1000),
        "4",
        "Ranges of bytes, of equal numbers of candidates, in each of which a rung halves; large layouts learn more slowly, and small ones score lower.");

    private static readonly SpecKey<int> RunsKey = Spec.WithDefault(
        "runs", Spec.Integer(1, 1000), "1", "Trainings of each candidate in a rung, whose scores are averaged.");

    /// <summary>The keys.</summary>
    public static SpecMapping<SearchSettings> Declaration { get; } = new(
        "a search", [FactorKey, SmallestKey, LargestKey, FewestKey, BinsKey, RunsKey], Build, Check);

    /// <summary>Settings as the values of these keys.</summary>
    internal static OrderedDictionary<string, object> Write(SearchSettings settings)
    {
        var written = new OrderedDictionary<string, object> { [FactorKey.Name] = settings.HalvingFactor, [SmallestKey.Name] = settings.SmallestSteps };
        if (settings.LargestSteps is { } largest)
        {
            written[LargestKey.Name] = largest;
        }

        written[FewestKey.Name] = settings.FewestCandidates;
        written[BinsKey.Name] = settings.ByteBins;
        written[RunsKey.Name] = settings.Runs;
        return written;
    }

    private static SearchSettings Build(SpecReader reader) => new()
    {
        HalvingFactor = reader.Get(FactorKey),
        SmallestSteps = reader.Get(SmallestKey),
        LargestSteps = reader.TryGet(LargestKey, out var largest) ? largest : null,
        FewestCandidates = reader.Get(FewestKey),
        ByteBins = reader.Get(BinsKey),
        Runs = reader.Get(RunsKey),
    };

    private static void Check(SpecReader reader)
    {
        if (reader.TryGet(SmallestKey, out var smallest) && reader.TryGet(LargestKey, out var largest) && largest < smallest)
        {
            reader.Error(LargestKey, "study.search", "largest-steps is below smallest-steps", $"write at least {smallest}");
        }
    }
}
