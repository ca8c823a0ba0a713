using MathNet.Numerics.Distributions;
using StampSpec.Common;
using StampSpec.Learning.Metrics;
using StampSpec.Studies.Statistics;

namespace StampSpec.Tests.Studies;

/// <summary>
/// Studies whose true scores are known: an object of class k is predicted rightly in run r by layout l when
/// skill_lk + spread * difficulty_i + runSpread * v_lrk + noise_lir > 0 (all normal), else as a class drawn evenly from the others.
/// Difficulty is the object's own, so layouts and runs err together, as real ones do.
/// </summary>
internal sealed record CoverageSimulation(int[] ClassCounts, int Runs, double RunSpread, double[][] Skills)
{
    private const double ObjectSpread = 1.0;

    /// <summary>True macro-F1 of a layout: its mean over runs, for endless objects in the given class mix.</summary>
    public double Truth(int layout)
    {
        const int Draws = 4000;
        var random = new Seed(99).Derive("truth").CreateSource();
        var sum = 0.0;
        for (var draw = 0; draw < Draws; draw++)
        {
            sum += MacroF1([
                .. Skills[layout]
                    .Select(s => Normal.CDF(0, 1, (s + (RunSpread * random.NextNormal())) / Math.Sqrt(1 + (ObjectSpread * ObjectSpread)))),
            ]);
        }

        return sum / Draws;
    }

    public PredictionTable Draw(Seed seed)
    {
        var random = seed.CreateSource();
        int[] truth = [.. ClassCounts.SelectMany((count, k) => Enumerable.Repeat(k, count))];
        double[] difficulty = [.. truth.Select(_ => random.NextNormal())];
        LayoutPredictions[] layouts =
        [
            .. Skills.Select(
                (skill, l) =>
                    new LayoutPredictions(
                        $"layout-{l}",
                        [.. Enumerable.Range(0, Runs).Select(_ => Predict(truth, difficulty, skill, random))]
                    )
            ),
        ];
        return new PredictionTable(ClassCounts.Length, truth, [.. Enumerable.Range(0, truth.Length)], layouts);
    }

    private int[] Predict(int[] truth, double[] difficulty, double[] skill, RandomSource random)
    {
        double[] level = [.. skill.Select(s => s + (RunSpread * random.NextNormal()))];
        return
        [
            .. truth.Select(
                (k, i) =>
                    level[k] + (ObjectSpread * difficulty[i]) + random.NextNormal() > 0
                        ? k
                        : (k + 1 + random.NextInt(skill.Length - 1)) % skill.Length
            ),
        ];
    }

    private double MacroF1(double[] recalls)
    {
        // Scaled to counts large enough that rounding them matters at no digit that is looked at.
        const double Scale = 1e6;
        var count = ClassCounts.Length;
        var cells = new long[count * count];
        for (var k = 0; k < count; k++)
        {
            for (var j = 0; j < count; j++)
            {
                var share = j == k ? recalls[k] : (1 - recalls[k]) / (count - 1);
                cells[(k * count) + j] = (long)(Scale * ClassCounts[k] * share);
            }
        }

        return new ConfusionMatrix(count, cells).MacroF1;
    }
}
