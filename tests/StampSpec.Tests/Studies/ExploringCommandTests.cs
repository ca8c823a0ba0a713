using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Learning.External;
using StampSpec.Reports;
using StampSpec.Reports.Figures;
using StampSpec.Studies.Exploring;
using StampSpec.Studies.Running;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

public sealed class ExploringCommandTests
{
    [Fact]
    public void A_search_finds_the_layout_that_sees_what_tells_the_classes_apart()
    {
        using var folder = new TemporaryFolder();
        // Glints and asteroids lie anywhere on the sky, so templates say nothing of them; each template is dearer than the difference,
        // whose 48 arcsec contain the next flashes of most trains.
        const string Obvious = """
            name: obvious
            dataset: {synthetic: {alerts: 320, mix: balanced}, classes: [asteroid, satellite]}
            layouts:
              - {layout: {name: template-20, pixels: 20, pixel-scale: 1.01, images: [template]}}
              - {layout: {name: template-24, pixels: 24, pixel-scale: 1.01, images: [template]}}
              - {layout: {name: difference, pixels: 12, pixel-scale: 4.04, images: [difference]}}
              - {layout: {name: template-22, pixels: 22, pixel-scale: 1.01, images: [template]}}
            classifier: {widths: [4, 8], dense: 8, dropout: 0.1, learning-rate: 0.005, sky-position: false}
            training: {batch: 16, steps: 200, evaluate-every: 20}
            search: {smallest-steps: 100, fewest-candidates: 2}
            budgets: {small: 600}
            split: {test: 0.3, validation: 0.3}
            runs: 1
            resamples: 100
            """;
        var ran = TinyExploration.Run(folder, Obvious, "a", []);
        Assert.True(ran.ExitCode == 0, ran.Error);
        var results = ExplorationResults.Load(folder["a"]);
        Assert.Equal("difference", Assert.Single(results.Front, f => f.OnValidationFront).Id.Layout);
        Assert.All(results.Budgets, b => Assert.Equal("difference", b.Layout));
        Assert.True(results.Front[0].TestMacroF1 > 0.75, $"{results.Front[0]}");
        Assert.Equal(1, results.Front[0].FrontProbability);

        // The dearer ones are beaten, and yet the best of them is tested, beside the best of all.
        var dearer = Assert.Single(results.Front, f => !f.OnValidationFront);
        Assert.Equal(
            results.Candidates.Where(c => c.Rung == 2 && c.BytesSent > 600).Max(c => c.ValidationMacroF1),
            dearer.ValidationMacroF1
        );
        var row = Assert.Single(results.Candidates, c => c.Rung == 2 && c.Id.Layout == dearer.Id.Layout);
        Assert.StartsWith("the best of 600 to 18000 B, on front ", row.Reason, StringComparison.Ordinal);
        Assert.Equal(
            [(null, 600, "difference"), (600, 18_000, dearer.Id.Layout), (18_000, 109_440, null)],
            results.Ranges.Select(r => (r.AboveBytes, r.UpToBytes, r.Layout))
        );
        var paired = Assert.Single(results.Final.Summary.Comparisons, c => c.Metric == "macro-f1");
        Assert.Equal(
            ("difference", dearer.Id.Layout, paired.Difference),
            (results.Ranges[1].Baseline, paired.Id.Layout, results.Ranges[1].TestMinusBaseline)
        );
        Assert.Equal(dearer.TestMacroF1!.Value - results.Front[0].TestMacroF1!.Value, paired.Difference, 12);
        Assert.Null(results.Ranges[0].TestMinusBaseline);
        Assert.Contains("best of its range", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rung_gives_each_candidate_the_same_steps_and_the_test_scores_only_the_finalists()
    {
        using var folder = new TemporaryFolder();
        var ran = TinyExploration.Run(folder, "a");
        Assert.True(ran.ExitCode == 0, ran.Error);
        var results = ExplorationResults.Load(folder["a"]);
        Assert.Equal(
            [(1, 2, 8), (2, 4, 4), (3, 8, 3)],
            results.Candidates.GroupBy(c => (c.Rung, c.Steps)).Select(g => (g.Key.Rung!.Value, g.Key.Steps!.Value, g.Count()))
        );
        Assert.Equal((8 * 2) + (4 * 4) + (3 * 8), results.Summary.SearchSteps);
        Assert.All(Enumerable.Range(1, 3), AssertSteps);
        Assert.Equal(results.Front.Select(f => f.Id.Layout), results.Final.Summary.Layouts.Select(l => l.Id.Layout));
        Assert.Equal(
            results.Front.Select(f => f.Id.Layout).Order(),
            results.Candidates.Where(c => c.Outcome == "finalist").Select(c => c.Id.Layout).Order()
        );
        Assert.All(results.Front, f => Assert.Equal(f.TestMacroF1 - f.ValidationMacroF1, f.TestMinusValidation));
        Assert.Equal("hold-out", results.Final.Summary.Protocol);
        var scored = results.Final.Predictions.Select(p => p.Candid).ToHashSet();
        Assert.Equal(results.Summary.TestObjects, scored.Count);
        Assert.All(Enumerable.Range(1, 3), rung => Assert.DoesNotContain(Rung(rung).Predictions, p => scored.Contains(p.Candid)));
        Assert.Contains("rung 2 of 3: 4 layouts, 4 steps", ran.Error, StringComparison.Ordinal);
        Assert.Contains("finalist", ran.Output, StringComparison.Ordinal);

        StudyResults Rung(int rung) => StudyResults.Load(folder["a", $"rung-{rung}"]);

        void AssertSteps(int rung)
        {
            var history = Rung(rung).History;
            Assert.Equal("validation", Rung(rung).Summary.Protocol);
            Assert.All(history.GroupBy(h => h.Cell.Layout), layout => Assert.Equal(1 << rung, layout.Max(h => h.Step)));
        }
    }

    [Fact]
    public void A_plan_that_is_stopped_while_several_cells_are_timed_is_cancelled_and_not_failed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.yaml"], TinyStudy.Spec);
        using var stop = new CancellationTokenSource();
        var options = new StudyOptions("test") { Jobs = 2 };
        using var prepared = PreparedStudy.Make(StudySpecFile.Load(folder["study.yaml"], []), folder["out"], options, stop.Token);
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => CellSchedule.Estimate(prepared, options, stop.Token));
    }

