using Google.Protobuf;
using StampSpec.Common;
using StampSpec.Formats.Onnx;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Learning;
using StampSpec.Learning.Models;
using StampSpec.Learning.Training;

namespace StampSpec.Tests.Learning;

public sealed class ModelDescriptionTests
{
    public static TheoryData<string> Layouts => [.. LayoutLibrary.Names];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_layout_written_into_a_model_reads_back_the_same(string name)
    {
        var layout = LayoutLibrary.Load(name);
        var reading = LayoutSpec.Document.Parse(LayoutText.Of(layout), "model");
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
            Train(new Seed(1)).For(LayoutLibrary.Load("ztf-cropped"), NormalisationOrder.After).OnnxModel
        );
        Assert.NotNull(session.Description);
        Assert.Equal(ToyStamps.Classes, session.Description.Classes);
        Assert.Equal(NormalisationOrder.After, session.Description.Normalisation);
        Assert.Equal("ztf-cropped", session.Description.Layout.Name);
        Assert.Matches("^[0-9a-f]{64}$", session.Description.TrainingHash);
    }

    [Fact]
    public void A_model_says_all_that_another_program_needs_to_make_its_inputs()
    {
        var model = ModelProto.Parser.ParseFrom(
            Train(new Seed(1)).For(LayoutLibrary.Load("ztf-cropped"), NormalisationOrder.After).OnnxModel
        );
        var properties = model.MetadataProps.ToDictionary(p => p.Key, p => p.Value);
        Assert.Equal(
            """{"scale-0":["science-0","template-0","difference-0","science-0-missing","template-0-missing","difference-0-missing"]}""",
            properties["stampspec.channels"]
        );
        Assert.StartsWith(
            "each scale of each image by its own pixels, after it is cut from raw flux: value = clip((x - low) / (high - low + 1e-8), -2, "
                + "2)",
            properties["stampspec.normalisation-formula"],
            StringComparison.Ordinal
        );
        Assert.Equal(
            "1 where a pixel has no value, 0 elsewhere; a coarser pixel has a value if any pixel that it covers has one",
            properties["stampspec.mask"]
        );
        Assert.Contains("becomes 0 after the normalisation", properties["stampspec.missing"], StringComparison.Ordinal);
        Assert.EndsWith(
            "x = cos(dec) cos(ra), y = cos(dec) sin(ra), z = sin(dec)",
            properties["stampspec.position"],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_model_of_an_earlier_version_which_does_not_say_it_still_loads()
    {
        var model = ModelProto.Parser.ParseFrom(
            Train(new Seed(1)).For(LayoutLibrary.Load("ztf-cropped"), NormalisationOrder.After).OnnxModel
        );
        string[] newer = ["channels", "normalisation-formula", "missing", "mask", "position"];
        foreach (var property in model.MetadataProps.Where(p => newer.Contains(p.Key["stampspec.".Length..])).ToArray())
        {
            model.MetadataProps.Remove(property);
        }

        using var session = ClassifierSession.Load(MessageExtensions.ToByteArray(model));
        Assert.Equal("ztf-cropped", session.Description!.Layout.Name);
    }

    [Fact]
    public void Another_seed_gives_another_training_hash()
    {
        string HashOf(Seed seed)
        {
            using var session = ClassifierSession.Load(
                Train(seed).For(LayoutLibrary.Load("ztf-cropped"), NormalisationOrder.Before).OnnxModel
            );
            return session.Description!.TrainingHash;
        }

        Assert.NotEqual(HashOf(new Seed(1)), HashOf(new Seed(2)));
    }

    [Fact]
    public void A_model_whose_metadata_describes_other_stamps_than_it_takes_is_refused()
    {
        var model = Train(new Seed(1)).For(LayoutLibrary.Load("ztf-full"), NormalisationOrder.Before).OnnxModel;
        var refused = Assert.Throws<InvalidInputException>(() => ClassifierSession.Load(model));
        Assert.Contains("the stamps and classes in its metadata differ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stamps_of_another_shape_or_grid_than_the_model_takes_are_refused_in_words()
    {
        using var session = ClassifierSession.Load(
            Train(new Seed(1)).For(LayoutLibrary.Load("ztf-cropped"), NormalisationOrder.Before).OnnxModel
        );
        Assert.Equal(9, session.Score(Stamps(new StampTensorShape(6, 16))).Length);
        AssertRefused(new StampTensorShape(6, 15), "6 channels of 15 x 15 pixels, but the model takes 6 channels of 16 x 16");
        AssertRefused(new StampTensorShape(2, 16), "2 channels of 16 x 16 pixels, but the model takes 6 channels of 16 x 16");
        AssertRefused(new StampTensorShape(6, 16) { IsPolar = true }, "log-polar pixels, but the model takes square ones");

        void AssertRefused(StampTensorShape shape, string expected)
        {
            var refused = Assert.Throws<ArgumentException>(() => session.Score(Stamps(shape)));
            Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        }

        static IStamps Stamps(StampTensorShape shape) => ToyStamps.Draw(3, new Seed(2), shape).Stamps;
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
            new ClassifierSettings { Widths = [2, 2], Dense = 2 },
            new TrainingSettings { BatchSize = 2, MaximumSteps = 1 },
            data,
            data,
            ToyStamps.Classes,
            seed
        );
    }
}
