using StampSpec.Diagnostics;
using StampSpec.Learning.Tuning;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Exploring;
using StampSpec.Studies.Results;

namespace StampSpec.Studies.Running;

/// <summary>What a study would do.</summary>
/// <param name="Name">Name of the study.</param>
/// <param name="Counts">Objects by set, class and origin.</param>
/// <param name="Skipped">What would be left out, by set and reason.</param>
/// <param name="Splits">Objects of each class in each part of the first run's first split.</param>
/// <param name="Layouts">Each layout's bytes, cells and time.</param>
/// <param name="LeftOut">Layouts of grids that are left out, as the spec asks.</param>
/// <param name="Cells">Every cell with what would happen to it.</param>
/// <param name="Seconds">Estimated wall time, seconds.</param>
public sealed record StudyForecast(
    string Name,
    IReadOnlyList<ClassCount> Counts,
    IReadOnlyList<SkippedCount> Skipped,
    IReadOnlyList<SplitCount> Splits,
    IReadOnlyList<LayoutForecast> Layouts,
    IReadOnlyList<LeftOutLayout> LeftOut,
    IReadOnlyList<CellForecast> Cells,
    double Seconds)
{
    /// <summary>Alerts used whose cutouts lie at a chip's edge on a side that is not known.</summary>
    public int Unplaced { get; init; }

    /// <summary>What <c>explore</c> would train; null where the spec asks for no search, or for one that would be refused.</summary>
    public SearchForecast? Search { get; init; }

    /// <summary>Why <c>explore</c> would refuse the search that the spec asks for; null where it would not.</summary>
    public string? SearchRefused { get; init; }

    /// <summary>Reads the data, plans the cells as <see cref="StudyRunner"/> does, and times a few training steps of each layout; writes nothing.</summary>
    /// <exception cref="InvalidInputException">The data cannot be used, or the folder belongs to another study.</exception>
    public static StudyForecast Make(Study asked, string folder, StudyOptions options, CancellationToken cancellation)
    {
        using var prepared = PreparedStudy.Make(asked, folder, options, cancellation);
        var (search, refused) = ForecastSearch(prepared);
        var jobs = CellQueue.Jobs(prepared.Study, options, prepared.Plan.Pending.Count);
        LayoutForecast[] layouts = [.. prepared.Study.Layouts.Select(l => Forecast(prepared, l, cancellation))];
        return new StudyForecast(
            prepared.Study.Name,
            StudyCounts.ByClass(prepared.Study.DataSet.Classes, prepared.Data.Objects),
            StudyCounts.ByReason(prepared.Data.Skipped),
            SplitCounts(prepared),
            layouts,
            prepared.Study.LeftOut,
            [.. prepared.Plan.Cells.Select(c => new CellForecast(c.Cell.Name, c.State.MustRun, c.State.Reason ?? c.State.Failure))],
            layouts.Zip(prepared.Study.Layouts, (forecast, layout) => LayoutSeconds(prepared, layout, forecast)).Sum() / jobs)
        {
            Unplaced = prepared.Data.Unplaced,
            Search = search,
            SearchRefused = refused,
        };
    }

    /// <summary>The forecast as a JSON document.</summary>
    public string ToJson() => StudyJson.Format(this);

    /// <summary>A study that cannot be searched can still be run and is planned; the plan says why it cannot be searched.</summary>
    private static (SearchForecast? Search, string? Refused) ForecastSearch(PreparedStudy prepared)
    {
        try
        {
            return (prepared.Study.Search is null ? null : SearchForecast.Make(prepared.Study, prepared.Data), null);
        }
        catch (InvalidInputException refused)
        {
            return (null, refused.Diagnostics[0].Message);
        }
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

    private static SplitCount[] SplitCounts(PreparedStudy prepared)
    {
        if (prepared.Plan.Cells.Count == 0)
        {
            return [];
        }

        var split = prepared.Plan.Cells[0].Split;
        return [.. prepared.Study.DataSet.Classes.Index().Select(c => new SplitCount(
            c.Item, Count(split.Train, c.Index), Count(split.Validation, c.Index), Count(split.Test, c.Index)))];

        int Count(IReadOnlyList<int> part, int k) => part.Count(i => prepared.Data.Labels[i] == k);
    }
}