    [Fact]
    public void References_reach_every_rung_and_the_test_and_the_plan_counts_them()
    {
        using var folder = new TemporaryFolder();
        string[] references = ["a", "e", "h"];
        string[] options = ["--set", "search.references=[h, e, a]"];
        var ran = TinyExploration.Run(folder, TinyExploration.Spec, "a", options);
        Assert.True(ran.ExitCode == 0, ran.Error);
        var results = ExplorationResults.Load(folder["a"]);
        Assert.Subset(results.Final.Summary.Layouts.Select(l => l.Id.Layout).ToHashSet(), references.ToHashSet());
        // The first layout is the baseline of the spec, and as a reference it is that of the finalists too.
        Assert.Equal("a", results.Final.Summary.Baseline);
        Assert.Equal(
            ["validation front", "validation front", "validation front", "reference", "best of its range"],
            results.Front.Select(results.WhyFinalist)
        );
        Assert.Equal(
            [.. references.Select(r => (r, 1, "continued")), .. references.Select(r => (r, 2, "finalist"))],
            results
                .Candidates.Where(c => references.Contains(c.Id.Layout))
                .OrderBy(c => c.Rung)
                .ThenBy(c => c.Id.Layout)
                .Select(c => (c.Id.Layout, c.Rung!.Value, c.Outcome))
        );
        var planned = CommandLine.Run(["plan", folder["explore.yaml"], "--out", folder["b"], .. options]);
        Assert.Contains("rung 1: 8 layouts of 2 steps; 6 continue\nrung 2: 6 layouts", planned.Output, StringComparison.Ordinal);
        Assert.Contains(
            "references also continue, as some of these, and go to the test: a, e, h\n",
            planned.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_plan_says_what_the_search_would_train_and_that_the_rest_is_the_study()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["explore.yaml"], TinyExploration.Spec);
        var planned = CommandLine.Run("plan", folder["explore.yaml"], "--out", folder["a"]);
        Assert.True(planned.ExitCode == 0, planned.Error);
        Assert.Contains("tiny: 16 cells, 16 to run", planned.Output, StringComparison.Ordinal);
        Assert.Contains("which trains every layout: at most 128 steps", planned.Output, StringComparison.Ordinal);
        Assert.Contains("rung 1: 8 layouts of 2 steps; 4 continue\n", planned.Output, StringComparison.Ordinal);
        Assert.Contains(
            "rung 3: 3 layouts of 8 steps; their Pareto front goes to the test\nthe best layout of each range of bytes between "
                + "two budgets also continues, as one of these, and goes to the test; 1 range contains a layout\n",
            planned.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("56 steps in the rungs and at most 48 for the finalists", planned.Output, StringComparison.Ordinal);
        var refused = CommandLine.Run("plan", folder["explore.yaml"], "--out", folder["a"], "--set", "split={folds: 3}");
        Assert.True(refused.ExitCode == 0, refused.Error);
        Assert.Contains("which explore would refuse: folds score every object", refused.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["a"]));
    }

