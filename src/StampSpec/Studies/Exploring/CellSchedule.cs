using System.Diagnostics;
using StampSpec.Learning;
using StampSpec.Learning.Tuning;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Running;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Exploring;

/// <summary>The estimated time of a study's cells, from a few training steps of each layout.</summary>
/// <param name="Layouts">Each layout's bytes, cells and time.</param>
/// <param name="Seconds">Wall time of all cells, with as many in parallel as would run, seconds.</param>
internal sealed record CellSchedule(IReadOnlyList<LayoutForecast> Layouts, double Seconds)
{
    private const int WarmUpSteps = 2;
    private const int TimedSteps = 4;

    /// <summary>Measures the time of each layout that has a cell to run. Nothing is written.</summary>
    public static CellSchedule Estimate(PreparedStudy prepared, StudyOptions options, CancellationToken cancellation)
    {
        var jobs = CellQueue.Jobs(prepared.Study, options, prepared.Plan.Pending.Count);
        LayoutForecast[] layouts = [.. prepared.Study.Layouts.Select(l => Forecast(prepared, l, cancellation))];
        var seconds = layouts.Zip(prepared.Study.Layouts, (forecast, layout) => LayoutSeconds(prepared, layout, forecast)).Sum();
        return new CellSchedule(layouts, seconds / jobs);
    }

    private static LayoutForecast Forecast(PreparedStudy prepared, StudyLayout layout, CancellationToken cancellation)
    {
        PlannedCell[] pending = [.. prepared.Plan.Pending.Where(c => c.Cell.Layout == layout)];
        return new LayoutForecast(
            layout.Id,
            layout.Layout.PixelsPerImage,
            layout.Layout.FieldOfViewArcsec,
            StudyBytes.TotalOf(StudyBytes.Rows(prepared.Study, prepared.Data.SentBytes), layout),
            prepared.Plan.Cells.Count(c => c.Cell.Layout == layout),
            pending.Length,
            pending.Length == 0 ? 0 : CellSeconds(prepared.Study, prepared.Data, pending[0], cancellation)
        )
        {
            ExternalModel = layout.ExternalModel?.File.Name,
        };
    }

    private static double LayoutSeconds(PreparedStudy prepared, StudyLayout layout, LayoutForecast forecast) =>
        (forecast.Pending * forecast.SecondsPerCell)
        + TuningSeconds(prepared, layout, forecast)
        + PretrainingSeconds(prepared, layout, forecast);

    /// <summary>Time of a layout's first trainings, assuming that their steps take as long as a cell's. Trainings of earlier executions are
    /// counted again.</summary>
    private static double PretrainingSeconds(PreparedStudy prepared, StudyLayout layout, LayoutForecast forecast)
    {
        if (prepared.Study.DataSet.Pretraining is not { } pretraining || layout.ExternalModel is not null)
        {
            return 0;
        }

        var runs = prepared.Plan.Pending.Where(c => c.Cell.Layout == layout).Select(c => c.Cell.Run).Distinct().Count();
        var alerts =
            (double)pretraining.Training.BatchSize
            * pretraining.Training.MaximumSteps
            / ((double)layout.Training.BatchSize * layout.Training.MaximumSteps);
        return runs * forecast.SecondsPerCell * alerts;
    }

    /// <summary>Time of a layout's tunings, assuming that their steps take as long as a cell's. Tunings of earlier executions are counted
    /// again.</summary>
    private static double TuningSeconds(PreparedStudy prepared, StudyLayout layout, LayoutForecast forecast)
    {
        if (prepared.Study.Tuning is not { } tuning || layout.ExternalModel is not null)
        {
            return 0;
        }

        var tunings = prepared
            .Plan.Pending.Where(c => c.Cell.Layout == layout)
            .Select(c => CellTuning.SourceOf(prepared.Study, c.Cell))
            .Distinct()
            .Count();
        return tunings * forecast.SecondsPerCell * SuccessiveHalving.TotalSteps(tuning) / layout.Training.MaximumSteps;
    }

    /// <summary>
    /// Wall seconds of a whole cell: the measured time to build, validate and score once, plus the times of a step and of a validation
    /// multiplied by their maximum number in the cell. Training that stops early is faster.
    /// </summary>
    private static double CellSeconds(Study study, StudyData data, PlannedCell planned, CancellationToken cancellation)
    {
        if (planned.Cell.Layout.ExternalModel is not null)
        {
            var scoring = Stopwatch.StartNew();
            CellTrainer.Score(study, planned.Cell, data, planned.Split);
            return scoring.Elapsed.TotalSeconds;
        }

        var training = planned.Cell.Layout.Training;
        var brief = training with
        {
            MaximumSteps = WarmUpSteps + TimedSteps,
            EvaluationInterval = WarmUpSteps + TimedSteps,
            Patience = null,
        };
        var cell = planned.Cell with { Layout = planned.Cell.Layout with { Training = brief } };
        var watch = Stopwatch.StartNew();
        var stamps = new List<double>();
        CellTrainer.Run(
            study,
            cell,
            data,
            planned.Split,
            null,
            new ActionProgress<TrainingProgress>(_ => stamps.Add(watch.Elapsed.TotalSeconds)),
            cancellation
        );
        var total = watch.Elapsed.TotalSeconds;
        var perStep = (stamps[^2] - stamps[WarmUpSteps - 1]) / (TimedSteps - 1);
        var afterSteps = total - stamps[^2] - perStep;
        var evaluations = Math.Max(1, training.MaximumSteps / training.EvaluationInterval);
        var perEvaluation = afterSteps * planned.Split.Validation.Count / (planned.Split.Validation.Count + planned.Split.Test.Count);
        return total + ((training.MaximumSteps - brief.MaximumSteps) * perStep) + ((evaluations - 1) * perEvaluation);
    }
}
