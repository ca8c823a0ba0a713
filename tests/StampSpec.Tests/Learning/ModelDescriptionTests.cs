using StampSpec.Diagnostics;
using StampSpec.Layouts;
using StampSpec.Learning;
using StampSpec.Learning.Models;
using StampSpec.Seeds;

namespace StampSpec.Tests.Learning;

public sealed class ModelDescriptionTests
{
    public static TheoryData<string> Layouts => [.. LayoutLibrary.Names];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_layout_written_into_a_model_reads_back_the_same(string name)
    {
        var layout = StampLayout.Load(name);
        var reading = LayoutSpec.Document.Parse(LayoutText.Write(layout), "model");
        Assert.True(reading.IsValid, string.Join('\n', reading.Diagnostics));
        Assert.Equal(layout.Name, reading.Value!.Name);
        Assert.Equal(layout.Scales.Select(s => s with { Images = null }), reading.Value.Scales.Select(s => s with { Images = null }));
        Assert.All(Enumerable.Range(0, layout.Scales.Count), i => Assert.Equal(layout.ImagesAt(i), reading.Value.ImagesAt(i)));
        Assert.Equal(layout.Images, reading.Value.Images);
        Assert.Equal(layout.Planes, reading.Value.Planes);
        Assert.Equal(layout.KeepsRedundantCentres, reading.Value.KeepsRedundantCentres);
        Assert.Equal(layout.Bins, reading.Value.Bins);
        Assert.Equal(layout.LogPolar, reading.Value.LogPolar);
        Assert.Equal(layout.Features, reading.Value.Features);
    }

    [Fact]
    public void A_model_says_which_stamps_it_needs_and_what_its_classes_are()
    {
        using var session = ClassifierSession.Load(
            Train(new Seed(1)).For(StampLayout.Load("ztf-cropped"), NormalisationOrder.After).OnnxModel);
        Assert.NotNull(session.Description);
        Assert.Equal(ToyStamps.Classes, session.Description.Classes);
        Assert.Equal(NormalisationOrder.After, session.Description.Normalisation);
        Assert.Equal("ztf-cropped", session.Description.Layout.Name);
        Assert.Matches("^[0-9a-f]{64}$", session.Description.TrainingHash);
    }

    [Fact]
    public void Another_seed_gives_another_training_hash()
    {
        string HashOf(Seed seed)
        {
            using var session = ClassifierSession.Load(Train(seed).For(StampLayout.Load("ztf-cropped"), NormalisationOrder.Before).OnnxModel);
            return session.Description!.TrainingHash;
        }

        Assert.NotEqual(HashOf(new Seed(1)), HashOf(new Seed(2)));
    }

    [Fact]
    public void A_model_whose_metadata_describes_other_stamps_than_it_takes_is_refused()
    {
        var model = Train(new Seed(1)).For(StampLayout.Load("ztf-full"), NormalisationOrder.Before).OnnxModel;
        var refused = Assert.Throws<InvalidInputException>(() => ClassifierSession.Load(model));
        Assert.Contains("describes other stamps", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_a_layout_has_no_description()
    {
        using var session = ClassifierSession.Load(Train(new Seed(1)).OnnxModel);
        Assert.Null(session.Description);
    }

    private static TrainedClassifier Train(Seed seed)
    {
        var data = ToyStamps.Draw(6, new Seed(1), new StampTensorShape(6, 16));
        return ClassifierTrainer.Train(
            new ClassifierSettings { Widths = [2, 2], Dense = 2 }, new TrainingSettings { BatchSize = 2, MaximumSteps = 1 }, data, data, ToyStamps.Classes, seed);
    }
}
