namespace StampSpec.Studies.Statistics;

/// <summary>Sums of squared and cubed influences over samples, one pair a score.</summary>
internal sealed class InfluenceSums(int scoreCount)
{
    private readonly double[] _squares = new double[scoreCount];
    private readonly double[] _cubes = new double[scoreCount];

    /// <summary>Adds one sample's influences.</summary>
    /// <param name="values">For each member the scores without it, or, where the statistic is the sample's mean, the member's own scores.</param>
    /// <param name="leaveOneOut">Which of the two.</param>
    public void AddSample(double[][] values, bool leaveOneOut)
    {
        var n = values.Length;
        if (n < 2)
        {
            return;
        }

        for (var score = 0; score < scoreCount; score++)
        {
            var mean = values.Average(v => v[score]);
            foreach (var value in values)
            {
                var influence = leaveOneOut ? (n - 1) * (mean - value[score]) : value[score] - mean;
                var share = influence / n;
                _squares[score] += share * share;
                _cubes[score] += share * share * share;
            }
        }
    }

    /// <summary>The acceleration of each score.</summary>
    public double[] Accelerations() =>
        [.. _squares.Zip(_cubes, (square, cube) => square == 0 ? 0 : cube / (6 * Math.Pow(square, 1.5)))];
}
