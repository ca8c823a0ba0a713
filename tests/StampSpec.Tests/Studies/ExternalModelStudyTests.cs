using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Learning.External;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;
using StampSpec.Tests.Learning;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>Studies that score models which were trained elsewhere.</summary>
public sealed class ExternalModelStudyTests : IDisposable
{
    private const string Ours = "inputs: {scale-0: {images: [science, template, difference], masks: true}, position: sky-position}";

    private static readonly float[,] Weights =
    {
        { 1, 0, 2 },
        { 0, 1, -1 },
        { 1, 1, 1 },
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_that_a_study_made_is_scored_elsewhere_as_it_was_there_beside_one_trained_here()
    {
        Assert.Equal(0, TinyStudy.Run(_folder, "first", "--runs", "1").ExitCode);
        File.Copy(_folder["first", "models", "ztf-cropped-run-1.onnx"], _folder["theirs.onnx"]);
        var run = Run("a", Entry("theirs.onnx", Ours));
        Assert.True(run.ExitCode == 0, run.Error);
        var (first, results) = (StudyResults.Load(_folder["first"]), StudyResults.Load(_folder["a"]));
        var scored = first.Predictions.Where(p => p.Cell.Layout == "ztf-cropped").ToDictionary(p => p.Candid, p => p.Probabilities);
        var theirs = results.Predictions.Where(p => p.Cell.Layout == "theirs").ToArray();
        Assert.Equal(2 * scored.Count, theirs.Length);
        Assert.All(theirs, p => Assert.All(p.Probabilities.Zip(scored[p.Candid]), pair => Assert.Equal(pair.First, pair.Second, 1e-6f)));
        Assert.Equal([null, "theirs.onnx"], results.Summary.Layouts.Select(l => l.ExternalModel));
        Assert.DoesNotContain(results.History, h => h.Cell.Layout == "theirs");
        Assert.Contains(results.Summary.Warnings, w =>
            w.StartsWith("theirs uses theirs.onnx, which this study did not train", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(results.Summary.Warnings, w => w.Contains("did not distinguish", StringComparison.Ordinal));
        Assert.Contains("theirs (theirs.onnx)", run.Output, StringComparison.Ordinal);
        var card = StudyJson.Read<ModelCard>(_folder["a", "models", "theirs-run-1.json"]);
        Assert.Equal(("theirs.onnx", 0, 0), (card.ExternalModel!.File, card.TrainingObjects, card.ValidationObjects));
        Assert.StartsWith("not trained by this study", card.ExternalModel.Training, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["a", "models", "theirs-run-1.onnx"]));
        Assert.Contains("0 cells to run, 4 kept", Run("a", Entry("theirs.onnx", Ours)).Error, StringComparison.Ordinal);
        var locked = StudySpecFile.Load(_folder["a", "study.lock.yaml"], []);
        Assert.Equal(LockedSpec.Write(locked, _folder["a"]), File.ReadAllText(_folder["a", "study.lock.yaml"]));
    }

    [Fact]
    public void Another_model_in_the_file_runs_its_cells_again_and_tuning_leaves_it_alone()
    {
        GivenModelFile.Write(_folder["m.onnx"], Weights, 16);
        const string Inputs = "inputs: {stamp: {}}";
        string[] tuned = ["tuning={candidates: 2, smallest-steps: 2, largest-steps: 4}", Entry("m.onnx", Inputs)];
        var run = Run("a", tuned);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.DoesNotContain(StudyResults.Load(_folder["a"]).Tuning, t => t.Cell.Layout == "theirs");
        GivenModelFile.Write(
            _folder["m.onnx"],
            new float[,]
            {
                { 2, 0, 2 },
                { 0, 1, -1 },
                { 1, 1, 1 },
            },
            16
        );
        Assert.Contains(
            "2 cells will rerun because the classifier's settings changed",
            Run("a", ["--replace-changed"], tuned).Error,
            StringComparison.Ordinal
        );
        var plan = CommandLine.Run("plan", _folder["study.yaml"], "--out", _folder["b"], "--set", Entry("m.onnx", Inputs));
        Assert.True(plan.ExitCode == 0, plan.Error);
        Assert.Contains("scored with m.onnx, not trained", plan.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Alerts_to_which_a_model_gives_only_a_foreign_class_are_counted_in_a_warning()
    {
        // Bogus, which the study has not, if the difference is bright; otherwise asteroid or satellite by the science image.
        GivenModelFile.Write(
            _folder["m.onnx"],
            new float[,]
            {
                { 1, -1, 0, 0 },
                { 0, 0, 0, 0 },
                { 0, 0, 0, 1e9f },
            },
            16
        );
        var entry = Entry("m.onnx", "inputs: {stamp: {}}").Replace("sn]", "sn, bogus]", StringComparison.Ordinal);
        var run = Run("a", entry);
        Assert.True(run.ExitCode == 0, run.Error);
        var results = StudyResults.Load(_folder["a"]);
        var scored = results.Predictions.Where(p => p.Cell.Layout == "theirs").DistinctBy(p => p.Candid).ToArray();
        var same = scored.Count(p => p.Probabilities.Distinct().Count() == 1);
        Assert.InRange(same, 1, scored.Length);
        Assert.Contains(
            $"theirs: m.onnx did not distinguish the study's classes for {same} of {scored.Length} alerts: none of them has a "
                + "probability, or all have the same, so the first counts as predicted",
            results.Summary.Warnings
        );
    }

    [Fact]
    public void A_model_for_all_layouts_gives_way_to_an_entrys_own_classifier()
    {
        GivenModelFile.Write(_folder["m.onnx"], Weights, 16, endsInSoftmax: false);
        var study = Load(
            """
            layouts: [ztf-cropped, {layout: ztf-multiscale, classifier: {dense: 5}}]
            classifier: {onnx: m.onnx, inputs: {stamp: {images: [difference, science, template]}}, classes: [x, sn, asteroid], gives: logits}
            """
        );
        var model = study.Layouts[0].ExternalModel!;
        Assert.Equal([CutoutKind.Difference, CutoutKind.Science, CutoutKind.Template], model.Inputs[0].Stamps!.Images);
        Assert.Equal((ExternalModelScores.Logits, "scores", _folder["m.onnx"]), (model.Gives, model.Output, model.File.Path));
        Assert.Equal((null, 5), (study.Layouts[1].ExternalModel, study.Layouts[1].Classifier.Dense));
        File.WriteAllText(_folder["study.lock.yaml"], LockedSpec.Write(study, _folder.Path));
        Assert.Equal(StudyJson.Format(study), StudyJson.Format(StudySpecFile.Load(_folder["study.lock.yaml"], [])));
    }

    [Theory]
    [InlineData(
        "layouts: [ztf-full]",
        "onnx: m.onnx, inputs: {stamp: {}}, classes: [asteroid, sn, x]",
        "model.misfit",
        "input stamp of m.onnx takes 3 x 16 x 16, but ztf-full gives it 3 x 63 x 63"
    )]
    [InlineData(
        "layouts: [ztf-cropped]",
        "onnx: m.onnx, inputs: {stmp: {}}, classes: [asteroid, sn, x]",
        "model.misfit",
        "m.onnx has no input called stmp"
    )]
    [InlineData(
        "layouts: [ztf-cropped]",
        "onnx: m.onnx, inputs: {}, classes: [asteroid, sn, x]",
        "model.misfit",
        "m.onnx has an input stamp (3 x 16 x 16), but the description gives it no data"
    )]
    [InlineData(
        "layouts: [ztf-cropped]",
        "onnx: m.onnx, inputs: {stamp: {}}, classes: [asteroid, sn]",
        "model.misfit",
        "output scores of m.onnx gives 3; 2 classes are listed"
    )]
    [InlineData(
        "layouts: [ztf-cropped]",
        "onnx: m.onnx, inputs: {stamp: {}}, classes: [asteroid, x, y]",
        "study.classes",
        "m.onnx does not know the class sn"
    )]
    [InlineData(
        "layouts: [ztf-cropped]",
        "onnx: m.onnx, inputs: {stamp: {}}, classes: [asteroid, sn, x], output: logits",
        "model.misfit",
        "m.onnx has no output called logits"
    )]
    [InlineData(
        "layouts: [ztf-cropped]",
        "onnx: m.onnx, inputs: {stamp: {}}",
        "spec.missing-key",
        "the key classes is missing; a model of onnx needs it"
    )]
    [InlineData(
        "layouts: [ztf-cropped]",
        "onnx: m.onnx, inputs: {stamp: {}}, classes: [asteroid, sn, x], dense: 5",
        "study.classifier",
        "dense is a setting for classifiers that the study trains"
    )]
    [InlineData("layouts: [ztf-cropped]", "inputs: {stamp: {}}", "study.classifier", "inputs describes a model that was trained elsewhere")]
    [InlineData(
        "layouts: [ztf-cropped]",
        "onnx: study.yaml, inputs: {stamp: {}}, classes: [asteroid, sn, x]",
        "model.unreadable",
        "study.yaml: the file is not an ONNX model"
    )]
    [InlineData(
        "layouts: [ztf-cropped]",
        "onnx: absent.onnx, inputs: {stamp: {}}, classes: [asteroid, sn, x]",
        "spec.path",
        "onnx is absent.onnx, but there is no file"
    )]
    public void A_model_that_does_not_fit_is_refused_by_validate_before_anything_runs(
        string layouts,
        string classifier,
        string code,
        string message
    )
    {
        GivenModelFile.Write(_folder["m.onnx"], Weights, 16);
        var finding = Assert.Throws<InvalidInputException>(() => Load($"{layouts}\nclassifier: {{{classifier}}}\n")).Diagnostics[0];
        Assert.Equal(code, finding.Code);
        Assert.StartsWith(message, finding.Message, StringComparison.Ordinal);
        Assert.NotNull(finding.Line);
        Assert.NotNull(finding.Fix);
        var validated = CommandLine.Run("validate", _folder["study.yaml"]);
        Assert.Equal(2, validated.ExitCode);
        Assert.Contains(message, validated.Output, StringComparison.Ordinal);
    }

    private string Entry(string file, string inputs) =>
        $"layouts=[ztf-cropped, {{layout: ztf-cropped, name: theirs, classifier: {{onnx: {_folder[file]}, {inputs}"
        + ", classes: [asteroid, satellite, sn]}}]";

    private CommandLineResult Run(string name, params string[] sets) => Run(name, [], sets);

    private CommandLineResult Run(string name, string[] options, string[] sets)
    {
        File.WriteAllText(_folder["study.yaml"], TinyStudy.Spec);
        return CommandLine.Run([
            "study",
            _folder["study.yaml"],
            "--out",
            _folder[name],
            "--no-report",
            .. options,
            .. sets.SelectMany(s => new[] { "--set", s }),
        ]);
    }

    private Study Load(string keys)
    {
        File.WriteAllText(_folder["study.yaml"], "name: s\ndataset: {synthetic: {alerts: 60}, classes: [asteroid, sn]}\n" + keys);
        return StudySpecFile.Load(_folder["study.yaml"], []);
    }
}
