using StampSpec.Seeds;

namespace StampSpec.Studies.Statistics;

/// <summary>Buffers of one thread: a resample's weights and the scores under them.</summary>
internal sealed class BootstrapDraw(PredictionTable table)
{
    private readonly int[] _runWeights = new int[table.RunCount];
    private readonly int[] _unitWeights = new int[table.UnitCount];
    private readonly int[] _objectWeights = new int[table.ObjectCount];
    private readonly double[] _classWeights = new double[table.ClassCount];
    private readonly double[] _cells = new double[table.ClassCount * table.ClassCount];
    private readonly double[] _scores = new double[ScoreVector.Length(table.ClassCount)];

    /// <summary>Draws runs, then units within each class.</summary>
    public void Draw(UnitStrata strata, RandomSource random)
    {
        Array.Clear(_runWeights);
        Array.Clear(_unitWeights);
        Array.Clear(_classWeights);
        for (var i = 0; i < _runWeights.Length; i++)
        {
            _runWeights[random.NextInt(_runWeights.Length)]++;
        }

        foreach (var units in strata.Strata)
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
                ScoreVector.Accumulate(_cells, table.ClassCount, _runWeights[run], _scores);
            }
        }

        for (var score = 0; score < _scores.Length; score++)
        {
            series[score][resample] = _scores[score] / runs.Length;
        }
    }
}
