using System.Diagnostics;
using StampSpec.Common;
using StampSpec.Learning.Onnx;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Running;

/// <summary>Runs a study: reads the data, runs the cells that are not done yet, and writes the tables.</summary>
public static class StudyRunner
{
    /// <summary>Runs a study, or one part of its cells, in a folder.</summary>
    /// <param name="asked">The study.</param>
    /// <param name="folder">The study's folder, made where it does not exist.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="progress">Told of every event, from several threads; null for nobody.</param>
    /// <param name="cancellation">Stops it; what is done is kept.</param>
    /// <exception cref="InvalidInputException">
    /// The data cannot be used, a device cannot, or the folder belongs to another study or process.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
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
        progress?.Report(new StudyEvent.DataRead(prepared.Data.Objects.Count, prepared.Data.Skipped.Count, prepared.Data.Unplaced));
        return Run(prepared, folder, options, watch, progress, cancellation);
    }

    /// <summary>Makes sure that every device of a study can be used, before any work starts.</summary>
    /// <exception cref="InvalidInputException">One cannot.</exception>
    internal static void RequireDevices(Study study)
    {
        foreach (var device in study.Devices)
        {
            OnnxRuntimeLibrary.Require(device);
        }
    }

    /// <summary>Runs a study on data that are read already, of which it may use a part and which it leaves open.</summary>
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
        var lockedSpec = LockedSpec.Write(study, folder);
        StudyFolder.WriteInputs(folder, lockedSpec, data.Objects, StudyBytes.Rows(study, data.SentBytes), data.Skipped);
        StudyFolder.WriteMissing(folder, StudyDataReader.Rows(study, data));
        store.Create();
        progress?.Report(plan.ToEvent());
        new CellQueue(study, data, prepared.Keys, store, options, progress).Run(plan.Pending, cancellation);
        var provenance = ProvenanceRecord.Make(
            study,
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

/// <summary>A study whose data are read and whose cells are planned: what <c>study</c> runs and <c>plan</c> describes.</summary>
/// <param name="Study">The study, without classes that its policy dropped.</param>
/// <param name="Data">Its data.</param>
/// <param name="Keys">The keys of its cells, and the hash of its data.</param>
/// <param name="Store">Its cells' files.</param>
/// <param name="Plan">Its cells.</param>
internal sealed record PreparedStudy(Study Study, StudyData Data, CellKeys Keys, CellStore Store, StudyPlan Plan) : IDisposable
{
    /// <summary>Reads the data and plans the cells; writes nothing.</summary>
    /// <exception cref="InvalidInputException">The data cannot be used, or the folder belongs to another study.</exception>
    public static PreparedStudy Make(Study asked, string folder, StudyOptions options, CancellationToken cancellation)
    {
        StudyFolder.RefuseOther(folder, asked.Name);
        var (study, data) = StudyDataReader.Read(asked, cancellation);
        try
        {
            return Make(study, data, folder, options);
        }
        catch
        {
            data.Stamps.Dispose();
            throw;
        }
    }

    /// <summary>Plans the cells of a study whose data are read; writes nothing.</summary>
    /// <exception cref="InvalidInputException">The folder belongs to another study.</exception>
    public static PreparedStudy Make(Study study, StudyData data, string folder, StudyOptions options)
    {
        StudyFolder.RefuseOther(folder, study.Name);
        var keys = new CellKeys(study, data);
        var store = new CellStore(folder);
        return new PreparedStudy(study, data, keys, store, StudyPlan.Make(study, data, keys, store, options));
    }

    /// <summary>Lets go of the stamps.</summary>
    public void Dispose() => Data.Stamps.Dispose();
}

/// <summary>What came of running a study, or a part of it.</summary>
/// <param name="Folder">The study's folder.</param>
/// <param name="Results">
/// What the whole study found, as it was written; null for one part of several. Those of an exploration are those of its finalists.
/// </param>
/// <param name="Ran">Cells run.</param>
/// <param name="Reused">Cells whose results were kept.</param>
/// <param name="Failed">Cells that came to no result, now or before.</param>
public sealed record StudyOutcome(string Folder, StudyResults? Results, int Ran, int Reused, IReadOnlyList<FailedCell> Failed)
{
    /// <summary>Whether the tables of the whole study were written.</summary>
    public bool IsComplete => Results is not null;
}