    [Fact]
    public void Candidates_above_the_greatest_budget_are_listed_and_not_trained_and_answers_keep_to_their_budgets()
    {
        using var folder = new TemporaryFolder();
        // The PSF images of f alone are 3 x 101 x 101 x 8 B, above what is shipped.
        var spec = TinyExploration.Spec.Replace(
            "name: f, pixels: 8, pixel-scale: 1.01, scales: 2",
            "name: f, pixels: 8, pixel-scale: 1.01, psf: {pixels: 101}",
            StringComparison.Ordinal
        );
        var ran = TinyExploration.Run(folder, spec, "a", ["--set", "budgets={none: 10, small: 200}"]);
        Assert.True(ran.ExitCode == 0, ran.Error);
        var results = ExplorationResults.Load(folder["a"]);
        Assert.Null(Assert.Single(results.Candidates, c => c.Outcome == "over-budget").Rung);
        Assert.Equal("f", Assert.Single(results.Candidates, c => c.Outcome == "over-budget").Id.Layout);
        Assert.Empty(Directory.GetFiles(folder["a"], "f-run*", SearchOption.AllDirectories));
        Assert.Equal(
            [("none", false), ("small", true), ("DMTN-102", true), ("as shipped", true)],
            results.Budgets.Select(b => (b.Budget, b.Layout is not null))
        );
        Assert.All(results.Budgets.Where(b => b.Layout is not null), b => Assert.True(b.BytesSent <= b.BudgetBytes));
        Assert.All(results.Budgets.Where(b => b.Layout is not null), b => Assert.InRange(b.TestBestProbability!.Value, 0, 1));
        var refused = TinyExploration.Run(
            folder,
            spec,
            "b",
            ["--set", "layouts=[{layout: {name: g, pixels: 8, pixel-scale: 1.01, psf: {pixels: 101}}}, ztf-cropped]"]
        );
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("explore.candidates", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exploration_interrupted_anywhere_ends_as_an_uninterrupted_one_whatever_the_jobs()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, TinyExploration.Run(folder, "whole", "--jobs", "2").ExitCode);
        foreach (var cells in new[] { 1, 7, 10, 12 })
        {
            var name = $"after-{cells}";
            Interrupt(folder, name, cells);
            Assert.False(File.Exists(folder[name, "exploration.json"]));
            var resumed = TinyExploration.Run(folder, name, "--resume", "--jobs", "1");
            Assert.True(resumed.ExitCode == 0, resumed.Error);
            TinyExploration.AssertSame(folder, "whole", name);
        }

        var again = TinyExploration.Run(folder, "whole", "--resume");
        Assert.DoesNotContain("macro-F1 0", again.Error, StringComparison.Ordinal);
        TinyExploration.AssertSame(folder, "whole", "after-1");
    }

    [Fact]
    public void The_search_chooses_the_same_whatever_the_test_labels_say()
    {
        using var folder = new TemporaryFolder();
        var made = CommandLine.Run("synthesize", "--out", folder["alerts"], "--alerts", "60", "--seed", "1", "--mix", "balanced");
        Assert.True(made.ExitCode == 0, made.Error);
        var lines = File.ReadAllLines(folder["alerts", "labels.csv"]);
        File.WriteAllLines(folder["train.csv"], lines.Take(43));
        File.WriteAllLines(folder["test.csv"], lines.Take(1).Concat(lines.Skip(43)));
        File.WriteAllLines(folder["permuted.csv"], lines.Take(1).Concat(Permuted(lines[0], lines[43..])));
        var spec = TinyExploration.Spec.Replace(
            "{synthetic: {alerts: 60, mix: balanced}, classes: [asteroid, satellite, sn]}",
            "{data: alerts, labels: train.csv, test-data: alerts}",
            StringComparison.Ordinal
        );
        foreach (var labels in new[] { "test", "permuted" })
        {
            var ran = TinyExploration.Run(folder, spec, labels, ["--test-labels", folder[labels + ".csv"]]);
            Assert.True(ran.ExitCode == 0, ran.Error);
        }

        Assert.Equal(File.ReadAllText(folder["test", "explore.csv"]), File.ReadAllText(folder["permuted", "explore.csv"]));
        var (first, second) = (ExplorationResults.Load(folder["test"]), ExplorationResults.Load(folder["permuted"]));
        Assert.Equal(first.Budgets.Select(b => (b.Budget, b.Layout)), second.Budgets.Select(b => (b.Budget, b.Layout)));
        Assert.Equal(first.Front.Select(f => f.ValidationMacroF1), second.Front.Select(f => f.ValidationMacroF1));
        Assert.NotEqual(first.Front.Select(f => f.TestMacroF1), second.Front.Select(f => f.TestMacroF1));
    }

