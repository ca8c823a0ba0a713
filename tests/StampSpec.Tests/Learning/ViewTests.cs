using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Learning.Models;
using StampSpec.Learning.Networks;
using StampSpec.Learning.Training;

namespace StampSpec.Tests.Learning;

public sealed class ViewTests
{
    private const int Side = 8;
    private static readonly StampTensorShape Shape = new(2, Side);
    private static readonly ClassifierSettings Network = new()
    {
        Widths = [4, 5],
        Dense = 6,
        Dropout = 0,
        UsesSkyPosition = false,
    };

    [Theory]
    [InlineData(TestTimeAugmentation.All, false, true)]
    [InlineData(TestTimeAugmentation.One, false, false)]
    [InlineData(TestTimeAugmentation.All, true, true)]
    [InlineData(TestTimeAugmentation.One, true, false)]
    public void A_turned_stamp_scores_alike_only_where_all_views_are_averaged(TestTimeAugmentation views, bool isPolar, bool isAlike)
    {
        var plan = new NetworkPlan(Network with { TestTimeAugmentation = views }, [Shape with { IsPolar = isPolar }], 3);
        var model = InferenceGraph.Build(plan, ParameterInitialisation.Draw(plan.Parameters, new Seed(1)), []);
        using var session = ClassifierSession.Load(Google.Protobuf.MessageExtensions.ToByteArray(model));
        var stamps = (StampTensors)ToyStamps.Draw(5, new Seed(2), Shape).Stamps;
        var scores = session.Score(stamps);
        var differences = Enumerable
            .Range(1, DihedralSymmetry.Count - 1)
            .SelectMany(view => scores.Zip(session.Score(Turned(stamps, isPolar, view)), (a, b) => Math.Abs(a - b)));
        Assert.Equal(isAlike, differences.Max() < 1e-6);
    }

    [Fact]
    public void A_training_without_augmentation_sees_every_alert_as_it_is()
    {
        var training = new TrainingSettings { BatchSize = 16, Augmentation = Augmentation.AsIs };
        var plan = new NetworkPlan(Network, [Shape], ToyStamps.Classes.Length);
        var data = ToyStamps.Draw(16, new Seed(3), Shape);
        using var batch = new TrainingBatch(plan, training);
        new BatchComposer(plan, training, data, new Seed(4)).Compose(batch);
        var known = ((StampTensors)data.Stamps).Scales[0].Chunk(Shape.Length).ToArray();
        Assert.All(batch[TrainingGraph.Scale(0)].ToArray().Chunk(Shape.Length), stamp =>
            Assert.Contains(known, alert => alert.SequenceEqual(stamp))
        );
    }

    private static StampTensors Turned(StampTensors stamps, bool isPolar, int view)
    {
        var turned = new float[stamps.Scales[0].Length];
        for (var start = 0; start < turned.Length; start += Side * Side)
        {
            DihedralSymmetry.Write(stamps.Scales[0].AsSpan(start, Side * Side), Side, isPolar, view, turned.AsSpan(start, Side * Side));
        }

        return stamps with
        {
            Scales = [turned],
        };
    }
}
