namespace StampSpec.Benchmarks.Studies;

/// <summary>A command that goes on where it was killed when it is given again.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Prepare">Writes what it needs into a folder.</param>
/// <param name="Arguments">Its arguments: what it needs lies in the first folder, and it writes into the one of the second name in
/// it.</param>
internal sealed record KilledCommand(
    string Name,
    Action<KilledProcess, string> Prepare,
    Func<string, string, IReadOnlyList<string>> Arguments
)
{
    private const string Spec = """
        name: killed
        dataset: {synthetic: {alerts: 48, mix: balanced}, classes: [asteroid, satellite, sn]}
        layouts: [ztf-cropped, ztf-multiscale]
        classifier: {widths: [2, 2], dense: 4}
        training: {batch: 8, steps: 8, evaluate-every: 4}
        split: {test: 0.3, validation: 0.3}
        runs: 3
        resamples: 100
        """;

    private const string Search = """
        name: killed-search
        dataset: {synthetic: {alerts: 60, mix: balanced}, classes: [asteroid, satellite, sn]}
        layouts:
          - {layout: {name: a, pixels: 4, pixel-scale: 1.01}}
          - {layout: {name: b, pixels: 6, pixel-scale: 1.01, images: [difference]}}
          - {layout: {name: c, pixels: 6, pixel-scale: 2.02}}
          - {layout: {name: d, pixels: 8, pixel-scale: 1.01}}
        classifier: {widths: [2, 2], dense: 4}
        training: {batch: 8, steps: 8, evaluate-every: 2}
        search: {smallest-steps: 2, fewest-candidates: 2}
        split: {test: 0.3, validation: 0.3}
        resamples: 100
        """;

    /// <summary>Whether the command refuses the folder of its own finished work, and leaves it as it is.</summary>
    public bool RefusesFinished { get; init; }

    /// <summary>Every command that resumes or begins again.</summary>
    public static IReadOnlyList<KilledCommand> All { get; } =
    [
        new(
            "study",
            (_, folder) => File.WriteAllText(Path.Combine(folder, "study.yaml"), Spec),
            (folder, name) => ["study", Path.Combine(folder, "study.yaml"), "--out", Path.Combine(folder, name), "--quiet", "--no-report"]
        ),
        new(
            "explore",
            (_, folder) => File.WriteAllText(Path.Combine(folder, "search.yaml"), Search),
            (folder, name) =>
                ["explore", Path.Combine(folder, "search.yaml"), "--out", Path.Combine(folder, name), "--quiet", "--no-report"]
        ),
        new(
            "synthesize",
            (_, _) => { },
            (folder, name) => ["synthesize", "--out", Path.Combine(folder, name), "--alerts", "600", "--seed", "1"]
        )
        {
            RefusesFinished = true,
        },
        new(
            "simulate",
            (stampspec, folder) =>
                stampspec.Run(["synthesize", "--out", Path.Combine(folder, "survey"), "--alerts", "40", "--seed", "1"], killAfter: null),
            (folder, name) => ["simulate", Path.Combine(folder, "survey", "alerts"), "--out", Path.Combine(folder, name)]
        ),
    ];
}
