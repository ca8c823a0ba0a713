using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Learning;
using StampSpec.Learning.Models;
using StampSpec.Learning.Networks;
using StampSpec.Learning.Training;
using StampSpec.Learning.Trees;

namespace StampSpec.Tests.Learning;

/// <summary>Packet columns as inputs of networks and of trees.</summary>
public sealed class PacketColumnLearningTests
{
    private static readonly ClassifierSettings Network = new()
    {
        Widths = [2],
        Dense = 8,
        LearningRate = 0.02,
    };
    private static readonly TrainingSettings Training = new()
    {
        BatchSize = 16,
        MaximumSteps = 150,
        Patience = null,
    };

    [Fact]
    public void Columns_are_scaled_by_the_training_alerts_alone_and_missing_values_are_0_with_an_indicator()
    {
        // Medians 3, 0 and 7; the median absolute deviations are 1, 0 and 0, and the second column has the root mean square sqrt(100 / 5).
        var training = Columns(3, [1, 0, 7], [2, 0, 7], [3, 0, 7], [4, 0, 7], [5, 10, double.NaN]);
        var scaling = ColumnScaling.Of(training);
        Assert.Equal([3, 0, 7], scaling.Columns.Select(c => c.Median));
        Assert.Equal([1.482602218505602, Math.Sqrt(20), 1], scaling.Columns.Select(c => c.Scale));
        var input = new float[6];
        scaling.Write([3 + 1.482602218505602, double.NaN, 1e9], input);
        Assert.Equal([1f, 0, 5, 0, 1, 0], input);
        Assert.Equal(new ColumnScale(0, 1), ColumnScaling.Of(Columns(1, [double.NaN])).Columns[0]);
    }

    [Fact]
    public void A_network_learns_from_columns_alone_and_its_model_contains_the_scaling()
    {
        var (train, test) = (Labelled(90, 1), Labelled(60, 2));
        var trained = ClassifierTrainer.Train(
            Network with
            {
                UsesSkyPosition = false,
            },
            Training,
            train,
            test,
            ToyStamps.Classes,
            new Seed(3)
        );
        Assert.True(trained.History[^1].ValidationMacroF1 > 0.95, trained.History[^1].ToString());
        var layout = LayoutSpec.Document.Parse("name: mine\nimages: none\ncolumns: [magpsf, fwhm]\n").Value!;
        using var session = ClassifierSession.Load(trained.For(layout, NormalisationOrder.None).OnnxModel);
        Assert.Equal(ColumnScaling.Of(train.Stamps).Columns, session.Description!.Columns!.Columns);
        var probabilities = session.Score(test.Stamps);
        var right = test.Labels.Where((label, i) => probabilities[(3 * i) + label] > 0.5).Count();
        Assert.True(right > 55, $"{right} of 60");
        var problem = Assert.Throws<ArgumentException>(() => session.Score(Columns(1, [1])));
        Assert.StartsWith("the model takes 2 packet columns, but the stamps have 1", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_columns_start_from_0_after_a_training_without_them_and_from_the_seed_otherwise()
    {
        var images = ToyStamps.Draw(40, new Seed(4), new StampTensorShape(2, 8));
        var columns = Labelled(40, 5).Stamps;
        var both = images with { Stamps = WithColumns((StampTensors)images.Stamps, columns) };
        var first = ClassifierTrainer.Train(Network, Training with { MaximumSteps = 2 }, images, images, ToyStamps.Classes, new Seed(6));
        var blind = both with { Stamps = new ColumnlessStamps(both.Stamps) };
        var hidden = ClassifierTrainer.Train(Network, Training with { MaximumSteps = 2 }, blind, blind, ToyStamps.Classes, new Seed(6));
        Assert.Equal(first.OnnxModel, hidden.OnnxModel);
        var plan = new NetworkPlan(Network, both.Stamps.Shapes, 3, 0, ColumnScaling.Of(both.Stamps));
        var start = InitialWeights.Of(first.OnnxModel).Parameters(plan);
        Assert.Equal(NetworkPlan.ColumnWeights, plan.Parameters[^1].Name);
        Assert.All(start[^plan.Parameters[^1].Length..], weight => Assert.Equal(0, weight));
        Assert.Contains(start[..^plan.Parameters[^1].Length], weight => weight != 0);
        var fresh = ParameterInitialisation.Draw(plan.Parameters, new Seed(6));
        Assert.DoesNotContain(0f, fresh[^plan.Parameters[^1].Length..]);
        var tuned = ClassifierTrainer.Train(
            Network,
            Training,
            both,
            both,
            ToyStamps.Classes,
            new Seed(7),
            InitialWeights.Of(first.OnnxModel)
        );
        Assert.True(tuned.History[^1].ValidationMacroF1 > 0.95);
    }

    [Fact]
    public void Trees_learn_from_numbers_with_missing_values_and_depend_on_the_seed_alone()
    {
        var (train, test) = (Labelled(120, 1), Labelled(60, 2));
        var probabilities = Fit(1);
        Assert.Equal(probabilities, Fit(1));
        Assert.NotEqual(probabilities, Fit(2));
        Assert.All(Enumerable.Range(0, 60), i => Assert.Equal(1, probabilities.AsSpan(3 * i, 3).ToArray().Sum(), 1e-5));
        var right = test.Labels.Where((label, i) => probabilities[(3 * i) + label] > 0.5).Count();
        Assert.True(right > 55, $"{right} of 60");

        float[] Fit(ulong seed) => BoostedTrees.FitAndScore(Numbers(train), train.Labels, Numbers(test), 3, balances: true, new Seed(seed));

        static float[][] Numbers(LabelledStamps data) => [.. Enumerable.Range(0, data.Stamps.Count).Select(i => Scaled(data.Stamps, i))];

        static float[] Scaled(IStamps stamps, int alert)
        {
            var numbers = new float[4];
            ColumnScaling.Of(stamps).Write(stamps.ColumnsOf(alert), numbers, double.PositiveInfinity);
            return numbers;
        }
    }

    /// <summary>Three classes: the first column is 0, 10 or missing; the second is noise.</summary>
    private static LabelledStamps Labelled(int count, ulong seed)
    {
        var source = new Seed(seed).CreateSource();
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % 3)];
        double[][] rows = [.. labels.Select(l => new[] { (l == 2 ? double.NaN : 10 * l) + source.NextNormal(), source.NextNormal() })];
        return new LabelledStamps(Columns(2, rows), labels);
    }

    private static StampTensors Columns(int length, params double[][] rows) =>
        new(rows.Length, [], [], new float[3 * rows.Length]) { ColumnLength = length, Columns = [.. rows.SelectMany(r => r)] };

    private static StampTensors WithColumns(StampTensors images, IStamps columns) =>
        images with
        {
            ColumnLength = columns.ColumnLength,
            Columns = [.. Enumerable.Range(0, images.Count).SelectMany(i => columns.ColumnsOf(i).ToArray())],
        };
}
