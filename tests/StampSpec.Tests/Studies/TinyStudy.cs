using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>A study that runs in about a second: two small layouts, 48 synthetic alerts, a few steps.</summary>
internal static class TinyStudy
{
    public const string Spec = """
        name: tiny
        dataset: {synthetic: {alerts: 48, mix: balanced}, classes: [asteroid, satellite, sn]}
        layouts: [ztf-cropped, ztf-multiscale]
        classifier: {widths: [2, 2], dense: 4}
        training: {batch: 8, steps: 4, evaluate-every: 2}
        split: {test: 0.3, validation: 0.3}
        runs: 2
        resamples: 100
        """;

    private static readonly string[] Tables =
    [
        "results.csv",
        "predictions.csv",
        "objects.csv",
        "bytes.csv",
        "history.csv",
        "skipped.csv",
        "summary.json",
        "study.lock.yaml",
    ];

    /// <summary>Runs <c>stampspec study</c> without figures into a folder of this name.</summary>
    public static CommandLineResult Run(TemporaryFolder folder, string name, params string[] options)
    {
        File.WriteAllText(folder["study.yaml"], Spec);
        return CommandLine.Run(["study", folder["study.yaml"], "--out", folder[name], "--no-report", .. options]);
    }

    /// <summary>Asserts that two folders hold the same tables, models and cards, byte for byte.</summary>
    public static void AssertSame(TemporaryFolder folder, string first, string second)
    {
        Assert.All(Tables, table => Assert.Equal(File.ReadAllText(folder[first, table]), File.ReadAllText(folder[second, table])));
        var models = ModelNames(folder[first, "models"]);
        Assert.NotEmpty(models);
        Assert.Equal(models, ModelNames(folder[second, "models"]));
        Assert.All(models, model =>
            Assert.Equal(File.ReadAllBytes(folder[first, "models", model]), File.ReadAllBytes(folder[second, "models", model]))
        );
    }

    private static string[] ModelNames(string folder) =>
        [.. Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
