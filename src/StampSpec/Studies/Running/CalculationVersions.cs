using System.Globalization;
using StampSpec.Learning.Onnx;

namespace StampSpec.Studies.Running;

/// <summary>
/// The calculations of a study, each with a version that increases if and only if its numbers change. Approved numbers in
/// tests/StampSpec.Tests/Numbers check this: the test fails if numbers change and the version does not. Moves, names, comments and messages
/// do not change a version.
/// </summary>
internal static class CalculationVersions
{
    /// <summary>Reads alert packets and label tables as alerts with classes.</summary>
    public const string Reading = "reading";

    /// <summary>Simulates ZTF's images at LSST's resolution and noise.</summary>
    public const string Imaging = "imaging";

    /// <summary>Makes synthetic scenes, and injects events into real alerts.</summary>
    public const string Sky = "sky";

    /// <summary>Makes stamps of alerts: cutting, normalisation, features.</summary>
    public const string Layouts = "layouts";

    /// <summary>Encodes and decodes pixels.</summary>
    public const string Encodings = "encodings";

    /// <summary>Makes a study's objects, with their order and origin, their splits, and the seeds of the cells.</summary>
    public const string Objects = "objects";

    /// <summary>Trains and tunes networks, and scores stamps.</summary>
    public const string Learning = "learning";

    /// <summary>Computes predictions, metrics and intervals in a cell's files.</summary>
    public const string Scores = "scores";

    /// <summary>
    /// Stages before the training. A cell's key contains their results (stamps, objects, split), so a cell that a change does not affect
    /// keeps its result. Provenance records their versions, and parts of one study cannot be merged across versions.
    /// </summary>
    private static readonly (string Stage, int Version)[] BeforeTraining =
    [
        (Reading, 1),
        (Imaging, 1),
        (Sky, 3),
        (Layouts, 2),
        (Encodings, 1),
        (Objects, 4),
    ];

    /// <summary>Stages that make a cell's files of these results. Their versions are in the key of every cell.</summary>
    private static readonly (string Stage, int Version)[] OfCell = [(Learning, 1), (Scores, 2)];

    /// <summary>Version of each stage, in the order of the data.</summary>
    public static IReadOnlyDictionary<string, int> Stages { get; } =
        BeforeTraining.Concat(OfCell).ToDictionary(s => s.Stage, s => s.Version, StringComparer.Ordinal);

    /// <summary>Versions of the loaded packages that compute numbers of a cell's files.</summary>
    public static IReadOnlyDictionary<string, string> Packages { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ONNX Runtime"] = OnnxRuntimeLibrary.Load().Version,
            ["MathNet.Numerics"] = typeof(MathNet.Numerics.Constants).Assembly.GetName().Version!.ToString(3),
        };

    /// <summary>
    /// The calculations in a cell's key, such as <c>learning 1, scores 1, ONNX Runtime 1.29.0, MathNet.Numerics 5.0.0</c>.
    /// </summary>
    public static string OfCells { get; } =
        string.Join(
            ", ",
            [.. OfCell.Select(s => FormattableString.Invariant($"{s.Stage} {s.Version}")), .. Packages.Select(p => $"{p.Key} {p.Value}")]
        );

    /// <summary>Versions of all stages and packages, for provenance.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } =
        Stages
            .Select(s => KeyValuePair.Create(s.Key, s.Value.ToString(CultureInfo.InvariantCulture)))
            .Concat(Packages)
            .ToDictionary(StringComparer.Ordinal);
}
