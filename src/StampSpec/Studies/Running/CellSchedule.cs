using StampSpec.Learning.Tuning;

namespace StampSpec.Studies.Running;

/// <summary>How long the cells of a study take, estimated from a few training steps of each layout.</summary>
/// <param name="Layouts">Each layout's bytes, cells and time.</param>
/// <param name="Seconds">Wall time of all cells, side by side as they would run, seconds.</param>
internal sealed record CellSchedule(IReadOnlyList<LayoutForecast> Layouts, double Seconds)
{
    /// <summary>Times the layouts that have a cell to run; writes nothing.</summary>
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
            pending.Length == 0 ? 0 : CellCalibration.Seconds(prepared.Study, prepared.Data, pending[0], cancellation))
        {
            ExternalModel = layout.ExternalModel?.File.Name,
        };
    }

    private static double LayoutSeconds(PreparedStudy prepared, StudyLayout layout, LayoutForecast forecast) =>
        (forecast.Pending * forecast.SecondsPerCell) + TuningSeconds(prepared, layout, forecast) + PretrainingSeconds(prepared, layout, forecast);

    /// <summary>Time of a layout's first trainings, as if their steps took as long as a cell's; what earlier runs have trained is counted again.</summary>
    private static double PretrainingSeconds(PreparedStudy prepared, StudyLayout layout, LayoutForecast forecast)
    {
        if (prepared.Study.DataSet.Pretraining is not { } pretraining || layout.ExternalModel is not null)
        {
            return 0;
        }

        var runs = prepared.Plan.Pending.Where(c => c.Cell.Layout == layout).Select(c => c.Cell.Run).Distinct().Count();
        var alerts = (double)pretraining.Training.BatchSize * pretraining.Training.MaximumSteps / ((double)layout.Training.BatchSize * layout.Training.MaximumSteps);
        return runs * forecast.SecondsPerCell * alerts;
    }

    /// <summary>Time of a layout's tunings, as if their steps took as long as a cell's; what earlier runs have tuned is counted again.</summary>
    private static double TuningSeconds(PreparedStudy prepared, StudyLayout layout, LayoutForecast forecast)
    {
        if (prepared.Study.Tuning is not { } tuning || layout.ExternalModel is not null)
        {
            return 0;
        }

        var tunings = prepared.Plan.Pending.Where(c => c.Cell.Layout == layout).Select(c => CellTuning.SourceOf(prepared.Study, c.Cell)).Distinct().Count();
        return tunings * forecast.SecondsPerCell * SuccessiveHalving.TotalSteps(tuning) / layout.Training.MaximumSteps;
    }
}
