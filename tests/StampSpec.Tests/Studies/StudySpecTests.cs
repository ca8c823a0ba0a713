using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

public sealed class StudySpecTests
{
    private const string Small = """
        name: small
        dataset: {synthetic: {alerts: 60, mix: balanced}}
        layouts:
          - ztf-cropped
          - {layout: ztf-multiscale, name: after, normalisation: after, classifier: {dense: 5}, training: {patience: none}}
        classifier: {widths: [4, 4], dense: 8}
        training: {steps: 7, gradient-limit: none}
        """;

    public static TheoryData<string> Shipped =>
        [.. Directory.GetFiles(Repository.PathOf("specs", "studies"), "*.yaml").Select(f => Path.GetFileName(f))];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_study_loads_and_its_locked_spec_says_the_same(string file)
    {
        var study = StudySpecFile.Load(Repository.PathOf("specs", "studies", file), []);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), study.Name);
        AssertLocksTo(study);
    }

    [Fact]
    public void A_layouts_own_keys_lie_over_the_studys()
    {
        var study = Load(Small);
        AssertLocksTo(study);
        Assert.Equal([4, 4], study.Layouts[1].Classifier.Widths);
        Assert.Equal((8, 5), (study.Layouts[0].Classifier.Dense, study.Layouts[1].Classifier.Dense));
        Assert.Equal((6, null), (study.Layouts[0].Training.Patience, study.Layouts[1].Training.Patience));
        Assert.Equal(
            (NormalisationOrder.Before, NormalisationOrder.After),
            (study.Layouts[0].Normalisation, study.Layouts[1].Normalisation)
        );
        Assert.Equal(("ztf-cropped", "after"), (study.Baseline, study.Layouts[1].Name));
        Assert.Null(study.Layouts[0].Training.GradientNormLimit);
        Assert.Equal(ClassifierSettings.Default.LearningRate, study.Layouts[0].Classifier.LearningRate);
    }

    [Fact]
    public void A_separate_test_set_takes_the_place_of_folds()
    {
        var study = Load(
            """
            name: separate
            dataset: {data: a, labels: a.csv, test-data: b, test-labels: b.csv}
            layouts: [ztf-cropped]
            split: {folds: 4, validation: 0.3}
            """
        );
        Assert.Equal(new SeparateTestProtocol { ValidationFraction = 0.3 }, study.Split);
        AssertLocksTo(study);
    }

    [Fact]
    public void Values_from_the_command_line_take_the_place_of_the_specs()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["s.yaml"], Small);
        var study = StudySpecFile.Load(
            folder["s.yaml"],
            [
                SpecOverride.Parse("training.steps=3"),
                SpecOverride.Parse("dataset.synthetic.alerts = 90"),
                SpecOverride.Parse("split={folds: 3}"),
                new("runs", "2"),
            ]
        );
        Assert.Equal(
            (3, 90, 3, 2),
            (study.Layouts[0].Training.MaximumSteps, study.DataSet.Synthetic!.Count, study.Split.FoldCount, study.Runs)
        );
        var wrong = Assert
            .Throws<InvalidInputException>(() => StudySpecFile.Load(folder["s.yaml"], [SpecOverride.Parse("training.step=3")]))
            .Diagnostics[0];
        Assert.Equal(("spec.unknown-key", "training.step", "did you mean steps?"), (wrong.Code, wrong.Path, wrong.Fix));
        Assert.Throws<InvalidInputException>(() => SpecOverride.Parse("training.steps"));
        Assert.Throws<InvalidInputException>(() => StudySpecFile.Load(folder["s.yaml"], [SpecOverride.Parse("name.first=3")]));
    }

    [Theory]
    [InlineData("dataset: {data: a}", "study.dataset")]
    [InlineData("dataset: {synthetic: {alerts: 9}, data: a, labels: b}", "study.dataset")]
    [InlineData("dataset: {synthetic: {alerts: 9}, classes: [agn, agn]}", "study.classes")]
    [InlineData("dataset: {synthetic: {alerts: 9}}\nbaseline: ztf-croped", "study.baseline")]
    [InlineData("dataset: {synthetic: {alerts: 9}}\nsplit: {folds: 2, test: 0.2}", "study.split")]
    [InlineData("dataset: {synthetic: {alerts: 9}, simulate: {mapping: angular}}", "simulate.deconvolution")]
    [InlineData("dataset: {synthetic: {alerts: 9}, simulate: {mapping: pixel-analog}}", "layout.field-of-view")]
    [InlineData("dataset: {synthetic: {alerts: 9}, simulate: {band: v}}", "spec.choice")]
    [InlineData("dataset: {synthetic: {alerts: 9}}\nruns: 0", "spec.range")]
    [InlineData("dataset: {synthetic: {alerts: 9}}\nmargins: 0", "spec.unknown-key")]
    public void A_wrong_study_is_refused_with_a_named_finding(string keys, string code)
    {
        var refused = Assert.Throws<InvalidInputException>(() => Load($"name: wrong\nlayouts: [ztf-cropped]\n{keys}\n"));
        Assert.Equal(code, refused.Diagnostics[0].Code);
        Assert.NotNull(refused.Diagnostics[0].Line);
    }

    [Fact]
    public void A_layout_that_is_listed_twice_needs_another_name()
    {
        const string Twice = "name: twice\ndataset: {synthetic: {alerts: 9}}\nlayouts: [ztf-cropped, ztf-cropped]\n";
        Assert.Equal("study.layouts", Assert.Throws<InvalidInputException>(() => Load(Twice)).Diagnostics[0].Code);
    }

    private static void AssertLocksTo(Study study)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.lock.yaml"], LockedSpec.Write(study, folder.Path));
        Assert.Equal(StudyJson.Format(study), StudyJson.Format(StudySpecFile.Load(folder["study.lock.yaml"], [])));
    }

    private static Study Load(string yaml)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.yaml"], yaml);
        return StudySpecFile.Load(folder["study.yaml"], []);
    }
}