    [Fact]
    public void A_candidate_that_comes_to_no_result_is_reported_and_eliminated_and_the_others_go_on()
    {
        using var folder = new TemporaryFolder();
        // Scales of different sizes cannot be joined as channels of one image.
        var spec = TinyExploration.Spec.Replace(
            "{layout: {name: a, pixels: 4, pixel-scale: 1.01}}",
            "{layout: {name: a, scales: [{pixels: 4, pixel-scale: 1.01}, {pixels: 3, pixel-scale: 2.02}], "
                + "images: [difference]}, classifier: {stacks: joined}}",
            StringComparison.Ordinal
        );
        var ran = TinyExploration.Run(folder, spec, "a", []);
        Assert.True(ran.ExitCode == 0, ran.Error);
        var row = Assert.Single(ExplorationResults.Load(folder["a"]).Candidates, c => c.Id.Layout == "a");
        Assert.Equal((1, "failed", null), (row.Rung, row.Outcome, row.ValidationMacroF1));
        Assert.Contains("a was eliminated in rung 1", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(ExplorationResults.Load(folder["a"]).Front, f => f.Id.Layout == "a");
    }

    [Theory]
    [InlineData("split={folds: 3}", "explore.split")]
    [InlineData("split={test: 0.3, scored: validation}", "explore.split")]
    [InlineData("split={folds: 3, scored: validation}", "study.split")]
    [InlineData("search={smallest-steps: 9, largest-steps: 8}", "study.search")]
    [InlineData("search={byte-bins: 0}", "spec.range")]
    public void A_study_that_cannot_be_searched_is_refused_before_anything_runs(string set, string code)
    {
        using var folder = new TemporaryFolder();
        var refused = TinyExploration.Run(folder, "a", "--set", set);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(code, refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["a"]));
    }

    [Fact]
    public void A_model_that_was_trained_elsewhere_and_a_control_are_no_candidates()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["explore.yaml"], TinyExploration.Spec);
        var study = StudySpecFile.Load(folder["explore.yaml"], []);
        var external = study.Layouts[0] with
        {
            ExternalModel = new ExternalModel(
                new ExternalModelFile("model.onnx", "0"),
                [],
                [],
                ExternalModelScores.Probabilities,
                "scores"
            ),
        };
        var refused = Assert.Throws<InvalidInputException>(() =>
            SearchSchedule.Check(study with { Layouts = [external, .. study.Layouts.Skip(1)] })
        );
        Assert.Equal("explore.layouts", refused.Diagnostics[0].Code);
        var control = study.Layouts[0] with { Control = new StampControl { IsMaskOnly = true } };
        var competes = Assert
            .Throws<InvalidInputException>(() => SearchSchedule.Check(study with { Layouts = [control, .. study.Layouts.Skip(1)] }))
            .Diagnostics[0];
        Assert.Equal(
            $"{control.Name} is a control; a search looks for the best layout, for which controls do not compete",
            competes.Message
        );
        Assert.Equal("remove this layout, or compare it with stampspec study", competes.Fix);
    }

    [Fact]
    public void The_report_shows_validation_beside_test_scores_and_the_locked_spec_searches_again()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, TinyExploration.Run(folder, "a").ExitCode);
        ExplorationReport.Write(folder["a"], FigureFormats.Svg);
        var page = File.ReadAllText(folder["a", "report.md"]);
        var front = ExplorationResults.Load(folder["a"]).Front;
        Assert.All(front, f =>
            Assert.Contains(
                f.ValidationMacroF1.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture),
                page,
                StringComparison.Ordinal
            )
        );
        Assert.All(front, f =>
            Assert.Contains(
                f.TestMacroF1!.Value.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture),
                page,
                StringComparison.Ordinal
            )
        );
        Assert.Contains("Test macro-F1", File.ReadAllText(folder["a", "figures", "exploration.svg"]), StringComparison.Ordinal);
        Assert.True(File.Exists(folder["a", "final", "report.html"]));
        File.Copy(folder["a", "study.lock.yaml"], folder["again.yaml"]);
        Assert.Equal(0, CommandLine.Run("explore", folder["again.yaml"], "--out", folder["b"], "--no-report").ExitCode);
        TinyExploration.AssertSame(folder, "a", "b");
    }

    private static void Interrupt(TemporaryFolder folder, string name, int cells)
    {
        using var stop = new CancellationTokenSource();
        var finished = 0;
        var progress = new ActionProgress<StudyEvent>(e =>
        {
            if (e is StudyEvent.Finished && ++finished == cells)
            {
                stop.Cancel();
            }
        });
        var study = StudySpecFile.Load(folder["explore.yaml"], []);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            LayoutExploration.Run(study, folder[name], new StudyOptions("test") { Jobs = 1 }, progress, stop.Token)
        );
    }

    /// <summary>The rows with the next row's class in place of their own.</summary>
    private static IEnumerable<string> Permuted(string header, string[] rows)
    {
        var column = Array.IndexOf(header.Split(','), "class");
        return rows.Select(
            (row, i) => string.Join(',', row.Split(',').Select((f, c) => c == column ? rows[(i + 1) % rows.Length].Split(',')[column] : f))
        );
    }
}
