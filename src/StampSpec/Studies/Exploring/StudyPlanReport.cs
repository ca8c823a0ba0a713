using StampSpec.Common;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Model;
using StampSpec.Studies.Running;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Exploring;

/// <summary>The plan of a study: what running it would do.</summary>
/// <param name="Name">Name of the study.</param>
/// <param name="Counts">Number of objects by set, class and origin.</param>
/// <param name="Skipped">Number of alerts and labels that would be skipped, by set and reason.</param>
/// <param name="Splits">Number of objects of each class in each part of the first run's first split.</param>
/// <param name="Layouts">Each layout's bytes, cells and time.</param>
/// <param name="LeftOut">Layouts of grids that are left out because they do not fit, if the spec allows this.</param>
/// <param name="Cells">Every cell, and whether it would run.</param>
/// <param name="Seconds">Estimated wall time, seconds.</param>
public sealed record StudyPlanReport(
    string Name,
    IReadOnlyList<ClassCount> Counts,
    IReadOnlyList<SkippedCount> Skipped,
    IReadOnlyList<SplitCount> Splits,
    IReadOnlyList<LayoutForecast> Layouts,
    IReadOnlyList<ExcludedLayout> LeftOut,
    IReadOnlyList<CellForecast> Cells,
    double Seconds
)
{
    /// <summary>Number of alerts with cutouts at the edge of a detector on an unknown side.</summary>
    public int Unplaced { get; init; }

    /// <summary>The training that <c>explore</c> would need; null if the spec has no search, or if <c>explore</c> would reject
    /// it.</summary>
    public SearchForecast? Search { get; init; }

    /// <summary>Why <c>explore</c> would reject the spec's search; null if it would accept it.</summary>
    public string? SearchRefused { get; init; }

    /// <summary>Reads the data, plans the cells as <see cref="StudyRunner"/> does, and measures the time of a few training steps of each
    /// layout. Nothing is written.</summary>
    /// <exception cref="InvalidInputException">The data cannot be used, or the folder belongs to another study.</exception>
    public static StudyPlanReport Make(Study asked, string folder, StudyOptions options, CancellationToken cancellation)
    {
        using var prepared = PreparedStudy.Make(asked, folder, options, cancellation);
        var (search, refused) = ForecastSearch(prepared);
        var schedule = CellSchedule.Estimate(prepared, options, cancellation);
        return new StudyPlanReport(
            prepared.Study.Name,
            StudyAssembly.ByClass(prepared.Study.DataSet.Classes, prepared.Data.Objects),
            StudyAssembly.ByReason(prepared.Data.Skipped),
            SplitCounts(prepared),
            schedule.Layouts,
            prepared.Study.LeftOut,
            [.. prepared.Plan.Cells.Select(c => new CellForecast(c.Cell.Name, c.State.MustRun, c.State.Reason ?? c.State.Failure))],
            schedule.Seconds
        )
        {
            Unplaced = prepared.Data.Unplaced,
            Search = search,
            SearchRefused = refused,
        };
    }

    /// <summary>The report as a JSON document.</summary>
    public string ToJson() => StudyJson.Format(this);

    /// <summary>A study that cannot be searched can still be run, so the plan only says why it cannot be searched.</summary>
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

    private static SplitCount[] SplitCounts(PreparedStudy prepared)
    {
        if (prepared.Plan.Cells.Count == 0)
        {
            return [];
        }

        var split = prepared.Plan.Cells[0].Split;
        return
        [
            .. prepared
                .Study.DataSet.Classes.Index()
                .Select(c => new SplitCount(
                    c.Item,
                    Count(split.Train, c.Index),
                    Count(split.Validation, c.Index),
                    Count(split.Test, c.Index)
                )),
        ];

        int Count(IReadOnlyList<int> part, int k) => part.Count(i => prepared.Data.Labels[i] == k);
    }
}

/// <summary>The plan for one cell.</summary>
/// <param name="Cell">Name of the cell's files.</param>
/// <param name="MustRun">True if the cell would run, false if its result would be kept.</param>
/// <param name="Reason">Why it would run, or why it failed before; null if its result is valid.</param>
public sealed record CellForecast(string Cell, bool MustRun, string? Reason);

/// <summary>The cost of one layout: its bytes, and the time to study it.</summary>
/// <param name="Id">The layout.</param>
/// <param name="PixelsPerImage">Number of pixels that one plane of one image stores.</param>
/// <param name="FieldOfViewArcsec">Side of the widest field, arcsec.</param>
/// <param name="Bytes">Bytes of one alert's stamps, uncompressed and without headers.</param>
/// <param name="Cells">Number of its cells.</param>
/// <param name="Pending">Number of its cells that would run.</param>
/// <param name="SecondsPerCell">Estimated wall time of one cell, seconds; 0 if none would run.</param>
public sealed record LayoutForecast(
    LayoutId Id,
    int PixelsPerImage,
    double FieldOfViewArcsec,
    double Bytes,
    int Cells,
    int Pending,
    double SecondsPerCell
)
{
    /// <summary>File name of the model, trained elsewhere, that its cells use; null if the study trains classifiers.</summary>
    public string? ExternalModel { get; init; }
}

/// <summary>Number of objects of one class in each part of a split.</summary>
/// <param name="Class">The class.</param>
/// <param name="Train">Training objects.</param>
/// <param name="Validation">Validation objects, which decide when training stops.</param>
/// <param name="Test">Test objects, which are scored.</param>
public sealed record SplitCount(string Class, int Train, int Validation, int Test);
