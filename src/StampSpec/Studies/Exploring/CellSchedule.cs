using System.Diagnostics;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Learning.Tuning;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Running;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Exploring;

/// <summary>
/// The estimated time of a study's cells, from a few training steps of each layout. As many cells as would run in parallel are timed in
/// parallel, because they share memory and caches.
/// </summary>
/// <param name="Layouts">Each layout's bytes, cells and time.</param>
/// <param name="Seconds">Wall time of all cells at the fastest measured steps, seconds.</param>
/// <param name="MostSeconds">Wall time of all cells at the slowest measured steps, seconds.</param>
/// <param name="Limit">Why fewer cells would run in parallel than asked for; null if there is no such reason.</param>
internal sealed record CellSchedule(IReadOnlyList<LayoutForecast> Layouts, double Seconds, double MostSeconds, string? Limit)
{
    private const int WarmUpSteps = 2;
    private const int TimedSteps = 6;

    /// <summary>Measures the time of each layout that has a cell to run. Nothing is written.</summary>
    public static CellSchedule Estimate(PreparedStudy prepared, StudyOptions options, CancellationToken cancellation)
    {
        var (jobs, limit) = ParallelCells.Of(prepared.Study, prepared.Data, options, prepared.Plan.Pending);
        LayoutForecast[] layouts = [.. prepared.Study.Layouts.Select(l => Forecast(prepared, l, jobs, cancellation))];
        return new CellSchedule(layouts, Sum(f => f.SecondsPerCell), Sum(f => f.MostSecondsPerCell), limit);

        double Sum(Func<LayoutForecast, double> perCell) =>
            layouts.Zip(prepared.Study.Layouts, (forecast, layout) => LayoutSeconds(prepared, layout, perCell(forecast))).Sum() / jobs;
    }

    private static LayoutForecast Forecast(PreparedStudy prepared, StudyLayout layout, int jobs, CancellationToken cancellation)
    {
        PlannedCell[] pending = [.. prepared.Plan.Pending.Where(c => c.Cell.Layout == layout)];
        var (fastest, slowest) = pending.Length == 0 ? (0, 0) : CellSeconds(prepared.Study, prepared.Data, pending[0], jobs, cancellation);
        return new LayoutForecast(
            layout.Id,
            layout.Sent.PixelsPerImage,
            layout.Layout.FieldOfViewArcsec,
            StudyBytes.TotalOf(StudyBytes.Rows(prepared.Study, prepared.Data.SentBytes), layout, prepared.Study.Bytes),
            prepared.Plan.Cells.Count(c => c.Cell.Layout == layout),
            pending.Length,
            fastest * NetworksOf(layout),
            slowest * NetworksOf(layout)
        )
        {
            Classifier = StudyLayoutSpec.Describe(layout),
            Inputs = InputsOf(layout, prepared.Data.Stamps[layout.Name]),
            ExternalModel = layout.ExternalModel?.File.Name,
            IsControl = layout.Control is not null,
        };
    }

    private static string InputsOf(StudyLayout layout, IStamps stamps)
    {
        var images = string.Join(", ", layout.Layout.Images.Select(i => i.ToString().ToLowerInvariant()));
        var scales = stamps.Shapes.Select(s => FormattableString.Invariant($"{s.Channels / 2} images of {s.Pixels} x {s.Pixels} px"));
        string?[] parts =
        [
            stamps.Shapes.Count == 0 ? null : $"{string.Join(" + ", scales)} ({images}), each with its mask of missing pixels",
            stamps.FeatureLength == 0 ? null : FormattableString.Invariant($"{stamps.FeatureLength} features"),
            stamps.ColumnLength == 0 ? null : FormattableString.Invariant($"{stamps.ColumnLength} packet columns"),
            layout.Classifier.UsesSkyPosition && layout.ExternalModel is null ? "the sky position" : null,
        ];
        return string.Join("; ", parts.OfType<string>());
    }

    private static double LayoutSeconds(PreparedStudy prepared, StudyLayout layout, double cellSeconds) =>
        (prepared.Plan.Pending.Count(c => c.Cell.Layout == layout) * cellSeconds)
        + TuningSeconds(prepared, layout, cellSeconds / NetworksOf(layout))
        + PretrainingSeconds(prepared, layout, cellSeconds / NetworksOf(layout));

    /// <summary>Networks that a cell trains, each in the time that is measured; 1 if it trains none and is measured whole.</summary>
    internal static int NetworksOf(StudyLayout layout) =>
        layout.TrainsNetwork ? layout.Classifier.Ensemble
        : layout is { ExternalModel: null, Classifier.Kind: ClassifierKind.Stack } ? TreeCells.NetworksOfStack
        : 1;

