using StampSpec.Seeds;

namespace StampSpec.Learning.Tuning;

/// <summary>Draws the settings that a tuning tries.</summary>
internal static class TuningCandidates
{
    /// <summary>
    /// The candidates: <paramref name="own"/> first, then random ones. Candidate i is drawn from a seed of its own, so that another number
    /// of candidates, or another network, changes none of the learning rates, dropouts and multipliers.
    /// </summary>
    public static IReadOnlyList<ClassifierSettings> Draw(ClassifierSettings own, TuningSettings tuning, Seed seed) =>
        [own, .. Enumerable.Range(1, tuning.Candidates - 1).Select(i => Draw(own, tuning, seed.Derive(i).CreateSource()))];

    private static ClassifierSettings Draw(ClassifierSettings own, TuningSettings tuning, RandomSource source)
    {
        var learningRate = Math.Exp(source.NextDouble(Math.Log(tuning.LearningRate.Low), Math.Log(tuning.LearningRate.High)));
        var dropout = source.NextDouble(tuning.Dropout.Low, tuning.Dropout.High);
        var multiplier = tuning.WidthMultipliers[source.NextInt(tuning.WidthMultipliers.Count)];
        return own with
        {
            LearningRate = learningRate,
            Dropout = dropout,
            Widths = [.. own.Widths.Select(w => Math.Max(1, (int)Math.Round(w * multiplier, MidpointRounding.AwayFromZero)))],
        };
    }
}
