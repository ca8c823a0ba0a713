using StampSpec.Common;

namespace StampSpec.Studies.Statistics;

/// <summary>
/// Two-level bootstrap: a resample draws runs with replacement, then, within each class, units (groups of alerts of one object or readout)
/// with replacement. All layouts have the same draws, so differences between layouts are paired. A layout's score in a resample is the mean
/// over the drawn runs of the score on the drawn units. Crossed resampling counts noise of one object in one run up to three times (Owen
/// 2007, Annals of Applied Statistics 1, 386). Intervals of differences contain mostly such noise, so they are rather too wide than too
/// narrow.
/// </summary>
internal static class TwoLevelBootstrap
{
    /// <summary>Default number of resamples.</summary>
    public const int DefaultResamples = 2000;

    /// <summary>Draws the resamples and scores every layout on each.</summary>
    /// <param name="table">The predictions.</param>
    /// <param name="resamples">Number of resamples, at least 1.</param>
    /// <param name="seed">Determines every draw, independent of the number of threads.</param>
    public static BootstrapScores Resample(PredictionTable table, int resamples, Seed seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        var confusions = table
            .Layouts.Select(l => l.Runs.Select(r => new WeightedConfusion(table.ClassCount, table.TrueClasses, r)).ToArray())
            .ToArray();
        var strata = Strata(table);
        var length = ScoreVector.Length(table.ClassCount);
        var replicates = table.Layouts.Select(_ => NewSeries(length, resamples)).ToArray();
        ForEach(table, resamples, seed, (draw, resample) =>
        {
            for (var layout = 0; layout < confusions.Length; layout++)
            {
                draw.Score(confusions[layout], replicates[layout], resample);
            }
        });
        return new BootstrapScores(table, replicates, Jackknife.Accelerations(table, confusions, strata));
    }

    /// <summary>Draws the resamples, on several threads.</summary>
    /// <param name="table">The objects, their classes and units, and the number of runs.</param>
    /// <param name="resamples">Number of resamples, at least 1.</param>
    /// <param name="seed">Determines every draw, independent of the number of threads.</param>
    /// <param name="score">Scores a draw with its number; a draw is valid only during the call.</param>
    public static void ForEach(PredictionTable table, int resamples, Seed seed, Action<BootstrapDraw, int> score)
    {
        var strata = Strata(table);
        Parallel.For(
            0,
            resamples,
            () => new BootstrapDraw(table),
            (resample, _, draw) =>
            {
                draw.Draw(strata, seed.Derive(resample).CreateSource());
                score(draw, resample);
                return draw;
            },
            _ => { }
        );
    }

    private static double[][] NewSeries(int length, int resamples) => [.. Enumerable.Range(0, length).Select(_ => new double[resamples])];

    /// <summary>
    /// The unit indices of each class with a unit. Units are resampled separately for each class: splits are stratified by class, so a
    /// resample keeps each class's number of units. A unit with objects of several classes belongs to the most frequent of them, the first
    /// if several are equal.
    /// </summary>
    private static int[][] Strata(PredictionTable table)
    {
        var counts = new int[table.UnitCount, table.ClassCount];
        for (var i = 0; i < table.ObjectCount; i++)
        {
            counts[table.Units[i], table.TrueClasses[i]]++;
        }

        return
        [
            .. Enumerable
                .Range(0, table.UnitCount)
                .Select(unit => (Unit: unit, Class: MostFrequent(counts, unit, table.ClassCount)))
                .Where(u => u.Class is not null)
                .GroupBy(u => u.Class!.Value, u => u.Unit)
                .OrderBy(g => g.Key)
                .Select(g => g.ToArray()),
        ];
    }

    private static int? MostFrequent(int[,] counts, int unit, int classCount)
    {
        var best = Enumerable.Range(0, classCount).MaxBy(k => counts[unit, k]);
        return counts[unit, best] == 0 ? null : best;
    }
}

/// <summary>Buffers of one thread: a resample's weights and the scores under them.</summary>
internal sealed class BootstrapDraw(PredictionTable table)
{
    private readonly int[] _runWeights = new int[table.RunCount];
    private readonly int[] _unitWeights = new int[table.UnitCount];
    private readonly int[] _objectWeights = new int[table.ObjectCount];
    private readonly double[] _classWeights = new double[table.ClassCount];
    private readonly double[] _cells = new double[table.ClassCount * table.ClassCount];
    private readonly double[] _scores = new double[ScoreVector.Length(table.ClassCount)];

    /// <summary>Weight of each run.</summary>
    public ReadOnlySpan<int> RunWeights => _runWeights;

    /// <summary>Weight of each object.</summary>
    public ReadOnlySpan<int> ObjectWeights => _objectWeights;

    /// <summary>Summed weight of the objects of each class.</summary>
    public ReadOnlySpan<double> ClassWeights => _classWeights;

    /// <summary>Every run and every object once.</summary>
    public static BootstrapDraw Observed(PredictionTable table)
    {
        var draw = new BootstrapDraw(table);
        Array.Fill(draw._runWeights, 1);
        Array.Fill(draw._objectWeights, 1);
        foreach (var trueClass in table.TrueClasses)
        {
            draw._classWeights[trueClass]++;
        }

        return draw;
    }

    /// <summary>Draws runs, then units within each class.</summary>
    public void Draw(int[][] strata, RandomSource random)
    {
        Array.Clear(_runWeights);
        Array.Clear(_unitWeights);
        Array.Clear(_classWeights);
        for (var i = 0; i < _runWeights.Length; i++)
        {
            _runWeights[random.NextInt(_runWeights.Length)]++;
        }

        foreach (var units in strata)
        {
            for (var i = 0; i < units.Length; i++)
            {
                _unitWeights[units[random.NextInt(units.Length)]]++;
            }
        }

        for (var i = 0; i < _objectWeights.Length; i++)
        {
            var weight = _unitWeights[table.Units[i]];
            _objectWeights[i] = weight;
            _classWeights[table.TrueClasses[i]] += weight;
        }
    }

    /// <summary>Writes one layout's scores into its series at one resample.</summary>
    public void Score(WeightedConfusion[] runs, double[][] series, int resample)
    {
        Array.Clear(_scores);
        for (var run = 0; run < runs.Length; run++)
        {
            if (_runWeights[run] > 0)
            {
                runs[run].Fill(_objectWeights, _classWeights, _cells);
                ScoreVector.Accumulate(_cells, table, _runWeights[run], _scores);
            }
        }

        for (var score = 0; score < _scores.Length; score++)
        {
            series[score][resample] = _scores[score] / runs.Length;
        }
    }
}
