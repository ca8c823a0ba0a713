using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using StampSpec.Common;
using StampSpec.Learning;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Running;

/// <summary>Runs cells, several in parallel, and stores each when it finishes. A failed cell is recorded and does not stop the
/// others.</summary>
internal sealed class CellQueue(
    Study study,
    StudyData data,
    CellKeys keys,
    CellStore store,
    StudyOptions options,
    IProgress<StudyEvent>? progress
)
{
    private readonly CellTuning? _tuning = study.Tuning is { } settings ? new CellTuning(study, settings, data, store, options) : null;

    private readonly CellPretraining? _pretraining = study.DataSet.Pretraining is { } pretraining
        ? new CellPretraining(study, pretraining, data, keys, store.Pretrained, options)
        : null;

    /// <summary>Whether the stamps of a layout are released as soon as its last cell is done. False if they are used after this study, as
    /// by the later rungs of an exploration.</summary>
    public bool ReleasesStamps { get; init; }

    /// <summary>Runs the cells.</summary>
    /// <param name="pending">The cells.</param>
    /// <param name="jobs">Number of cells that run in parallel.</param>
    /// <param name="cancellation">Stops the running.</param>
    /// <exception cref="OperationCanceledException">The study was cancelled.</exception>
    /// <exception cref="CellFailedException">A cell failed, and the options stop the study at the first failure.</exception>
    public void Run(IReadOnlyList<PlannedCell> pending, int jobs, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var failure = (CellFailedException?)null;
        var remaining = new RemainingCells(study, pending);
        Release([.. remaining.FinishedLayouts]);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = stop.Token };
        try
        {
            // Without buffering, cells start in the plan's order; with ranges, a thread could run ahead into late runs.
            Parallel.ForEach(Partitioner.Create(pending, EnumerablePartitionerOptions.NoBuffering), parallel, planned =>
            {
                if (RunOne(planned, stop.Token) is { } reason && options.FailFast)
                {
                    failure ??= new CellFailedException($"{planned.Cell.Name}: {reason}");
                    stop.Cancel();
                }

                if (remaining.Finish(planned.Cell))
                {
                    Release(planned.Cell.Layout.Name);
                }
            });
        }
        catch (OperationCanceledException) when (failure is not null) { }
        catch (AggregateException many)
        {
            // The disk is full or was removed: each cell that stores something then fails in the same way.
            ExceptionDispatchInfo.Throw(many.Flatten().InnerExceptions[0]);
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    private void Release(params ReadOnlySpan<string> layouts)
    {
        if (!ReleasesStamps)
        {
            return;
        }

        foreach (var layout in layouts)
        {
            data.Stamps.Release(layout);
        }
    }

    /// <summary>Runs a cell. Returns the reason if it failed, otherwise null.</summary>
    private string? RunOne(PlannedCell planned, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        using var processor = ProcessorMeter.OfProcess.Begin();
        var cell = planned.Cell;
        var tuning = (IReadOnlyList<TuningRow>?)null;
        try
        {
            tuning = !cell.Layout.TrainsNetwork ? null : _tuning?.Of(planned, Reporter(cell), cancellation);
            var trained = tuning is null ? cell : CellTuning.WithChosen(cell, tuning);
            var start = !CellPretraining.Applies(cell.Layout) ? null : _pretraining?.Of(trained, Reporter(cell), cancellation);
            var result =
                cell.Layout.ExternalModel is not null ? CellTrainer.Score(study, cell, data, planned.Split)
                : !cell.Layout.TrainsNetwork ? TreeCells.Run(study, cell, data, planned.Split, start, Reporter(cell), cancellation)
                : CellTrainer.Run(study, trained, data, planned.Split, start, Reporter(cell), cancellation);
            if (TrainingFailure.Of(result.Classifier.Status) is { } failed)
            {
                return Fail(planned, $"the training {failed}; reduce the learning rate", tuning);
            }

            if (!result.IsScored)
            {
                return Fail(
                    planned,
                    "the classifier's scores are not numbers because its sums overflow; normalise the stamps or reduce the learning rate",
                    tuning
                );
            }

            var output = new CellOutput(study, cell, planned.Key, data, planned.Split, result) { Tuning = tuning, Start = start };
            var files = output.Files();
            var time = new CellTime(cell.Id, watch.Elapsed.TotalSeconds, result.TrainingSeconds) { ProcessorSeconds = processor.Seconds() };
            var status = CellOutput.StatusName(result.Classifier.Status);
            store.Write(cell, new CellManifest(planned.Key, status, null, new Dictionary<string, string>()), files, time);
            progress?.Report(new StudyEvent.Finished(cell, output.MacroF1, time.WallSeconds));
            return null;
        }
        catch (Exception failure)
            when (failure
                    is ArgumentException
                        or InvalidInputException
                        or Microsoft.ML.OnnxRuntime.OnnxRuntimeException
                        or OutOfMemoryException
            )
        {
            return Fail(planned, failure.Message, tuning);
        }
    }

    private string Fail(PlannedCell planned, string reason, IReadOnlyList<TuningRow>? tuning)
    {
        store.WriteFailure(planned.Cell, planned.Key, reason, tuning);
        progress?.Report(new StudyEvent.Failed(planned.Cell, reason));
        return reason;
    }

    private ActionProgress<TrainingProgress>? Reporter(StudyCell cell) =>
        progress is null
            ? null
            : new ActionProgress<TrainingProgress>(training => progress.Report(new StudyEvent.Advanced(cell, training)));
}

/// <summary>Counts the cells of each layout that are not finished. Thread-safe.</summary>
internal sealed class RemainingCells(Study study, IReadOnlyList<PlannedCell> pending)
{
    private readonly ConcurrentDictionary<string, int> _cells = new(
        study.Layouts.Select(l => KeyValuePair.Create(l.Name, pending.Count(p => p.Cell.Layout.Name == l.Name))),
        StringComparer.Ordinal
    );

    /// <summary>Layouts without a cell to run.</summary>
    public IReadOnlyList<string> FinishedLayouts => [.. _cells.Where(c => c.Value == 0).Select(c => c.Key)];

    /// <summary>Counts a cell as finished; true if it was the last of its layout.</summary>
    public bool Finish(StudyCell cell) => _cells.AddOrUpdate(cell.Layout.Name, 0, (_, count) => count - 1) == 0;
}

/// <summary>Reports on the calling thread, unlike <see cref="Progress{T}"/>, so that events keep their order.</summary>
internal sealed class ActionProgress<T>(Action<T> action) : IProgress<T>
{
    public void Report(T value) => action(value);
}

/// <summary>A cell failed, and the options stop the study at the first failure.</summary>
public sealed class CellFailedException(string message) : Exception(message);
