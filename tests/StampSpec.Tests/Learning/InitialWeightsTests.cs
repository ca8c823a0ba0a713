using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Learning.Models;
using StampSpec.Learning.Networks;
using StampSpec.Learning.Training;

namespace StampSpec.Tests.Learning;

/// <summary>Trainings that start from the weights of another.</summary>
public sealed class InitialWeightsTests
{
    private static readonly StampTensorShape Shape = new(2, 8);

    private static readonly ClassifierSettings Network = new()
    {
        Widths = [4, 5],
        Dense = 6,
        Dropout = 0,
    };

    private static readonly TrainingSettings Training = new()
    {
        BatchSize = 8,
        MaximumSteps = 40,
        EvaluationInterval = 40,
        Patience = null,
    };

    [Fact]
    public void The_first_loss_is_the_cross_entropy_of_the_classifier_that_the_weights_come_from()
    {
        var network = Network with { UsesSkyPosition = false };
        var first = Train(network, Training, ToyStamps.Draw(60, new Seed(1), Shape), 7, null);
        // One alert in all its views: a step and the classifier see the same images.
        var one = ToyStamps.Draw(1, new Seed(5), Shape);
        using var session = ClassifierSession.Load(first.OnnxModel);
        var expected = -Math.Log(session.Score(one.Stamps)[one.Labels[0]]);
        var brief = Training with { BatchSize = 2, MaximumSteps = 1, EvaluationInterval = 1, Augmentation = Augmentation.All };
        Assert.Equal(expected, Train(network, brief, one, 8, InitialWeights.Of(first.OnnxModel)).History[0].TrainingLoss, 5);
        Assert.NotEqual(expected, Train(network, brief, one, 8, null).History[0].TrainingLoss, 2);
    }

    [Fact]
    public void A_training_that_fails_at_once_returns_the_weights_and_statistics_that_it_started_from()
    {
        var first = Train(Network, Training, ToyStamps.Draw(60, new Seed(1), Shape), 7, null);
        var test = ToyStamps.Draw(20, new Seed(3), Shape);
        var failed = Train(
            Network with
            {
                LearningRate = 1e30,
            },
            Training with
            {
                GradientNormLimit = null,
            },
            test,
            8,
            InitialWeights.Of(first.OnnxModel)
        );
        Assert.Equal(TrainingStatus.Diverged, failed.Status);
        using var before = ClassifierSession.Load(first.OnnxModel);
        using var after = ClassifierSession.Load(failed.OnnxModel);
        Assert.Equal(before.Score(test.Stamps), after.Score(test.Stamps));
    }

    [Fact]
    public void The_same_weights_and_seed_yield_the_same_bytes_and_other_weights_others()
    {
        var data = ToyStamps.Draw(60, new Seed(1), Shape);
        byte[] one = Train(Network, Training, data, 1, null).OnnxModel,
            two = Train(Network, Training, data, 2, null).OnnxModel;
        byte[] From(byte[] model) => Train(Network, Training, data, 9, InitialWeights.Of(model)).OnnxModel;
        Assert.Equal(From(one), From(one));
        Assert.NotEqual(From(one), From(two));
    }

    [Fact]
    public void Weights_of_another_network_are_refused_by_name_and_shape()
    {
        var data = ToyStamps.Draw(20, new Seed(1), Shape);
        var weights = InitialWeights.Of(Train(Network, Training with { MaximumSteps = 1 }, data, 1, null).OnnxModel);
        var wider = Assert.Throws<ArgumentException>(() => Train(Network with { Widths = [4, 7] }, Training, data, 1, weights));
        Assert.Equal(
            "joined.convolution-2.kernels in the initial weights has the shape 5 x 4 x 3 x 3, but this network needs 7 x 4 x 3 x 3",
            wider.Message
        );
        var longer = Assert.Throws<ArgumentException>(() => Train(Network with { Widths = [4, 5, 5] }, Training, data, 1, weights));
        Assert.Equal("the initial weights do not contain joined.convolution-3.kernels, which this network needs", longer.Message);
        Assert.Throws<ArgumentException>(() => InitialWeights.Of([1, 2, 3]));
    }

    private static TrainedClassifier Train(
        ClassifierSettings network,
        TrainingSettings training,
        LabelledStamps data,
        ulong seed,
        InitialWeights? start
    ) => ClassifierTrainer.Train(network, training, data, data, ToyStamps.Classes, new Seed(seed), start);
}
