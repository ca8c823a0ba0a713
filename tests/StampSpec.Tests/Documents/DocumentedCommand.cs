using StampSpec.Studies.Specification;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Documents;

/// <summary>A command line of a document as it is run by a test.</summary>
internal static class DocumentedCommand
{
    private const string OfTheTool = "stampspec ";
    private const string OfTheCheckout = "dotnet run -c Release --project src/StampSpec.Cli -- ";

    // A study is made small enough for a test by options that a user could give; everything else is as in the document.
    private static readonly string[] Small =
    [
        "--runs",
        "1",
        "--set",
        "training.steps=2",
        "--set",
        "training.evaluate-every=2",
        "--set",
        "classifier.widths=[4,4]",
    ];

    private static readonly string[] FirstTraining =
    [
        "--set",
        "dataset.pretrain.synthetic.alerts=90",
        "--set",
        "dataset.pretrain.training={batch: 16, steps: 2, evaluate-every: 2}",
    ];

    /// <summary>The command line without the program; null if the line runs another program.</summary>
    public static string? Of(string line) =>
        new[] { OfTheTool, OfTheCheckout }
            .Where(start => line.StartsWith(start, StringComparison.Ordinal))
            .Select(start => line[start.Length..])
            .FirstOrDefault();

    /// <summary>
    /// Runs a command line as if the current folder contained the specs and a folder <c>out</c>, which is in another folder.
    /// </summary>
    public static CommandLineResult Run(string commandLine, string folder)
    {
        string[] words = commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return CommandLine.Run([.. Shortened(words).Select(word => InPlace(word, folder))]);
    }

    private static string InPlace(string word, string folder) =>
        word.StartsWith("out/", StringComparison.Ordinal) ? Path.Combine(folder, word)
        : word.StartsWith("specs/", StringComparison.Ordinal) ? Repository.PathOf(word)
        : word;

    // The studies of specs/studies; the examples are already small.
    private static string[] Shortened(string[] words) =>
        words switch
        {
            ["study", var spec, ..] when IsLarge(spec) =>
            [
                .. words.Where(word => word != "--no-report"),
                "--no-report",
                .. Small,
                .. OfSpec(spec, words),
            ],
            ["plan", var spec, ..] when IsLarge(spec) => [.. words, .. Small, .. OfSpec(spec, words)],
            ["merge", ..] => [.. words, "--no-report"],
            _ => words,
        };

    private static bool IsLarge(string spec) => !spec.Contains("examples", StringComparison.Ordinal);

    private static string[] OfSpec(string spec, string[] words)
    {
        var study = StudySpecFile.Load(Path.GetFileNameWithoutExtension(spec), []);
        string[] smaller =
        [
            "--set",
            study.DataSet.Synthetic is null ? "split.folds=2" : "dataset.synthetic.alerts=90",
            .. study.DataSet.Pretraining is null ? [] : FirstTraining,
        ];
        return words.Contains("--out") ? smaller : [.. smaller, "--out", $"out/{study.Name}"];
    }
}
