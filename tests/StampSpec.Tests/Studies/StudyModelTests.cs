using System.Globalization;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>A study's models carry what <c>classify</c> needs to give the very probabilities that were scored.</summary>
public sealed class StudyModelTests
{
    private const string Head = """
        name: files
        dataset: {data: alerts, labels: labels.csv, classes: [asteroid, satellite, sn]SIMULATE}
        classifier: {widths: [2, 2], dense: 4}
        training: {batch: 8, steps: 4, evaluate-every: 2}
        split: {test: 0.3, validation: 0.3}
        runs: 1
        resamples: 100

        """;

    [Theory]
    [InlineData("", "layouts: [ztf-multiscale]\nnormalisation: after\nencodings: [none, rice-q1, int16]", 3)]
    [InlineData(", simulate: {band: g}", "layouts: [rubin-proposal-omitted]\nnormalisation: after\nencodings: rice-q1", 1)]
    public void Classifying_the_scored_alerts_gives_the_scored_probabilities(string simulate, string layouts, int models)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(
            0,
            CommandLine.Run("synthesize", "--out", folder["alerts"], "--alerts", "24", "--seed", "3", "--mix", "balanced").ExitCode
        );
        File.Copy(folder["alerts", "labels.csv"], folder["labels.csv"]);
        File.WriteAllText(folder["study.yaml"], Head.Replace("SIMULATE", simulate, StringComparison.Ordinal) + layouts + "\n");
        var run = CommandLine.Run("study", folder["study.yaml"], "--out", folder["out"], "--no-report");
        Assert.True(run.ExitCode == 0, run.Error);
        var results = StudyResults.Load(folder["out"]);
        var candids = results.Predictions.Select(p => p.Candid.ToString(CultureInfo.InvariantCulture)).ToHashSet();
        foreach (
            var packet in Directory
                .GetFiles(folder["alerts"], "*.avro", SearchOption.AllDirectories)
                .Where(f => !candids.Contains(Path.GetFileNameWithoutExtension(f)))
        )
        {
            File.Delete(packet);
        }

        var distinct = new HashSet<string>();
        foreach (var layout in results.Summary.Layouts)
        {
            var classified = Classify(folder, $"{layout.Id.Layout}-run-1.onnx");
            foreach (var scored in results.Predictions.Where(p => p.Cell.Layout == layout.Id.Layout))
            {
                Assert.All(scored.Probabilities.Zip(classified[scored.Candid]), p => Assert.Equal(p.First, p.Second, 1e-6f));
                distinct.Add(layout.Id.Layout);
            }
        }

        Assert.Equal(models, distinct.Count);
    }

    private static Dictionary<long, float[]> Classify(TemporaryFolder folder, string model)
    {
        var result = CommandLine.Run(
            "classify",
            folder["out", "models", model],
            Path.GetDirectoryName(Directory.GetFiles(folder["alerts"], "*.avro", SearchOption.AllDirectories)[0])!
        );
        Assert.True(result.ExitCode == 0, result.Error);
        return result
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Skip(1)
            .Select(line => line.Split(','))
            .ToDictionary(
                row => long.Parse(row[0], CultureInfo.InvariantCulture),
                row => row[2..^4].Select(p => float.Parse(p, CultureInfo.InvariantCulture)).ToArray()
            );
    }
}
