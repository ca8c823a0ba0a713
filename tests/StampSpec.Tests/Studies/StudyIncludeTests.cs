using StampSpec.Common;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

public sealed class StudyIncludeTests : IDisposable
{
    private const string Base = """
        name: base
        dataset: {synthetic: {alerts: 60, mix: balanced}}
        layouts: [ztf-cropped, ztf-multiscale]
        training: {steps: 7, batch: 16}
        runs: 3
        seed: 5
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Keys_of_the_including_file_win_and_later_includes_win_over_earlier_ones()
    {
        Write("base.yaml", Base);
        Write("more.yaml", "runs: 4\nseed: 6\nmargin: 0.02\n");
        var study = Load("include: [base.yaml, more.yaml]\nname: mine\nseed: 9\n");
        Assert.Equal(("mine", 4, 9UL, 0.02), (study.Name, study.Runs, study.Seed, study.Margin));
        Assert.Equal(["ztf-cropped", "ztf-multiscale"], study.Layouts.Select(l => l.Name));
    }

    [Fact]
    public void Training_and_classifier_lie_over_the_included_ones_and_other_keys_replace_them_whole()
    {
        Write("base.yaml", Base);
        var study = Load("include: base.yaml\ntraining: {steps: 8}\ndataset: {data: a, labels: b.csv}\n");
        Assert.Equal((8, 16), (study.Layouts[0].Training.MaximumSteps, study.Layouts[0].Training.BatchSize));
        Assert.Null(study.DataSet.Synthetic);
        Assert.Equal(_folder["a"], study.DataSet.Real!.AlertsPath);
    }

    [Fact]
    public void Paths_of_an_included_file_start_at_that_file_and_includes_nest()
    {
        Write("deep/data.yaml", "dataset: {data: alerts, labels: labels.csv}\n");
        Write("deep/base.yaml", "include: data.yaml\nlayouts: [ztf-cropped]\n");
        var study = Load("include: deep/base.yaml\nname: mine\n");
        Assert.Equal(_folder["deep", "alerts"], study.DataSet.Real!.AlertsPath);
    }

    [Fact]
    public void A_study_of_the_library_is_included_by_name_and_the_locked_spec_shows_what_was_resolved()
    {
        var study = Load("include: quickstart\nname: mine\nruns: 1\n");
        Assert.Equal(4, study.Layouts.Count);
        var locked = LockedSpec.Write(study, _folder.Path);
        Assert.DoesNotContain("include", locked, StringComparison.Ordinal);
        Write("study.lock.yaml", locked);
        Assert.Equal(StudyJson.Format(study), StudyJson.Format(StudySpecFile.Load(_folder["study.lock.yaml"], [])));
    }

    [Fact]
    public void A_file_beside_the_including_one_is_preferred_to_the_study_of_its_name_that_comes_with_the_command()
    {
        Assert.Equal(4, Load("include: quickstart\nname: mine\n").Layouts.Count);
        Write("quickstart.yaml", "include: quickstart\nlayouts: [ztf-cropped, ztf-full]\nbaseline: ztf-full\n");
        Assert.Equal(2, Load("include: quickstart\nname: mine\n").Layouts.Count);
    }

    [Fact]
    public void A_study_of_the_library_includes_that_of_the_library_whatever_files_there_are()
    {
        Write("quickstart.yaml", "include: quickstart\nlayouts: [ztf-cropped, ztf-full]\nbaseline: ztf-full\n");
        var name = Path.Combine(Path.GetRelativePath(Directory.GetCurrentDirectory(), _folder.Path), "wider.yaml");
        Assert.Equal(4, StudySpec.LibraryDocument.Parse("include: quickstart\nname: wider\n", name).Value!.Layouts.Count);
        Assert.Equal(2, StudySpec.Document.Parse("include: quickstart\nname: wider\n", name).Value!.Layouts.Count);
    }

    [Fact]
    public void A_finding_stands_in_the_file_in_which_it_occurs()
    {
        Write("base.yaml", Base + "\nrusn: 4\n");
        var finding = Assert.Single(Refused("include: base.yaml\nname: mine\n"));
        Assert.Equal(("spec.unknown-key", _folder["base.yaml"], 7), (finding.Code, finding.File, finding.Line));
        Write("broken.yaml", "runs: [1\n");
        var syntax = Assert.Single(Refused("include: broken.yaml\nname: mine\n"));
        Assert.Equal(("spec.syntax", _folder["broken.yaml"]), (syntax.Code, syntax.File));
        var missing = Refused("include: quickstart\nnaem: mine\n");
        Assert.Equal(("spec.unknown-key", _folder["study.yaml"], 2), (missing[0].Code, missing[0].File, missing[0].Line));
    }

    [Fact]
    public void Files_that_include_each_other_are_refused_with_the_circle()
    {
        Write("a.yaml", "runs: 2\ninclude: b.yaml\n");
        Write("b.yaml", "include:\n  - a.yaml\n");
        var finding = Assert.Single(Refused(Base + "\ninclude: a.yaml\n"));
        Assert.Equal(("study.include", _folder["b.yaml"], 2, 5), (finding.Code, finding.File, finding.Line, finding.Column));
        Assert.Contains("a.yaml -> b.yaml -> a.yaml", finding.Message, StringComparison.Ordinal);
        Assert.Contains(
            "study.yaml -> study.yaml",
            Assert.Single(Refused(Base + "\ninclude: study.yaml\n")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Includes_that_multiply_are_stopped()
    {
        for (var level = 0; level < 12; level++)
        {
            Write($"{level}.yaml", $"include: [{level + 1}.yaml, {level + 1}.yaml]\n");
        }

        Write("12.yaml", "runs: 2\n");
        Assert.Contains(Refused(Base + "\ninclude: 0.yaml\n"), f => f.Message.Contains("more than 100 files", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("quikstart", "did you mean quickstart?")]
    [InlineData("no/base.yaml", "write the path of a file, or one of ")]
    public void A_missing_file_is_reported_where_it_is_named(string file, string fix)
    {
        var finding = Assert.Single(Refused($"name: mine\ninclude: [{file}]\n"));
        Assert.Equal(
            ("study.include", _folder["study.yaml"], 2, 11, "include[0]"),
            (finding.Code, finding.File, finding.Line, finding.Column, finding.Path)
        );
        Assert.StartsWith(fix, finding.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("include: {a: b}", "spec.type")]
    [InlineData("include: []", "spec.range")]
    [InlineData("include: [[a]]", "spec.type")]
    [InlineData("include: quickstart\ninclude: grid", "spec.duplicate-key")]
    public void A_wrong_include_is_refused(string yaml, string code) => Assert.Equal(code, Refused(yaml + "\n")[0].Code);

    [Fact]
    public void Validate_follows_includes_and_the_command_line_lies_over_all()
    {
        Write("base.yaml", Base);
        Write("study.yaml", "include: base.yaml\nname: mine\n");
        Assert.Equal(0, CommandLine.Run("validate", _folder["study.yaml"]).ExitCode);
        Assert.Equal(2, StudySpecFile.Load(_folder["study.yaml"], [SpecOverride.Parse("runs=2")]).Runs);
        Write("base.yaml", "runs: 0\n" + Base.Replace("runs: 3\n", "", StringComparison.Ordinal));
        var refused = CommandLine.Run("validate", _folder["study.yaml"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains($"{_folder["base.yaml"]}:1:7: error spec.range", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_reaches_into_lists_and_replaces_them()
    {
        Write(
            "study.yaml",
            """
            name: s
            dataset: {synthetic: {alerts: 60}}
            layouts: [ztf-cropped, {layout: ztf-multiscale, training: {steps: 9}}, {grid: {pixels: [8, 16], pixel-scale: 1.01}}]
            """
        );
        var study = Set("layouts[1].training.steps=3", "layouts[1].classifier.widths=[2, 3]", "layouts[2].grid.pixels[1]=4");
        Assert.Equal(3, study.Layouts[1].Training.MaximumSteps);
        Assert.Equal([2, 3], study.Layouts[1].Classifier.Widths);
        Assert.Equal(["ztf-cropped", "ztf-multiscale", "8px-1.01as", "4px-1.01as"], study.Layouts.Select(l => l.Name));
        Assert.Equal(["ztf-full", "ztf-cropped"], Set("layouts=[ztf-full, ztf-cropped]").Layouts.Select(l => l.Name));
        Assert.Equal(["ztf-full"], Set("layouts=[ztf-full]", "runs=2").Layouts.Select(l => l.Name));
    }

    [Theory]
    [InlineData("layouts[2].name=a", "study.override", "layouts[2]", "use an index from [0] to [1], or give the whole list")]
    [InlineData(
        "layouts[0].training.steps=3",
        "study.override",
        "layouts[0].training",
        "replace the whole value, for example {layout: ztf-cropped, ...} for a layout"
    )]
    [InlineData("training[0]=3", "study.override", "training[0]", "use one of its keys: steps")]
    [InlineData("layouts=[ztf-full, ztf-croped]", "layout.unknown", "layouts[1]", "did you mean ztf-cropped?")]
    [InlineData("training={stepz: 3}", "spec.unknown-key", "training.stepz", "did you mean steps?")]
    public void A_wrong_value_of_the_command_line_is_named_with_its_option_and_its_place(string set, string code, string path, string fix)
    {
        Write(
            "study.yaml",
            "name: s\ndataset: {synthetic: {alerts: 60}}\nlayouts: [ztf-cropped, {layout: ztf-multiscale}]\ntraining: {steps: 3}\n"
        );
        var finding = Assert.Throws<InvalidInputException>(() => Set(set)).Diagnostics[0];
        Assert.Equal((code, path, fix, $"--set {set.Split('=')[0]}"), (finding.Code, finding.Path, finding.Fix, finding.File));
    }

    private Study Set(params string[] texts) => StudySpecFile.Load(_folder["study.yaml"], [.. texts.Select(SpecOverride.Parse)]);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], text);
    }

    private Study Load(string yaml)
    {
        Write("study.yaml", yaml);
        return StudySpecFile.Load(_folder["study.yaml"], []);
    }

    private IReadOnlyList<Diagnostic> Refused(string yaml) => Assert.Throws<InvalidInputException>(() => Load(yaml)).Diagnostics;
}
