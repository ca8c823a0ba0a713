using StampSpec.Seeds;

namespace StampSpec.Studies.Statistics;

/// <summary>
/// Two-level bootstrap: a resample draws runs with replacement, then, within each class, units (groups of alerts of one object or readout) with
/// replacement. Every layout sees the same draws, so differences between layouts are paired. A layout's score in a resample is the mean over the
/// drawn runs of the score on the drawn units. Crossed resampling counts noise that belongs to one object in one run up to three times (Owen 2007,
/// Annals of Applied Statistics 1, 386): intervals of differences, where little else remains, err on the wide side.
/// </summary>
public static class TwoLevelBootstrap
{
    /// <summary>Resamples where the caller asks for no other number.</summary>
    public const int DefaultResamples = 2000;

    /// <summary>Draws the resamples and scores every layout on each.</summary>
    /// <param name="table">The predictions.</param>
    /// <param name="resamples">Number of resamples, at least 1.</param>
    /// <param name="seed">Fixes every draw, whatever the number of threads.</param>
    public static BootstrapScores Resample(PredictionTable table, int resamples, Seed seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        var confusions = table.Layouts
            .Select(l => l.Runs.Select(r => new WeightedConfusion(table.ClassCount, table.TrueClasses, r)).ToArray())
            .ToArray();
        var strata = new UnitStrata(table);
        var length = ScoreVector.Length(table.ClassCount);
        var replicates = table.Layouts.Select(_ => NewSeries(length, resamples)).ToArray();
        Parallel.For(
            0,
            resamples,
            () => new BootstrapDraw(table),
            (resample, _, draw) =>
            {
                draw.Draw(strata, seed.Derive(resample).CreateSource());
                for (var layout = 0; layout < confusions.Length; layout++)
                {
                    draw.Score(confusions[layout], replicates[layout], resample);
                }

                return draw;
            },
            _ => { });
        return new BootstrapScores(table, replicates, Jackknife.Accelerations(table, confusions, strata));
    }

    private static double[][] NewSeries(int length, int resamples) => [.. Enumerable.Range(0, length).Select(_ => new double[resamples])];
}
