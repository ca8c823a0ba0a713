using System.Globalization;
using StampSpec.Learning.Onnx;

namespace StampSpec.Studies.Running;

/// <summary>
/// The calculations that a study's numbers come from, each with a version that rises when its numbers change and at no other time. Approved
/// numbers in tests/StampSpec.Tests/Numbers hold this: the test fails when numbers change under the same version. Moves, names, comments
/// and messages change none.
/// </summary>
internal static class CalculationVersions
{
    /// <summary>Alert packets and label tables to alerts with classes.</summary>
    public const string Reading = "reading";

    /// <summary>ZTF's images to LSST's resolution and noise.</summary>
    public const string Imaging = "imaging";

    /// <summary>Synthetic scenes, and events injected into real alerts.</summary>
    public const string Sky = "sky";

    /// <summary>Alerts to stamps: cutting, normalisation, features.</summary>
    public const string Layouts = "layouts";

    /// <summary>What encodings leave of the pixels.</summary>
    public const string Encodings = "encodings";

    /// <summary>A study's objects, their order and origin, their splits, and the seeds of its cells.</summary>
    public const string Objects = "objects";

    /// <summary>Networks, training, tuning and the scoring of stamps.</summary>
    public const string Learning = "learning";

    /// <summary>What a cell's files say of its scores: predictions, metrics and intervals.</summary>
    public const string Scores = "scores";

    /// <summary>
    /// Stages before the training. A cell's key holds what they gave (stamps, objects, split), so a cell that a change does not reach keeps
    /// its result; their versions tell in provenance which calculation it was, and keep parts of one study from being merged across
    /// versions.
    /// </summary>
    private static readonly (string Stage, int Version)[] BeforeTraining =
    [
        (Reading, 1),
        (Imaging, 1),
        (Sky, 1),
        (Layouts, 1),
        (Encodings, 1),
        (Objects, 1),
    ];

    /// <summary>Stages that turn those into a cell's files. Their versions are in the key of every cell.</summary>
    private static readonly (string Stage, int Version)[] OfCell = [(Learning, 1), (Scores, 1)];

    /// <summary>Version of each stage, in the order of the data.</summary>
    public static IReadOnlyDictionary<string, int> Stages { get; } =
        BeforeTraining.Concat(OfCell).ToDictionary(s => s.Stage, s => s.Version, StringComparer.Ordinal);

    /// <summary>Versions of the packages whose numbers reach a cell's files, as they are loaded.</summary>
    public static IReadOnlyDictionary<string, string> Packages { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ONNX Runtime"] = OnnxRuntimeLibrary.Load().Version,
            ["MathNet.Numerics"] = typeof(MathNet.Numerics.Constants).Assembly.GetName().Version!.ToString(3),
        };

    /// <summary>
    /// What a cell's key says of calculations, such as <c>learning 1, scores 1, ONNX Runtime 1.29.0, MathNet.Numerics 5.0.0</c>.
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
