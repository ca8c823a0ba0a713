using StampSpec.Layouts;
using StampSpec.Learning;
using StampSpec.Learning.Metrics;
using StampSpec.Seeds;

namespace StampSpec.Tests.Learning;

public sealed class ClassifierTrainerTests
{
    private static readonly ClassifierSettings Network = new() { Widths = [6, 8], Dense = 8, Dropout = 0.3 };

    private static readonly TrainingSettings Training = new() { BatchSize = 32, MaximumSteps = 120, EvaluationInterval = 20, Patience = null };

    [Fact]
    public void A_trained_classifier_scores_new_stamps_far_above_chance()
    {
        var shape = new StampTensorShape(2, 8);
        var trained = ClassifierTrainer.Train(
            Network, Training, ToyStamps.Draw(300, new Seed(1), shape), ToyStamps.Draw(100, new Seed(2), shape), ToyStamps.Classes, new Seed(7));
        var test = ToyStamps.Draw(200, new Seed(3), shape);
        using var session = ClassifierSession.Load(trained.OnnxModel);
        var probabilities = session.Score(test.Stamps);

        Assert.Equal(TrainingStatus.StepsUsedUp, trained.Status);
        Assert.Equal(6, trained.History.Count);
        var macroF1 = ConfusionMatrix.Tally(3, test.Labels, ClassProbabilities.MostProbable(probabilities, 3)).MacroF1;
        Assert.True(macroF1 > 0.9, $"macro-F1 {macroF1}");
        Assert.All(probabilities.Chunk(3), row => Assert.Equal(1, row.Sum(), 5));
    }

    [Fact]
    public void The_same_seed_yields_the_same_bytes_on_any_number_of_threads()
    {
        var shape = new StampTensorShape(2, 8);
        var train = ToyStamps.Draw(100, new Seed(1), shape);
        var validation = ToyStamps.Draw(50, new Seed(2), shape);
        byte[] Train(int threads) => ClassifierTrainer.Train(
            Network, Training with { MaximumSteps = 20, Threads = threads }, train, validation, ToyStamps.Classes, new Seed(7)).OnnxModel;

        var once = Train(1);
        Assert.Equal(once, Train(1));
        Assert.Equal(once, Train(2));
    }
}
