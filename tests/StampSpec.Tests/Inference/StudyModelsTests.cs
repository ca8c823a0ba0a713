using System.Globalization;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Inference;

/// <summary>One study of packets, two layouts, two runs and two folds, that the tests of <see cref="StudyModelsTests"/> share.</summary>
public sealed class ClassifyingStudy : IDisposable
{
    private const string Spec = """
        name: packets
        dataset: {data: sky/alerts, labels: sky/labels.csv, classes: [asteroid, satellite, sn]}
        layouts: [ztf-cropped, ztf-multiscale]
        classifier: {widths: [2, 2], dense: 4, learning-rate: 0.01}
        training: {batch: 8, steps: 8, evaluate-every: 4}
        split: {folds: 2, validation: 0.3}
        runs: 2
        resamples: 100

        """;

    private readonly TemporaryFolder _folder = new();

    public ClassifyingStudy()
    {
        Run("synthesize", "--out", _folder["sky"], "--alerts", "60", "--seed", "3", "--mix", "balanced");
        // Ids of synthetic alerts do not identify them, so these labels let the alerts pass for real ones.
        var labels = File.ReadAllText(_folder["sky", "labels.csv"]).Replace(",synthetic,", ",strong,", StringComparison.Ordinal);
        File.WriteAllText(_folder["sky", "labels.csv"], labels);
        File.WriteAllText(_folder["study.yaml"], Spec);
        Run("study", _folder["study.yaml"], "--out", Folder, "--no-report");
    }

    public string Folder => _folder["out"];

    public string Alerts => _folder["sky", "alerts"];

    public string this[string name] => _folder[name];

    public void Dispose() => _folder.Dispose();

    private static void Run(params string[] arguments)
    {
        var result = CommandLine.Run(arguments);
        Assert.True(result.ExitCode == 0, result.Error);
    }
}

/// <summary><c>stampspec classify STUDY</c> averages the models of one layout.</summary>
public sealed class StudyModelsTests(ClassifyingStudy study) : IClassFixture<ClassifyingStudy>
{
    [Fact]
    public void Probabilities_are_means_over_runs_and_folds_with_their_spread_and_the_training_alerts_are_marked()
    {
        var rows = Classify(study.Folder, "--layout", "ztf-cropped");
        string[] models = [.. Directory.GetFiles(Path.Combine(study.Folder, "models"), "ztf-cropped-*.onnx")];
        Assert.Equal(4, models.Length);
        var single = models.Select(m => Classify(m)).ToArray();
        var objects = File.ReadAllLines(Path.Combine(study.Folder, "objects.csv")).Skip(1).Select(l => l.Split(',')[0]).ToHashSet();
        Assert.NotEmpty(objects);
        for (var row = 0; row < rows.Length; row++)
        {
            var each = single.Select(s => Probabilities(s[row])).ToArray();
            var mean = Enumerable.Range(0, 3).Select(k => each.Average(p => p[k])).ToArray();
            Assert.All(mean.Zip(Probabilities(rows[row])), p => Assert.Equal(p.First, p.Second, 1e-6));
            var best = mean.IndexOf(mean.Max());
            var variance = each.Sum(p => (p[best] - mean[best]) * (p[best] - mean[best])) / 3;
            Assert.Equal(Math.Sqrt(variance), double.Parse(rows[row][6], CultureInfo.InvariantCulture), 1e-6);
            // Two folds and two runs: every alert of the study was scored by two of the four models, and not by the other two.
            Assert.Equal(objects.Contains(rows[row][0]) ? "2" : "0", rows[row][7]);
        }
    }

