using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Learning.Training;

namespace StampSpec.Tests.Learning;

public sealed class OddSidesTests
{
    [Theory]
    [InlineData(63, Augmentation.OneAtRandom)]
    [InlineData(15, Augmentation.All)]
    [InlineData(13, Augmentation.OneAtRandom)]
    public void Stamps_of_odd_sides_train_and_score(int pixels, Augmentation views)
    {
        var shape = new StampTensorShape(1, pixels);
        var data = ToyStamps.Draw(8, new Seed(1), shape);
        var trained = ClassifierTrainer.Train(
            new ClassifierSettings { Widths = [2, 2, 2, 2], Dense = 2 },
            new TrainingSettings
            {
                BatchSize = 4,
                MaximumSteps = 2,
                EvaluationInterval = 1,
                Augmentation = views,
            },
            data,
            data,
            ToyStamps.Classes,
            new Seed(1)
        );
        Assert.Equal(2, trained.History.Count);
        Assert.All(trained.History, point => Assert.True(double.IsFinite(point.TrainingLoss)));
    }
}
