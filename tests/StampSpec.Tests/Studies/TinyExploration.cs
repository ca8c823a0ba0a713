using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>An exploration of eight small layouts that runs in seconds.</summary>
internal static class TinyExploration
{
    public const string Spec = """
        name: tiny
        dataset: {synthetic: {alerts: 60, mix: balanced}, classes: [asteroid, satellite, sn]}
        layouts:
          - {layout: {name: a, pixels: 4, pixel-scale: 1.01}}
          - {layout: {name: b, pixels: 6, pixel-scale: 1.01, images: [difference]}}
          - {layout: {name: c, pixels: 6, pixel-scale: 2.02}}
          - {layout: {name: d, pixels: 4, pixel-scale: 1.01, scales: 3}}
          - {layout: {name: e, pixels: 8, pixel-scale: 1.01}}
          - {layout: {name: f, pixels: 8, pixel-scale: 1.01, scales: 2}}
          - {layout: {name: g, pixels: 10, pixel-scale: 1.01, images: [difference]}}
          - {layout: {name: h, pixels: 5, pixel-scale: 2.02, images: [difference]}}
        classifier: {widths: [2, 2], dense: 4}
        training: {batch: 8, steps: 8, evaluate-every: 2}
        search: {smallest-steps: 2, fewest-candidates: 2}
        budgets: {small: 1000}
        split: {test: 0.3, validation: 0.3}
        runs: 2
        resamples: 100
        """;

    private static readonly string[] Tables =
    [
        "explore.csv",
        "front.csv",
        "best-per-budget.csv",
        "best-per-range.csv",
        "exploration.json",
        "study.lock.yaml",
        .. from study in new[] { "rung-1", "rung-2", "rung-3", "final" }
        from table in new[] { "results.csv", "predictions.csv", "history.csv", "summary.json", "study.lock.yaml" }
        select Path.Combine(study, table),
    ];

    /// <summary>Runs <c>stampspec explore</c> without figures into a folder of this name.</summary>
    public static CommandLineResult Run(TemporaryFolder folder, string name, params string[] options) => Run(folder, Spec, name, options);

    /// <summary>Runs <c>stampspec explore</c> on another spec.</summary>
    public static CommandLineResult Run(TemporaryFolder folder, string spec, string name, string[] options)
    {
        File.WriteAllText(folder["explore.yaml"], spec);
        return CommandLine.Run(["explore", folder["explore.yaml"], "--out", folder[name], "--no-report", .. options]);
    }

    /// <summary>Asserts that two folders hold the same tables of the search, its rungs and its finalists, byte for byte.</summary>
    public static void AssertSame(TemporaryFolder folder, string first, string second) =>
        Assert.All(Tables, table => Assert.Equal(File.ReadAllText(folder[first, table]), File.ReadAllText(folder[second, table])));
}
