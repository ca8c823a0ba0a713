using System.Diagnostics;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Data;
using StampSpec.Studies.Results;
using StampSpec.Studies.Specification;

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
    /// <exception cref="Diagnostics.InvalidInputException">The data cannot be used, or the folder belongs to another study or process.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static StudyOutcome Run(
        Study asked, string folder, StudyOptions options, IProgress<StudyEvent>? progress, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        using var taken = FolderLock.Take(folder);
        StudyFolder.RefuseOther(folder, asked.Name);
        var (study, data) = StudyDataReader.Read(asked, cancellation);
        progress?.Report(new StudyEvent.DataRead(data.Objects.Count, data.Skipped.Count));
        var keys = new CellKeys(study, data);
        var lockedSpec = LockedSpec.Write(study, folder);
        StudyFolder.WriteInputs(folder, lockedSpec, data.Objects, StudyBytes.Rows(study), data.Skipped);
        var store = new CellStore(folder);
        store.Create();
        var plan = StudyPlan.Make(study, data, keys, store, options);
        progress?.Report(plan.ToEvent());
        new CellQueue(study, data, store, options, progress).Run(plan.Pending, cancellation);
        var failed = plan.Failed(store);
        if (options.Shard is { Count: > 1 })
        {
            return new StudyOutcome(folder, false, plan.Pending.Count, plan.Cells.Count - plan.Pending.Count, failed);
        }

        var provenance = ProvenanceRecord.Make(study, lockedSpec, keys.DataSha256, options.Command, watch.Elapsed.TotalSeconds, store);
        StudyAssembly.Write(study, folder, store, provenance);
        return new StudyOutcome(folder, true, plan.Pending.Count, plan.Cells.Count - plan.Pending.Count, failed);
    }
}
