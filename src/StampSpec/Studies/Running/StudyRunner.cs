using System.Diagnostics;
using StampSpec.Common;
using StampSpec.Learning.Onnx;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Running;

/// <summary>Runs a study: reads the data, runs the cells that are not done, and writes the tables.</summary>
public static class StudyRunner
{
    /// <summary>Runs a study, or one part of its cells, in a folder.</summary>
    /// <param name="asked">The study.</param>
    /// <param name="folder">The study's folder; it is created if it does not exist.</param>
    /// <param name="options">The options.</param>
    /// <param name="progress">Receives every event, from several threads; null if nobody listens.</param>
    /// <param name="cancellation">Stops the study; finished cells are kept.</param>
    /// <exception cref="InvalidInputException">
    /// The data or a device cannot be used, or the folder belongs to another study or process.
    /// </exception>
    /// <exception cref="OperationCanceledException">The study was cancelled.</exception>
    public static StudyOutcome Run(
        Study asked,
        string folder,
        StudyOptions options,
        IProgress<StudyEvent>? progress,
        CancellationToken cancellation
    )
    {
        var watch = Stopwatch.StartNew();
        RequireDevices(asked);
        using var taken = FolderLock.Take(folder);
        using var prepared = PreparedStudy.Make(asked, folder, options, cancellation);
        progress?.Report(StudyEvent.DataRead.Of(prepared.Study, prepared.Data, prepared.Missing));
        return Run(prepared, folder, options, watch, progress, cancellation);
    }

    /// <summary>Checks that every device of a study can be used, before any work starts.</summary>
    /// <exception cref="InvalidInputException">A device cannot be used.</exception>
    internal static void RequireDevices(Study study)
    {
        foreach (var device in study.Devices)
        {
            OnnxRuntimeLibrary.Require(device);
        }
    }

    /// <summary>Runs a study on data that are already read; it may use only a part of them, and does not dispose of them.</summary>
    internal static StudyOutcome Run(
        Study study,
        StudyData data,
        string folder,
        StudyOptions options,
        IProgress<StudyEvent>? progress,
        CancellationToken cancellation
    )
    {
        var watch = Stopwatch.StartNew();
        using var taken = FolderLock.Take(folder);
        return Run(PreparedStudy.Make(study, data, folder, options), folder, options, watch, progress, cancellation);
    }

    private static StudyOutcome Run(
        PreparedStudy prepared,
        string folder,
        StudyOptions options,
        Stopwatch watch,
        IProgress<StudyEvent>? progress,
        CancellationToken cancellation
    )
    {
        var (study, data, store, plan) = (prepared.Study, prepared.Data, prepared.Store, prepared.Plan);
        FinishedWork.Protect(folder, plan, options);
        var parallel = ParallelCells.Of(study, data, options, plan.Pending);
        var lockedSpec = LockedSpec.Write(study, folder);
        StudyFolder.WriteInputs(folder, lockedSpec, data.Objects, StudyBytes.Rows(study, data.SentBytes), data.Skipped);
        StudyFolder.WriteMissing(folder, prepared.Missing);
        store.Create();
        progress?.Report(plan.ToEvent(parallel));
        var queue = new CellQueue(study, data, prepared.Keys, store, options, progress) { ReleasesStamps = prepared.OwnsStamps };
        queue.Run(plan.Pending, parallel.Count, cancellation);
        var provenance = ProvenanceRecord.Make(
            study,
            data.Objects,
            lockedSpec,
            prepared.Keys.DataSha256,
            options.Command,
            watch.Elapsed.TotalSeconds,
            store
        );
        var (ran, reused) = (plan.Pending.Count, plan.Cells.Count - plan.Pending.Count);
        if (options.Shard is not (null or { Count: 1 }))
        {
            StudyFolder.WriteProvenance(folder, provenance);
            return new StudyOutcome(folder, null, ran, reused, plan.Failed(store));
        }

        var results = StudyAssembly.Write(study, folder, store, provenance);
        return new StudyOutcome(folder, results, ran, reused, results.Summary.Failed);
    }
}

/// <summary>A study with its data and planned cells, which <c>study</c> runs and <c>plan</c> describes.</summary>
/// <param name="Study">The study, without dropped classes.</param>
/// <param name="Data">Its data.</param>
/// <param name="Keys">The keys of its cells, and the hash of its data.</param>
/// <param name="Store">Its cells' files.</param>
/// <param name="Plan">Its cells.</param>
internal sealed record PreparedStudy(Study Study, StudyData Data, CellKeys Keys, CellStore Store, StudyPlan Plan) : IDisposable
{
    private IReadOnlyList<MissingRow>? _missing;

    /// <summary>Whether the stamps were cut for this study alone, so that each layout's can be released after its last cell.</summary>
    public bool OwnsStamps { get; private init; }

    /// <summary>Rows of missing.csv.</summary>
    public IReadOnlyList<MissingRow> Missing => _missing ??= StudyDataReader.Rows(Study, Data);

    /// <summary>Reads the data and plans the cells. Nothing is written.</summary>
    /// <exception cref="InvalidInputException">The data cannot be used, or the folder belongs to another study.</exception>
    public static PreparedStudy Make(Study asked, string folder, StudyOptions options, CancellationToken cancellation)
    {
        StudyFolder.RefuseOther(folder, asked.Name);
        var (study, data) = StudyDataReader.Read(asked, cancellation);
        try
        {
            return Make(study, data, folder, options) with { OwnsStamps = true };
        }
        catch
        {
            data.Stamps.Dispose();
            throw;
        }
    }

    /// <summary>Plans the cells of a study whose data are read. Nothing is written.</summary>
    /// <exception cref="InvalidInputException">The folder belongs to another study.</exception>
    public static PreparedStudy Make(Study study, StudyData data, string folder, StudyOptions options)
    {
        StudyFolder.RefuseOther(folder, study.Name);
        RequireBytes(study, data);
        var keys = new CellKeys(study, data);
        var store = new CellStore(folder);
        return new PreparedStudy(study, data, keys, store, StudyPlan.Make(study, data, keys, store, options));
    }

    private static void RequireBytes(Study study, StudyData data)
    {
        var rows = StudyBytes.Rows(study, data.SentBytes);
        foreach (var layout in study.Layouts)
        {
            StudyBytes.TotalOf(rows, layout, study.Bytes);
        }
    }

    /// <summary>Disposes of the stamps.</summary>
    public void Dispose() => Data.Stamps.Dispose();
}

/// <summary>The outcome of running a study, or a part of it.</summary>
/// <param name="Folder">The study's folder.</param>
/// <param name="Results">
/// The results of the whole study, as written; null for a part of a study. For an exploration, the results of the finalists.
/// </param>
/// <param name="Ran">Number of cells that ran.</param>
/// <param name="Reused">Number of cells whose results were kept.</param>
/// <param name="Failed">Cells without a result, now or before.</param>
public sealed record StudyOutcome(string Folder, StudyResults? Results, int Ran, int Reused, IReadOnlyList<FailedCell> Failed)
{
    /// <summary>Whether the tables of the whole study were written.</summary>
    public bool IsComplete => Results is not null;
}
