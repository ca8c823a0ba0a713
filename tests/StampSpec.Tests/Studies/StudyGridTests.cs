using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

public sealed class StudyGridTests
{
    private const string Head = "name: g\ndataset: {synthetic: {alerts: 60, mix: balanced}}\nclassifier: {dense: 8}\n";

    [Fact]
    public void A_grid_stands_among_other_layouts_and_its_keys_hold_for_each_of_its_layouts()
    {
        var study = Load(
            Head
                + """
                layouts:
                  - ztf-cropped
                  - {grid: {pixels: [8, 16], pixel-scale: 1.01}, name: small, normalisation: after, classifier: {dense: 5}, training: {steps: 7}, encoding: rice-q4}
                """
        );
        Assert.Equal(["ztf-cropped", "small-8px-1.01as-rice-q4", "small-16px-1.01as-rice-q4"], study.Layouts.Select(l => l.Name));
        Assert.All(study.Layouts.Skip(1), l =>
            Assert.Equal((5, 7, NormalisationOrder.After), (l.Classifier.Dense, l.Training.MaximumSteps, l.Normalisation))
        );
        Assert.Equal((8, NormalisationOrder.Before), (study.Layouts[0].Classifier.Dense, study.Layouts[0].Normalisation));
        Assert.Empty(study.LeftOut);
    }

    [Fact]
    public void Every_combination_that_does_not_fit_the_surveys_stamp_is_an_error_at_the_grid()
    {
        var findings = Refused(Head + "layouts:\n  - grid: {pixels: [8, 16], pixel-scale: 1.01, scales: [1, 4]}\n");
        var finding = Assert.Single(findings);
        Assert.Equal(("layout.field-of-view", 5, 11, "layouts[0].grid"), (finding.Code, finding.Line, finding.Column, finding.Path));
        Assert.StartsWith("4x16px-1.01as: scale 3 ", finding.Message, StringComparison.Ordinal);
        Assert.Contains("unfit: leave-out", finding.Fix, StringComparison.Ordinal);
        Assert.Equal("layout.repeated", Assert.Single(Refused(Head + "layouts: [{grid: {pixels: [8, 8], pixel-scale: 1.01}}]\n")).Code);
    }

    [Fact]
    public void What_is_left_out_is_listed_and_the_locked_spec_still_says_it()
    {
        using var folder = new TemporaryFolder();
        var study = Load(Head + "layouts:\n  - grid: {pixels: [8, 16], pixel-scale: 1.01, scales: [1, 4], unfit: leave-out}\n");
        Assert.Equal(["8px-1.01as", "4x8px-1.01as", "16px-1.01as"], study.Layouts.Select(l => l.Name));
        Assert.Equal("4x16px-1.01as", Assert.Single(study.LeftOut).Name);
        File.WriteAllText(folder["study.lock.yaml"], LockedSpec.Write(study, folder.Path));
        Assert.Equal(StudyJson.Format(study), StudyJson.Format(StudySpecFile.Load(folder["study.lock.yaml"], [])));
    }

    [Fact]
    public void A_simulated_surveys_stamp_decides_what_fits()
    {
        var study = Load(
            "name: g\ndataset: {synthetic: {alerts: 60}, simulate: {mapping: seeing-scaled}}\nlayouts:\n"
                + "  - grid: {pixels: 16, pixel-scale: [0.1, 0.2], scales: [1, 4, 6], unfit: leave-out}\n"
        );
        Assert.Equal(["16px-0.2as", "4x16px-0.2as"], study.Layouts.Select(l => l.Name));
        Assert.Equal(4, study.LeftOut.Count);
    }

    [Theory]
    [InlineData("layouts: [{name: a}]", "study.layouts")]
    [InlineData("layouts: [{layout: ztf-cropped, grid: {pixels: 8, pixel-scale: 1.01}}]", "study.layouts")]
    [InlineData("layouts: [{grid: {pixels: 8, pixel-scale: 1.01}}, {grid: {pixels: 8, pixel-scale: 1.01}}]", "study.layouts")]
    [InlineData("layouts: [{grid: {pixels: 80, pixel-scale: 1.01, unfit: leave-out}}]", "layout.grid")]
    [InlineData("layouts: [rubin-proposal]", "layout.finer-than-native")]
    [InlineData("layouts: [{grid: {pixels: 8, pixel-scale: 1.01, scale: 2}}]", "spec.unknown-key")]
    public void A_wrong_list_of_layouts_is_refused_with_a_named_finding(string layouts, string code)
    {
        var finding = Refused(Head + layouts + "\n")[0];
        Assert.Equal((code, 4), (finding.Code, finding.Line));
    }

    [Fact]
    public void The_shipped_grid_runs_in_its_quick_version_and_its_summary_says_what_was_left_out()
    {
        using var folder = new TemporaryFolder();
        string[] spec =
        [
            Repository.PathOf("specs", "studies", "grid.yaml"),
            "--quick",
            "--set",
            "training.steps=2",
            "--set",
            "dataset.synthetic.alerts=90",
            "--out",
            folder["g"],
        ];
        var plan = CommandLine.Run(["plan", .. spec]);
        Assert.True(plan.ExitCode == 0, plan.Error);
        Assert.Contains("grid-quick: 10 cells, 10 to run", plan.Output, StringComparison.Ordinal);
        Assert.Contains("4x16px-1.01as left out: scale 3", plan.Output, StringComparison.Ordinal);
        var run = CommandLine.Run(["study", "--no-report", .. spec]);
        Assert.True(run.ExitCode == 0, run.Error);
        var summary = StudyResults.Load(folder["g"]).Summary;
        Assert.Equal([47628, 768, 1536, 3072, 768, 1536, 3072, 6144, 3072, 6144], summary.Layouts.Select(l => l.Bytes));
        Assert.Equal(3, summary.Warnings.Count(w => w.Contains("was left out of its grid", StringComparison.Ordinal)));
    }

    private static Study Load(string yaml)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.yaml"], yaml);
        return StudySpecFile.Load(folder["study.yaml"], []);
    }

    private static IReadOnlyList<Diagnostic> Refused(string yaml) => Assert.Throws<InvalidInputException>(() => Load(yaml)).Diagnostics;
}
