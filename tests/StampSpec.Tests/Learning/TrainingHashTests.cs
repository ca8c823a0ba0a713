using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Learning.Training;
using StampSpec.Studies.Running;

namespace StampSpec.Tests.Learning;

public sealed class TrainingHashTests
{
    [Fact]
    public void A_trainings_hash_does_not_change_when_a_setting_is_renamed()
    {
        var stamps = new StampTensors(
            1,
            [new StampTensorShape(1, 2)],
            [
                [1, 2, 3, 4],
            ],
            [1, 0, 0]
        );
        Assert.Equal("b3d24a23869a6cae360434ec43a210035a2bed644dafcbd6c11946ce41529d15", HashOf(new TrainingSettings()));
        var changed = new[]
        {
            new TrainingSettings { Schedule = LearningRateSchedule.Cosine },
            new TrainingSettings { WeightAveraging = 0.9 },
            new TrainingSettings { WeightAveraging = 0.99 },
        };
        Assert.Equal(4, changed.Append(new TrainingSettings()).Select(HashOf).Distinct().Count());
        Assert.Equal(4, changed.Append(new TrainingSettings()).Select(SettingsHash.Of).Distinct().Count());

        string HashOf(TrainingSettings training) =>
            ClassifierTrainer.HashOf(new ClassifierSettings(), training, [new LabelledStamps(stamps, [0])], ["a", "b"], new Seed(7), null);
    }
}