    [Fact]
    public void Rows_below_a_probability_are_left_out_and_counted()
    {
        var all = Classify(study.Folder, "--layout", "ztf-cropped");
        var limit = all.Select(r => Probabilities(r).Max()).Order().ElementAt(20);
        var text = limit.ToString("R", CultureInfo.InvariantCulture);
        var result = CommandLine.Run("classify", study.Folder, study.Alerts, "--layout", "ztf-cropped", "--min-probability", text);
        Assert.Equal(all.Length - 20, result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1);
        Assert.StartsWith(
            $"20 of 60 alerts were left out, because their highest probability is below {text}\n"
                + "classified 60 alerts with the mean of 4 models of ztf-cropped in ",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_page_shows_the_most_and_the_least_certain_alerts_and_loads_nothing()
    {
        var page = study["page.html"];
        string[] command = ["classify", study.Folder, study.Alerts, "--layout", "ztf-multiscale", "--page", page, "--out", study["a.csv"]];
        Assert.Equal(0, CommandLine.Run(command).ExitCode);
        var html = File.ReadAllText(page);
        Assert.Equal(48, html.Split("<article").Length - 1);
        Assert.Equal(48 * 12, html.Split("<img alt").Length - 1);
        Assert.DoesNotContain("http:", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("2 of 4 models were trained on this alert or its object", html, StringComparison.Ordinal);
        var certainties = File.ReadAllLines(study["a.csv"]).Skip(1).Select(l => Probabilities(l.Split(',')).Max()).ToArray();
        var shown = html.Split("<h3>").Skip(1).Select(h => double.Parse(h.Split(' ')[1], CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(certainties.OrderDescending().Take(24), shown[..24], (a, b) => Math.Abs(a - b) < 6e-4);
        Assert.Equal(certainties.Order().Take(24), shown[24..], (a, b) => Math.Abs(a - b) < 6e-4);

        Assert.Equal(
            $"{page}: error output.same-file: --out and --page name the same file; give two files\n",
            CommandLine.Run([.. command[..7], "--out", page, "--fresh"]).Error
        );
        var refused = CommandLine.Run(command[..7]);
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith($"{page}: error output.exists: the file exists, with ", refused.Error, StringComparison.Ordinal);
        Assert.EndsWith("; give another file, or add --fresh to replace it\n", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_in_a_folder_that_does_not_exist_is_refused_before_anything_is_read()
    {
        var page = Path.Combine(study["none"], "page.html");
        AssertRefused(
            $"{page}: error output.no-folder: the file cannot be written, because its folder does not exist; "
                + "create the folder, or give a file in another one",
            "--layout",
            "ztf-cropped",
            "--page",
            page
        );
    }

    [Fact]
    public void A_study_of_several_layouts_needs_one_of_their_names()
    {
        AssertRefused(
            $"{study.Folder}: error study.models: the study has 2 layouts, so --layout must name one of them; "
                + "add --layout with one of ztf-cropped, ztf-multiscale"
        );
        AssertRefused(
            $"{study.Folder}: error study.models: the study packets has no layout called ztf-croped; "
                + "did you mean ztf-cropped? its layouts are ztf-cropped, ztf-multiscale",
            "--layout",
            "ztf-croped"
        );
    }

    [Fact]
    public void A_study_without_models_or_unfinished_is_refused()
    {
        Copy(study.Folder, study["bare"]);
        var model = Path.Combine(study["bare"], "models", "ztf-cropped-run-1-fold-2.onnx");
        File.Delete(model);
        Assert.Equal(
            $"{study["bare"]}: error study.models: 1 of 4 models of ztf-cropped are missing, such as {model}; "
                + "run the study again into this folder, or copy its models there\n",
            CommandLine.Run("classify", study["bare"], study.Alerts, "--layout", "ztf-cropped").Error
        );
        var summary = Path.Combine(study["bare"], "summary.json");
        File.Delete(summary);
        Assert.Equal(
            $"{summary}: error study.not-finished: {study["bare"]} does not contain a finished study: summary.json is missing; "
                + "give a folder that stampspec study wrote, or finish the study with --resume\n",
            CommandLine.Run("classify", study["bare"], study.Alerts, "--layout", "ztf-cropped").Error
        );
    }

    [Fact]
    public void A_layout_is_refused_for_a_single_model_and_a_probability_outside_0_to_1()
    {
        var model = Path.Combine(study.Folder, "models", "ztf-cropped-run-1-fold-1.onnx");
        var named = CommandLine.Run("classify", model, study.Alerts, "--layout", "ztf-cropped");
        Assert.Equal(
            (
                2,
                $"{model}: error classify.layout: --layout chooses a layout of a study, but this is not a study's folder; "
                    + "leave --layout out, because a model contains its layout, or give the folder of a study\n"
            ),
            (named.ExitCode, named.Error)
        );
        var beyond = CommandLine.Run("classify", model, study.Alerts, "--min-probability", "2");
        Assert.Equal(
            (2, "error: --min-probability is '2'; expected a number from 0 to 1\nsee 'stampspec classify --help'\n"),
            (beyond.ExitCode, beyond.Error)
        );
    }

    private void AssertRefused(string message, params string[] options)
    {
        var result = CommandLine.Run(["classify", study.Folder, study.Alerts, .. options]);
        Assert.Equal((2, message + "\n", ""), (result.ExitCode, result.Error, result.Output));
    }

    private static double[] Probabilities(string[] row) => [.. row[2..5].Select(p => double.Parse(p, CultureInfo.InvariantCulture))];

    private string[][] Classify(string model, params string[] options)
    {
        var result = CommandLine.Run(["classify", model, study.Alerts, .. options]);
        Assert.True(result.ExitCode == 0, result.Error);
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
