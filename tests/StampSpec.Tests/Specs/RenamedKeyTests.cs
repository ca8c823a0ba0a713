using StampSpec.Common;
using StampSpec.Learning;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Specs;

/// <summary>A key's former name is refused in a user's spec, but read in a file that an earlier version wrote.</summary>
public sealed class RenamedKeyTests : IDisposable
{
    private const string Study = "name: small\ndataset: {synthetic: {alerts: 60}}\nlayouts: [ztf-cropped]\n";

    private static readonly (string Former, string Present)[] Names =
    [
        ("keep", "checkpoint-policy"),
        ("validation-views", "validation-augmentation"),
        ("scoring-views", "test-time-augmentation"),
        ("views", "augmentation"),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("training: {keep: last}", "training.keep", "checkpoint-policy")]
    [InlineData("training: {views: all}", "training.views", "augmentation")]
    [InlineData("training: {validation-views: one}", "training.validation-views", "validation-augmentation")]
    [InlineData("classifier: {scoring-views: one}", "classifier.scoring-views", "test-time-augmentation")]
    public void A_former_name_is_refused_at_its_place_with_the_present_one(string line, string path, string present)
    {
        File.WriteAllText(_folder["study.yaml"], Study + line + "\n");
        var finding = Assert.Single(Assert.Throws<InvalidInputException>(() => StudySpecFile.Load(_folder["study.yaml"], [])).Diagnostics);
        Assert.Equal(("spec.renamed-key", path, 4), (finding.Code, finding.Path, finding.Line));
        Assert.Equal($"{path.Split('.')[1]} was renamed to {present}", finding.Message);
        Assert.Equal($"write {present} instead", finding.Fix);
    }

    [Fact]
    public void A_former_name_from_the_command_line_is_refused()
    {
        File.WriteAllText(_folder["study.yaml"], Study);
        var refused = Assert.Throws<InvalidInputException>(() =>
            StudySpecFile.Load(_folder["study.yaml"], [SpecOverride.Parse("training.views=all")])
        );
        Assert.Equal("spec.renamed-key", Assert.Single(refused.Diagnostics).Code);
    }

    [Fact]
    public void A_locked_spec_that_was_written_under_former_names_reads_as_the_same_study()
    {
        File.WriteAllText(
            _folder["study.yaml"],
            Study + "training: {checkpoint-policy: last, augmentation: all}\nclassifier: {test-time-augmentation: one}\n"
        );
        var study = StudySpecFile.Load(_folder["study.yaml"], []);
        var present = LockedSpec.Write(study, _folder["now"]);
        var former = Names.Aggregate(present, (text, name) =>
            text.Replace($" {name.Present}:", $" {name.Former}:", StringComparison.Ordinal)
        );
        Directory.CreateDirectory(_folder["now"]);
        Directory.CreateDirectory(_folder["before"]);
        File.WriteAllText(_folder["now", "study.lock.yaml"], present);
        File.WriteAllText(_folder["before", "study.lock.yaml"], former);

        Assert.NotEqual(present, former);
        Assert.Equal(present, LockedSpec.Write(StudySpecFile.Load(_folder["before", "study.lock.yaml"], []), _folder["now"]));
        Assert.Empty(SpecDifference.Between(_folder["before", "study.lock.yaml"], _folder["now", "study.lock.yaml"]));
        var changed = StudySpecFile.Load(
            _folder["before", "study.lock.yaml"],
            [SpecOverride.Parse("layouts[0].training.checkpoint-policy=best")]
        );
        Assert.Equal(CheckpointPolicy.Best, changed.Layouts[0].Training.CheckpointPolicy);
    }

    [Fact]
    public void Every_committed_locked_spec_still_reads()
    {
        var locked = Directory.GetFiles(Repository.PathOf("results"), "study.lock.yaml", SearchOption.AllDirectories);
        Assert.NotEmpty(locked);
        Assert.All(locked, path => Assert.NotEmpty(StudySpecFile.Load(path, []).Layouts));
        var real = StudySpecFile.Load(Repository.PathOf("results", "real-ztf", "study.lock.yaml"), []).Layouts[0].Training;
        Assert.Equal((CheckpointPolicy.Last, TestTimeAugmentation.One), (real.CheckpointPolicy, real.ValidationAugmentation));
    }

    [Fact]
    public void A_summarys_former_word_for_a_model_trained_elsewhere_is_still_read()
    {
        var summary = new LayoutSummary(new LayoutId("given", "float32"), 1, 1, 1, []) { ExternalModel = "theirs.onnx" };
        var text = StudyJson.Format(summary);
        File.WriteAllText(_folder["now.json"], text);
        File.WriteAllText(_folder["before.json"], text.Replace("externalModel", "foreignModel", StringComparison.Ordinal));
        Assert.Contains("\"externalModel\": \"theirs.onnx\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("foreign", text, StringComparison.OrdinalIgnoreCase);
        Assert.All(["now.json", "before.json"], file =>
            Assert.Equal("theirs.onnx", StudyJson.Read<LayoutSummary>(_folder[file]).ExternalModel)
        );
    }
}
