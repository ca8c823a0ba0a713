using StampSpec.Learning.Tuning;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of <c>tuning</c>, which holds for every layout alike, so that all have the same budget.</summary>
public static class TuningSpec
{
    private const int MostSteps = 10_000_000;

    private static readonly SpecKey<int> CandidatesKey = Spec.WithDefault(
        "candidates", Spec.Integer(2, 10_000), "8", "Settings tried; the first are those that would hold without tuning.");

    private static readonly SpecKey<int> FactorKey = Spec.WithDefault(
        "halving-factor", Spec.Integer(2, 100), "2", "One candidate in so many goes on, for so many times the steps.");

    private static readonly SpecKey<int> SmallestKey = Spec.WithDefault(
        "smallest-steps", Spec.Integer(1, MostSteps), "100", "Steps of each candidate in the first rung.");

    private static readonly SpecKey<int> LargestKey = Spec.WithDefault(
        "largest-steps", Spec.Integer(1, MostSteps), "400", "Most steps of a candidate in any rung.");

    private static readonly SpecKey<IReadOnlyList<double>> RateKey = Spec.WithDefault(
        "learning-rate", Spec.List(Spec.NumberAbove(0, 1), 2, 2), "[0.0001, 0.01]", "Least and greatest learning rate; drawn uniformly in the logarithm.");

    private static readonly SpecKey<IReadOnlyList<double>> DropoutKey = Spec.WithDefault(
        "dropout", Spec.List(Spec.Number(0, 0.999), 2, 2), "[0, 0.7]", "Least and greatest dropout; drawn uniformly.");

    private static readonly SpecKey<IReadOnlyList<double>> WidthsKey = Spec.WithDefault(
        "width-multipliers", Spec.List(Spec.NumberAbove(0, 16), 1, 16), "[0.5, 1]", "Factors of the convolutions' filters, one of which is drawn.");

    /// <summary>The keys.</summary>
    public static SpecMapping<TuningSettings> Declaration { get; } = new(
        "a tuning", [CandidatesKey, FactorKey, SmallestKey, LargestKey, RateKey, DropoutKey, WidthsKey], Build, Check);

    /// <summary>Settings as the values of these keys.</summary>
    internal static OrderedDictionary<string, object> Write(TuningSettings settings) => new()
    {
        [CandidatesKey.Name] = settings.Candidates,
        [FactorKey.Name] = settings.HalvingFactor,
        [SmallestKey.Name] = settings.SmallestSteps,
        [LargestKey.Name] = settings.LargestSteps,
        [RateKey.Name] = Write(settings.LearningRate),
        [DropoutKey.Name] = Write(settings.Dropout),
        [WidthsKey.Name] = settings.WidthMultipliers,
    };

    private static double[] Write(TuningRange range) => [range.Low, range.High];

    private static TuningSettings Build(SpecReader reader) => new()
    {
        Candidates = reader.Get(CandidatesKey),
        HalvingFactor = reader.Get(FactorKey),
        SmallestSteps = reader.Get(SmallestKey),
        LargestSteps = reader.Get(LargestKey),
        LearningRate = Range(reader.Get(RateKey)),
        Dropout = Range(reader.Get(DropoutKey)),
        WidthMultipliers = reader.Get(WidthsKey),
    };

    private static TuningRange Range(IReadOnlyList<double> bounds) => new(bounds[0], bounds[1]);

    private static void Check(SpecReader reader)
    {
        if (reader.TryGet(SmallestKey, out var smallest) && reader.TryGet(LargestKey, out var largest) && largest < smallest)
        {
            reader.Error(LargestKey, "study.tuning", "largest-steps is below smallest-steps", $"write at least {smallest}");
        }

        foreach (var key in new[] { RateKey, DropoutKey })
        {
            if (reader.TryGet(key, out var bounds) && bounds[1] < bounds[0])
            {
                reader.Error(key, "study.tuning", $"{key.Name} names the greatest value first", "write [least, greatest]");
            }
        }
    }
}
