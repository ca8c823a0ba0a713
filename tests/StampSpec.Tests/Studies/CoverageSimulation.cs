using MathNet.Numerics.Distributions;
using StampSpec.Common;
using StampSpec.Learning.Metrics;
using StampSpec.Studies.Statistics;

namespace StampSpec.Tests.Studies;

/// <summary>
/// Studies whose true scores are known: an object i of class k is predicted rightly in run r by layout l when
/// skill_lk + training spread * t_lk + run spread * v_lkm + difficulty_u + noise_lir > 0 (all normal), else as a class drawn evenly from
/// the others. Difficulty is that of the object's group u, so layouts, runs and alerts of one object err together, as real ones do. m is
/// the trained model: the run, or the run and fold; t is the training set that all runs of a study share.
/// </summary>
/// <param name="ClassCounts">Number of objects of each class.</param>
/// <param name="Runs">R.</param>
/// <param name="RunSpread">Standard deviation of a model's skill over trainings.</param>
/// <param name="Skills">Mean skill of each layout for each class.</param>
internal sealed record CoverageSimulation(int[] ClassCounts, int Runs, double RunSpread, double[][] Skills)
{
    private const double ObjectSpread = 1.0;

    /// <summary>Objects of one group, which have the same difficulty.</summary>
    public int GroupSize { get; init; } = 1;

    /// <summary>Folds of a run; each has a model of its own.</summary>
    public int Folds { get; init; } = 1;

    /// <summary>Standard deviation of the skill over training sets, which no run of the same study shows.</summary>
    public double TrainingSpread { get; init; }

    /// <summary>True macro-F1 of a layout: its mean over trainings and training sets, for endless objects in the given class mix.</summary>
    public double Truth(int layout)
    {
        const int Draws = 4000;
        var random = new Seed(99).Derive("truth").CreateSource();
        var sum = 0.0;
        for (var draw = 0; draw < Draws; draw++)
        {
            sum += MacroF1([.. Skills[layout].Select(s => Recall(s + (TrainingSpread * random.NextNormal()), random))]);
        }

        return sum / Draws;
    }

    public PredictionTable Draw(Seed seed)
    {
        var random = seed.CreateSource();
        int[] truth = [.. ClassCounts.SelectMany((count, k) => Enumerable.Repeat(k, count))];
        int[] units = [.. Enumerable.Range(0, truth.Length).Select(i => i / GroupSize)];
        double[] ofUnit = [.. Enumerable.Range(0, units[^1] + 1).Select(_ => random.NextNormal())];
        double[] difficulty = [.. units.Select(u => ofUnit[u])];
        LayoutPredictions[] layouts =
        [
            .. Skills.Select(
                (skill, l) =>
                {
                    double[] trained = [.. skill.Select(s => s + (TrainingSpread * random.NextNormal()))];
                    return new LayoutPredictions(
                        $"layout-{l}",
                        [.. Enumerable.Range(0, Runs).Select(_ => Predict(truth, units, difficulty, trained, random))]
                    );
                }
            ),
        ];
        return new PredictionTable(ClassCounts.Length, truth, units, layouts);
    }

    /// <summary>Share of right predictions of a model: its skill varies between folds too, and F1 follows from their mean.</summary>
    private double Recall(double skill, RandomSource random) =>
        Enumerable
            .Range(0, Folds)
            .Average(_ => Normal.CDF(0, 1, (skill + (RunSpread * random.NextNormal())) / Math.Sqrt(1 + (ObjectSpread * ObjectSpread))));

    private int[] Predict(int[] truth, int[] units, double[] difficulty, double[] skill, RandomSource random)
    {
        double[][] levels = [.. Enumerable.Range(0, Folds).Select(_ => skill.Select(s => s + (RunSpread * random.NextNormal())).ToArray())];
        return
        [
            .. truth.Select(
                (k, i) =>
                    levels[units[i] % Folds][k] + (ObjectSpread * difficulty[i]) + random.NextNormal() > 0
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
