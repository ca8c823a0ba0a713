using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Studies.Analysis;
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
    [InlineData("dataset: {synthetic: {alerts: 9}}\nsearch: {references: [ztf-croped]}", "study.search")]
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
    public void A_control_locks_to_itself_and_the_bytes_are_those_of_the_stamp_that_is_sent()
    {
        var study = Load(
            """
            name: controls
            dataset: {synthetic: {alerts: 60}}
            layouts:
              - ztf-multiscale
              - {layout: ztf-multiscale, name: nested, control: {cut-from: ztf-full, mask-only: true, other-field-beyond: 8}}
            """
        );
        AssertLocksTo(study);
        Assert.Null(study.Layouts[0].Control);
        Assert.Equal(("ztf-multiscale", "ztf-full"), (study.Layouts[1].Layout.Name, study.Layouts[1].Sent.Name));
        Assert.Equal(3 * 3969 * 4, StudyBytes.TotalOf(StudyBytes.Rows(study, []), study.Layouts[1]));
        Assert.Equal(
            "the receiver cuts it from the stamp ztf-full, whose bytes count; only the masks of missing pixels are shown; "
                + "pixels more than 8 arcsec from the alert come from another alert",
            study.Layouts[1].Control!.InWords
        );
    }

    [Theory]
    [InlineData(
        "{layout: ztf-cropped, control: {}}",
        "",
        "this control changes nothing",
        "write cut-from: LAYOUT, mask-only: true or other-field-beyond: 8; or remove control"
    )]
    [InlineData(
        "{layout: ztf-cropped, control: {cut-from: ztf-multiscale}}",
        "",
        "ztf-multiscale cannot be the stamp that the layout is cut from: it does not have one scale of square pixels",
        "name a layout with pixels and pixel-scale only"
    )]
    [InlineData(
        "{layout: ztf-cropped, control: {cut-from: {name: s, pixels: 20, pixel-scale: 1.01, images: [science]}}}",
        "",
        "ztf-cropped, control: the stamp s does not carry the template and difference",
        "add it to the images of s, or remove it from those of the layout"
    )]
    [InlineData(
        "{layout: ztf-multiscale, control: {cut-from: ztf-cropped}}",
        "",
        "ztf-multiscale, control: scale 3 (8 px of 8.08 arcsec) shows 64.64 arcsec, beyond the native stamp's 16.16 arcsec "
            + "(16 px of 1.01 arcsec)",
        "use fewer pixels or scales, or a finer pixel scale"
    )]
    [InlineData(
        "{layout: ztf-cropped, control: {cut-from: ztf-full}, encoding: int8}",
        "normalisation: after",
        "ztf-cropped-int8 has an encoding and a control with cut-from, which cannot be combined",
        "write encoding: none for this layout"
    )]
    [InlineData(
        "{grid: {pixels: [8, 16], pixel-scale: 1.01}, control: {mask-only: true}}",
        "",
        "a control cannot be given for a grid",
        "list the layouts, each with its control"
    )]
    public void A_control_that_cannot_be_made_is_refused(string layout, string keys, string message, string fix)
    {
        var refused = Assert
            .Throws<InvalidInputException>(() => Load($"name: wrong\ndataset: {{synthetic: {{alerts: 9}}}}\nlayouts: [{layout}]\n{keys}\n"))
            .Diagnostics[^1];
        Assert.Equal((message, fix, 3), (refused.Message, refused.Fix, refused.Line));
    }

    [Fact]
    public void The_field_of_another_alert_needs_alerts_whose_order_does_not_tell_their_class()
    {
        var refused = Assert
            .Throws<InvalidInputException>(() =>
                Load("name: s\ndataset: {data: a, labels: b}\nlayouts: [{layout: ztf-full, control: {other-field-beyond: 8}}]\n")
            )
            .Diagnostics[^1];
        Assert.Equal(
            "ztf-full shows the field of other alerts, which is possible for synthetic alerts only: files may list their alerts by "
                + "class, and the other alert would then tell the class",
            refused.Message
        );
        Assert.Equal("write dataset: {synthetic: {alerts: 3000}}, or remove other-field-beyond", refused.Fix);
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
