using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using StampSpec.Common;
using StampSpec.Learning.Onnx;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Running;

/// <summary>Makes provenance.json. Only this part of a study reads the clock or asks for the machine.</summary>
internal static class ProvenanceRecord
{
    private const string ProcessorFile = "/proc/cpuinfo";

    private const string WorkingTreeKey = "WorkingTree";

    private static readonly Assembly Library = typeof(ProvenanceRecord).Assembly;

    /// <summary>Makes the record.</summary>
    public static StudyProvenance Make(
        Study study,
        IReadOnlyList<ObjectRow> objects,
        string lockedSpec,
        string dataSha256,
        string command,
        double wallSeconds,
        CellStore store
    )
    {
        var cells = study.MakeCells();
        return new StudyProvenance(
            ProductVersion.Number,
            ProductVersion.Commit,
            command,
            ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(lockedSpec)),
            dataSha256,
            study.Seed,
            RuntimeInformation.FrameworkDescription,
            $"ONNX Runtime {OnnxRuntimeLibrary.Load().Version}, {string.Join(" and ", study.Devices)} provider",
            $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}",
            ProcessorName(),
            Environment.ProcessorCount,
            DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            wallSeconds,
            [.. cells.Select(store.ReadTime).OfType<CellTime>()]
        )
        {
            WorkingTree = WorkingTree,
            Calculations = CalculationVersions.All,
            Seeds = Seeds(study, cells),
            PublishedProtocolDepartures = PublishedProtocol.DeparturesOf(study),
            Pretraining = PretrainingOf(study, cells, store),
            LabelledTraining = LabelledTrainingOf(objects),
            ColumnsBehindLabels = study.ColumnsBehindLabelsOf(study.Layouts) is { Count: > 0 } behind ? behind : null,
        };
    }

    private static LabelledTrainingRecord[]? LabelledTrainingOf(IReadOnlyList<ObjectRow> objects)
    {
        var own = new OwnRelatives(objects);
        LabelledTrainingRecord[] records =
        [
            .. objects
                .Where(o => o.Role is DataRole.Training or DataRole.Pretraining)
                .Where(o => o.Origin.Contains(DataOrigin.Real, StringComparison.Ordinal))
                .GroupBy(o => (o.Role, o.Origin))
                .Select(g => new LabelledTrainingRecord(
                    g.Key.Role,
                    g.Key.Origin,
                    new SortedDictionary<string, int>(g.CountBy(o => o.Class).ToDictionary(), StringComparer.Ordinal),
                    g.Count(o => own.Of(o.ObjectId, o.Group, o.Origin).Count > 0)
                )),
        ];
        return records.Length == 0 ? null : records;
    }

    private static RunSeed[] Seeds(Study study, IReadOnlyList<StudyCell> cells) =>
        [
            .. cells.Select(c => new RunSeed("training", c.Id.Run, c.Id.Fold, CellKeys.SeedOf(study, c).Value)).Distinct(),
            .. (study.Tuning is null ? [] : cells.Select(c => CellTuning.SourceOf(study, c)))
                .Select(c => new RunSeed("tuning", c.Id.Run, c.Id.Fold, CellTuning.SeedOf(study, c).Value))
                .Distinct(),
            .. (study.DataSet.Pretraining is null ? [] : cells.Where(c => c.Fold == 0))
                .Select(c => new RunSeed("pretraining", c.Id.Run, null, CellKeys.PretrainingSeedOf(study, c).Value))
                .Distinct(),
        ];

    /// <summary>The pretrained networks of the folder; null without pretraining.</summary>
    public static IReadOnlyList<PretrainingRecord>? PretrainingOf(Study study, IReadOnlyList<StudyCell> cells, CellStore store) =>
        study.DataSet.Pretraining is null
            ? null
            : [.. cells.Where(c => c.Fold == 0).Select(store.Pretrained.ReadManifest).OfType<PretrainedManifest>().Select(m => m.Record)];

    private static string? ProcessorName() =>
        !File.Exists(ProcessorFile)
            ? null
            : File.ReadLines(ProcessorFile)
                .Where(line => line.StartsWith("model name", StringComparison.Ordinal))
                .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
                .FirstOrDefault();

    /// <summary>
    /// <c>clean</c> if the source was equal to the commit, <c>dirty</c> if it was changed, <c>unknown</c> if it was not under git.
    /// </summary>
    private static string WorkingTree =>
        Library.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == WorkingTreeKey)?.Value ?? "unknown";
}
