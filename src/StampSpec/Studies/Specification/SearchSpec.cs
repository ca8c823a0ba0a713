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
        "fewest-candidates", Spec.Integer(2, 10_000), "6", "Fewest candidates that a rung leaves.");

    private static readonly SpecKey<int> RunsKey = Spec.WithDefault(
        "runs", Spec.Integer(1, 1000), "1", "Trainings of each candidate in a rung, whose scores are averaged.");

    private static readonly SpecKey<IReadOnlyDictionary<string, double>> BudgetsKey = Spec.Optional(
        "budgets",
        Spec.Map("budget", Spec.NumberAbove(0, 1e12, "a budget is a number of bytes above 0", SpecUnit.Bytes)),
        "Bytes that an alert's stamps may cost as sent, by name: the best layout within each is told, and candidates above the greatest are not trained.");

    /// <summary>The keys.</summary>
    public static SpecMapping<SearchSettings> Declaration { get; } = new(
        "a search", [FactorKey, SmallestKey, LargestKey, FewestKey, RunsKey, BudgetsKey], Build, Check);

    /// <summary>Settings as the values of these keys.</summary>
    internal static OrderedDictionary<string, object> Write(SearchSettings settings)
    {
        var written = new OrderedDictionary<string, object> { [FactorKey.Name] = settings.HalvingFactor, [SmallestKey.Name] = settings.SmallestSteps };
        if (settings.LargestSteps is { } largest)
        {
            written[LargestKey.Name] = largest;
        }

        written[FewestKey.Name] = settings.FewestCandidates;
        written[RunsKey.Name] = settings.Runs;
        if (settings.Budgets.Count > 0)
        {
            written[BudgetsKey.Name] = new OrderedDictionary<string, object>(settings.Budgets.Select(b => KeyValuePair.Create(b.Name, (object)b.Bytes)));
        }

        return written;
    }

    private static SearchSettings Build(SpecReader reader) => new()
    {
        HalvingFactor = reader.Get(FactorKey),
        SmallestSteps = reader.Get(SmallestKey),
        LargestSteps = reader.TryGet(LargestKey, out var largest) ? largest : null,
        FewestCandidates = reader.Get(FewestKey),
        Runs = reader.Get(RunsKey),
        Budgets = reader.TryGet(BudgetsKey, out var budgets) ? [.. budgets.Select(b => new ByteBudget(b.Key, b.Value))] : [],
    };

    private static void Check(SpecReader reader)
    {
        if (reader.TryGet(SmallestKey, out var smallest) && reader.TryGet(LargestKey, out var largest) && largest < smallest)
        {
            reader.Error(LargestKey, "study.search", "largest-steps is below smallest-steps", $"write at least {smallest}");
        }
    }
}