    /// <summary>Time of a layout's first trainings, assuming that their steps take as long as those of a cell's network. Trainings of
    /// earlier executions are counted again.</summary>
    private static double PretrainingSeconds(PreparedStudy prepared, StudyLayout layout, double cellSeconds)
    {
        if (prepared.Study.DataSet.Pretraining is not { } pretraining || !CellPretraining.Applies(layout))
        {
            return 0;
        }

        var runs = prepared.Plan.Pending.Where(c => c.Cell.Layout == layout).Select(c => c.Cell.Run).Distinct().Count();
        var alerts =
            (double)pretraining.Training.BatchSize
            * pretraining.Training.MaximumSteps
            / ((double)layout.Training.BatchSize * layout.Training.MaximumSteps);
        return runs * cellSeconds * alerts;
    }

    /// <summary>Time of a layout's tunings, assuming that their steps take as long as those of a cell's network. Tunings of earlier
    /// executions are counted again.</summary>
    private static double TuningSeconds(PreparedStudy prepared, StudyLayout layout, double cellSeconds)
    {
        if (prepared.Study.Tuning is not { } tuning || !layout.TrainsNetwork)
        {
            return 0;
        }

        var tunings = prepared
            .Plan.Pending.Where(c => c.Cell.Layout == layout)
            .Select(c => CellTuning.SourceOf(prepared.Study, c.Cell))
            .Distinct()
            .Count();
        return tunings * cellSeconds * SuccessiveHalving.TotalSteps(tuning) / layout.Training.MaximumSteps;
    }

    /// <summary>Wall seconds of a cell, or of each of its networks, at the fastest and the slowest measured step, with as many timed cells
    /// at once as there are jobs.</summary>
    private static (double Fastest, double Slowest) CellSeconds(
        Study study,
        StudyData data,
        PlannedCell planned,
        int jobs,
        CancellationToken cancellation
    )
    {
        var timed = new (double Fastest, double Slowest)[jobs];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation };
        Parallel.For(0, jobs, parallel, job => timed[job] = planned.Cell.Layout switch
            {
                { ExternalModel: not null } => Timed(() => CellTrainer.Score(study, planned.Cell, data, planned.Split)),
                { Classifier.Kind: ClassifierKind.BoostedTrees } => Timed(() =>
                    TreeCells.Run(study, planned.Cell, data, planned.Split, null, null, cancellation)
                ),
                _ => TrainingSeconds(study, data, planned, cancellation),
            });
        return (timed.Min(t => t.Fastest), timed.Max(t => t.Slowest));
    }

    private static (double Fastest, double Slowest) Timed(Action run)
    {
        var watch = Stopwatch.StartNew();
        run();
        return (watch.Elapsed.TotalSeconds, watch.Elapsed.TotalSeconds);
    }

    private static TrainingSettings Brief(TrainingSettings training) =>
        training with
        {
            MaximumSteps = WarmUpSteps + TimedSteps,
            EvaluationInterval = WarmUpSteps + TimedSteps,
            Patience = null,
        };

    /// <summary>
    /// Of one network: the measured time to build, validate and score once, plus the times of a step and of a validation multiplied by
    /// their maximum number in the cell. Training that stops early is faster.
    /// </summary>
    private static (double Fastest, double Slowest) TrainingSeconds(
        Study study,
        StudyData data,
        PlannedCell planned,
        CancellationToken cancellation
    )
    {
        var training = planned.Cell.Layout.Training;
        var layout = planned.Cell.Layout;
        var cell = planned.Cell with
        {
            Layout = layout with { Training = Brief(training), Classifier = layout.Classifier with { Ensemble = 1 } },
        };
        var watch = Stopwatch.StartNew();
        var stamps = new List<double>();
        var progress = new ActionProgress<TrainingProgress>(_ => stamps.Add(watch.Elapsed.TotalSeconds));
        CellTrainer.Run(study, cell, data, planned.Split, null, progress, cancellation);
        var total = watch.Elapsed.TotalSeconds;

        // The last event also contains the evaluation, so its step is not timed.
        double[] steps = [.. Enumerable.Range(WarmUpSteps, TimedSteps - 1).Select(i => stamps[i] - stamps[i - 1])];
        return (Whole(steps.Min()), Whole(steps.Max()));

        double Whole(double perStep)
        {
            var afterSteps = Math.Max(0, total - stamps[^2] - perStep);
            var evaluations = Math.Max(1, training.MaximumSteps / training.EvaluationInterval);
            var perEvaluation = afterSteps * planned.Split.Validation.Count / (planned.Split.Validation.Count + planned.Split.Test.Count);
            return total + ((training.MaximumSteps - cell.Layout.Training.MaximumSteps) * perStep) + ((evaluations - 1) * perEvaluation);
        }
    }
}
