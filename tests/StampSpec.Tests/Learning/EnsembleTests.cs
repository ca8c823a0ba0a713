using StampSpec.Common;
using StampSpec.Formats.Onnx;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Learning;
using StampSpec.Learning.Models;
using StampSpec.Learning.Training;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;
using StampSpec.Tests.Studies;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Learning;

/// <summary>Classifiers that average several networks in one model.</summary>
public sealed class EnsembleTests
{
    private static readonly StampTensorShape Shape = new(6, 16);

    private static readonly ClassifierSettings Network = new() { Widths = [3, 4], Dense = 4 };

    private static readonly TrainingSettings Training = new()
    {
        BatchSize = 8,
        MaximumSteps = 6,
        EvaluationInterval = 3,
    };

    [Fact]
    public void The_joined_model_gives_the_mean_probabilities_of_networks_that_were_trained_from_different_seeds()
    {
        var seed = new Seed(7);
        byte[][] alone = [.. Enumerable.Range(0, 3).Select(i => Train(1, EnsembleTrainer.SeedOf(seed, i)).OnnxModel)];
        var joined = Train(3, seed);
        Assert.Equal(Train(1, seed).OnnxModel, alone[0]);
        var stamps = ToyStamps.Draw(40, new Seed(3), Shape).Stamps;
        float[][] scores = [.. alone.Select(m => Score(m, stamps))];
        Assert.NotEqual(scores[0], scores[1]);
        var mean = Score(joined.OnnxModel, stamps);
        Assert.All(mean.Index(), p => Assert.Equal(scores.Average(s => (double)s[p.Index]), p.Item, 1e-6));
        Assert.Equal(joined.OnnxModel, Train(3, seed).OnnxModel);
    }

    [Fact]
    public void It_says_how_many_networks_it_has_and_its_history_and_progress_count_all_their_steps()
    {
        var reported = new List<TrainingProgress>();
        var joined = Train(2, new Seed(7), new StampSpec.Studies.Running.ActionProgress<TrainingProgress>(reported.Add));
        var model = ModelProto.Parser.ParseFrom(joined.OnnxModel);
        Assert.Equal("2", model.MetadataProps.Single(p => p.Key == "stampspec.networks").Value);
        Assert.Equal([3, 6, 9, 12], joined.History.Select(p => p.Step));
        Assert.Equal(Enumerable.Range(1, 12), reported.Select(p => p.Step));
        Assert.All(reported, p => Assert.Equal(12, p.MaximumSteps));
        using var session = ClassifierSession.Load(joined.For(Layout, NormalisationOrder.Before).OnnxModel);
        Assert.Equal(("ztf-cropped", 3), (session.Description!.Layout.Name, session.ClassCount));
    }

    [Fact]
    public void Models_of_different_stamps_or_inputs_are_not_joined()
    {
        var own = Train(1, new Seed(1)).For(Layout, NormalisationOrder.Before).OnnxModel;
        var other = Train(1, new Seed(1)).For(Layout, NormalisationOrder.After).OnnxModel;
        var wider = ClassifierTrainer
            .Train(
                Network,
                Training,
                ToyStamps.Draw(20, new Seed(1), new StampTensorShape(6, 8)),
                ToyStamps.Draw(10, new Seed(2), new StampTensorShape(6, 8)),
                ToyStamps.Classes,
                new Seed(1)
            )
            .OnnxModel;
        Assert.Equal(own, EnsembleModel.Join([own]));
        Assert.Equal(
            "the models differ in their normalisation, so they cannot be joined as one; join models of one layout of one study; if it has "
                + "packet columns, models of one training set",
            Refused(own, other)
        );
        Assert.StartsWith("the models differ in their inputs or outputs, so", Refused(own, wider), StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_trains_and_classifies_with_ensembles_of_all_or_of_single_layouts_and_resumes_them()
    {
        using var folder = new TemporaryFolder();
        string[] options = ["--set", "classifier={widths: [2, 2], dense: 4, ensemble: 2}", "--set", "runs=1"];
        var ran = TinyStudy.Run(folder, "a", options);
        Assert.True(ran.ExitCode == 0, ran.Error);
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(folder["a", "models", "ztf-cropped-run-1.onnx"]));
        Assert.Equal("2", model.MetadataProps.Single(p => p.Key == "stampspec.networks").Value);
        Assert.Contains("0 cells to run, 2 kept", TinyStudy.Run(folder, "a", [.. options, "--resume"]).Error, StringComparison.Ordinal);
        Assert.Equal([2, 4, 6, 8], StudyResults.Load(folder["a"]).History.Where(h => h.Cell.Layout == "ztf-cropped").Select(h => h.Step));
        Assert.Contains("ensemble: 2", File.ReadAllText(folder["a", "study.lock.yaml"]), StringComparison.Ordinal);
        CommandLine.Run("synthesize", "--out", folder["s"], "--alerts", "3", "--seed", "5");
        var classified = CommandLine.Run("classify", folder["a"], folder["s", "alerts"], "--layout", "ztf-cropped");
        Assert.True(classified.ExitCode == 0, classified.Error);
    }

    [Fact]
    public void One_layout_can_have_an_ensemble_and_classifiers_that_are_no_networks_cannot()
    {
        using var folder = new TemporaryFolder();
        const string Head = "name: a\ndataset: {synthetic: {alerts: 30}}\n";
        File.WriteAllText(folder["one.yaml"], Head + "layouts: [ztf-full, {layout: ztf-cropped, classifier: {ensemble: 3}}]\n");
        Assert.Equal([1, 3], StudySpecFile.Load(folder["one.yaml"], []).Layouts.Select(l => l.Classifier.Ensemble));
        File.WriteAllText(
            folder["trees.yaml"],
            Head + "layouts: [{layout: ztf-columns, classifier: {kind: boosted-trees, ensemble: 2}}]\n"
        );
        var refused = Assert.Throws<InvalidInputException>(() => StudySpecFile.Load(folder["trees.yaml"], [])).Diagnostics;
        Assert.Contains(refused, d =>
            d
                is {
                    Message: "ensemble averages networks, but the classifier of ztf-columns is another kind",
                    Fix: "remove ensemble, or write kind: network",
                }
        );
    }

    private static StampLayout Layout => LayoutLibrary.Load("ztf-cropped");

    private static string Refused(params byte[][] models)
    {
        var refused = Assert.Throws<InvalidInputException>(() => EnsembleModel.Join(models)).Diagnostics[0];
        return $"{refused.Message}; {refused.Fix}";
    }

    private static float[] Score(byte[] model, IStamps stamps)
    {
        using var session = ClassifierSession.Load(model);
        return session.Score(stamps);
    }

    private static TrainedClassifier Train(int networks, Seed seed, IProgress<TrainingProgress>? progress = null) =>
        EnsembleTrainer.Train(
            Network with
            {
                Ensemble = networks,
            },
            Training,
            ToyStamps.Draw(40, new Seed(1), Shape),
            ToyStamps.Draw(20, new Seed(2), Shape),
            ToyStamps.Classes,
            seed,
            null,
            progress
        );
}
