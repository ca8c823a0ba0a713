using System.Diagnostics;
using StampSpec.Common;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Running;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Exploring;

/// <summary>
/// Searches a study's layouts for the Pareto front: the layouts that no other layout beats in both bytes and macro-F1. Every rung is a
/// study of the remaining candidates, scored on validation objects. The finalists form a study that is scored on the test objects, which no
/// rung sees. An exploration can be resumed like a study.
/// </summary>
public static class LayoutExploration
{
    /// <summary>Searches, scores the finalists and writes the tables.</summary>
    /// <param name="asked">The study whose layouts are the candidates.</param>
    /// <param name="folder">The exploration's folder; it is created if it does not exist.</param>
    /// <param name="options">How cells are run.</param>
    /// <param name="progress">Receives every event, from several threads; null if nobody listens.</param>
    /// <param name="cancellation">Stops the exploration; finished cells are kept.</param>
    /// <exception cref="InvalidInputException">
    /// The study cannot be searched, its data or a device cannot be used, or the folder belongs to another study or process.
    /// </exception>
    /// <exception cref="CellFailedException">Every candidate of a rung failed.</exception>
    /// <exception cref="OperationCanceledException">The exploration was cancelled.</exception>
    public static StudyOutcome Run(
        Study asked,
        string folder,
        StudyOptions options,
        IProgress<StudyEvent>? progress,
        CancellationToken cancellation
    )
    {
        var watch = Stopwatch.StartNew();
        SearchSchedule.Check(asked);
        StudyRunner.RequireDevices(asked);
        using var taken = FolderLock.Take(folder);
        StudyFolder.RefuseOther(folder, asked.Name);
        var (study, data) = StudyDataReader.Read(asked, cancellation);
        using var stamps = data.Stamps;
        progress?.Report(StudyEvent.DataRead.Of(study, data, StudyDataReader.Rows(study, data)));
        var candidates = SearchCandidates.Of(study, data);
        SearchSchedule.RequireSeveral(candidates.Affordable.Count, study);
        var lockedSpec = LockedSpec.Write(study, folder);
        var summary = Path.Combine(folder, ExplorationFile.Summary);
        // The tables of a finished exploration hold until its rungs have run again, which changes no finished cell unless that was asked.
        var keepsTables = File.Exists(summary) && !options.MayReplace;
        if (!keepsTables)
        {
            File.Delete(summary);
            AtomicFile.Write(Path.Combine(folder, ResultFile.LockedSpec), lockedSpec);
        }

        var search = new LayoutSearch(study, data, candidates, folder, options, progress);
        var rungs = search.Run(cancellation);
        var (final, outcome) = search.ScoreFinalists(rungs[^1], cancellation);
        if (keepsTables)
        {
            AtomicFile.Write(Path.Combine(folder, ResultFile.LockedSpec), lockedSpec);
        }

        ExplorationCsv.Write(study, folder, candidates, rungs, final, (lockedSpec, watch.Elapsed.TotalSeconds));
        return outcome with
        {
            Folder = folder,
            Ran = outcome.Ran + rungs.Sum(r => r.Outcome.Ran),
            Reused = outcome.Reused + rungs.Sum(r => r.Outcome.Reused),
        };
    }
}
