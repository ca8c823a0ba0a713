using System.Globalization;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>A study with a separate test set.</summary>
public sealed class SeparateTestSetTests : IDisposable
{
    private const string Spec = """
        name: mine
        dataset:
          data: survey/alerts
          labels: train.csv
          test-data: survey/alerts
          test-labels: test.csv
          classes: [asteroid, bogus, sn]
        layouts: [ztf-multiscale]
        classifier: {widths: [2, 2], dense: 4}
        training: {batch: 8, steps: 4, evaluate-every: 2}
        split: {validation: 0.3}
        runs: 2
        resamples: 100

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Test_alerts_with_the_candids_of_training_alerts_are_refused()
    {
        Assert.Equal(0, CommandLine.Run("synthesize", "--out", _folder["survey"], "--alerts", "40", "--mix", "balanced").ExitCode);
        var labels = File.ReadAllLines(_folder["survey", "labels.csv"]);
        var group = Array.IndexOf(labels[0].Split(','), "group");
        File.WriteAllLines(_folder["test.csv"], [labels[0], .. labels.Skip(1).Select(WithOtherGroup)]);
        WriteSpecThatTrainsOnSyntheticAlerts();
        var result = CommandLine.Run("study", _folder["mine.yaml"], "--out", _folder["out"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Matches(
            @"^error study\.candids: \d+ test alerts have the candids of alerts to train on, such as \d+ \(at dataset\.test-data\); test on "
                + "other alerts; if both sets are synthetic, make these with synthesize --first N, so that their numbers differ\n",
            result.Error
        );

        string WithOtherGroup(string line) => string.Join(',', line.Split(',').Select((cell, i) => i == group ? "other-" + cell : cell));
    }

    [Fact]
    public void Synthetic_alerts_of_other_numbers_test_what_learned_from_synthetic_alerts()
    {
        string[] options = ["--alerts", "40", "--mix", "balanced", "--first", "100000"];
        Assert.Equal(0, CommandLine.Run(["synthesize", "--out", _folder["survey"], .. options]).ExitCode);
        File.Copy(_folder["survey", "labels.csv"], _folder["test.csv"]);
        WriteSpecThatTrainsOnSyntheticAlerts();
        var result = CommandLine.Run("plan", _folder["mine.yaml"], "--out", _folder["out"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("test: 7 synthetic", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Macro_f1_is_the_mean_over_the_classes_that_are_tested_and_every_table_says_so()
    {
        string[] options = ["--alerts", "60", "--seed", "5", "--mix", "balanced", "--classes", "asteroid", "bogus", "sn"];
        Assert.Equal(0, CommandLine.Run(["synthesize", "--out", _folder["survey"], .. options]).ExitCode);
        var labels = File.ReadAllLines(_folder["survey", "labels.csv"]);
        var tested = labels.Skip(1).Where(l => !l.Contains(",sn,", StringComparison.Ordinal)).Take(20).ToArray();
        File.WriteAllLines(_folder["test.csv"], [labels[0], .. tested]);
        File.WriteAllLines(_folder["train.csv"], labels.Except(tested));
        File.WriteAllText(_folder["mine.yaml"], Spec);
        var result = CommandLine.Run("study", _folder["mine.yaml"], "--out", _folder["out"]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains(
            "the separate test set has no alerts of sn, so macro figures are means over asteroid, bogus",
            result.Error,
            StringComparison.Ordinal
        );

        var rows = File.ReadLines(_folder["out", "results.csv"]).Select(l => l.Split(',')).ToArray();
        var (metric, name, value) = (Column("metric"), Column("class"), Column("value"));
        Assert.DoesNotContain(rows, r => r[name] == "sn");
        Assert.Equal(Mean("f1"), Number(rows.First(r => r[metric] == "macro-f1")), 12);
        Assert.Equal(Mean("recall"), Number(rows.First(r => r[metric] == "macro-recall")), 12);
        Assert.Contains(
            "No test alert is of class sn: macro figures are means over asteroid, bogus.",
            File.ReadAllText(_folder["out", "tables", "scores.md"]),
            StringComparison.Ordinal
        );
        Assert.Contains("No test alert is of class sn", File.ReadAllText(_folder["out", "report.html"]), StringComparison.Ordinal);

        int Column(string header) => Array.IndexOf(rows[0], header);

        double Number(string[] row) => double.Parse(row[value], CultureInfo.InvariantCulture);

        double Mean(string of) => rows.Where(r => r[metric] == of && r[Column("run")] == "1").Average(Number);
    }

    private void WriteSpecThatTrainsOnSyntheticAlerts() =>
        File.WriteAllText(
            _folder["mine.yaml"],
            Spec.Replace(
                "  data: survey/alerts\n  labels: train.csv\n",
                "  synthetic: {alerts: 60, mix: balanced}\n",
                StringComparison.Ordinal
            )
        );
}
