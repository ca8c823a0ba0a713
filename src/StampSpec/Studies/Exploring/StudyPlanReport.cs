using System.Diagnostics;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Data;
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
/// <param name="Seconds">Estimated wall time if every step is as fast as the fastest that was measured, seconds.</param>
/// <param name="MostSeconds">Estimated wall time if every step is as slow as the slowest that was measured, seconds.</param>
public sealed record StudyPlanReport(
    string Name,
    IReadOnlyList<ClassCount> Counts,
    IReadOnlyList<SkippedCount> Skipped,
    IReadOnlyList<SplitCount> Splits,
    IReadOnlyList<LayoutForecast> Layouts,
    IReadOnlyList<ExcludedLayout> LeftOut,
    IReadOnlyList<CellForecast> Cells,
    double Seconds,
    double MostSeconds
)
{
    /// <summary>The study's question; null if it has none.</summary>
    public string? Question { get; init; }

    /// <summary>Name of the layout with which the others are compared.</summary>
    public required string Baseline { get; init; }

    /// <summary>Largest acceptable loss of macro-F1 against the baseline.</summary>
    public required double Margin { get; init; }

    /// <summary>What the bytes of layouts count: planes and form, in words.</summary>
    public required string BytesMeaning { get; init; }

    /// <summary>Number of training runs of each layout.</summary>
    public required int Runs { get; init; }

    /// <summary>Hash of the objects, labels and pixels that were read.</summary>
    public required string DataSha256 { get; init; }

    /// <summary>The same hash in the folder's results; null if the folder has none.</summary>
    public string? DataSha256OfResults { get; init; }

    /// <summary>SHA-256 of the list of candids that the spec names; null if it names none.</summary>
    public string? CandidsSha256 { get; init; }

    /// <summary>Sizes of the alerts' cutouts, such as <c>63 px of 1.01 arcsec, 63.6 arcsec wide (854 alerts)</c>.</summary>
    public required IReadOnlyList<string> Cutouts { get; init; }

    /// <summary>What a user should know about the data and the machine, in sentences.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Number of alerts with cutouts at the edge of a detector on an unknown side.</summary>
    public int Unplaced { get; init; }

    /// <summary>Wall time of reading the alerts and cutting the stamps, seconds, which a study does once.</summary>
    public required double ReadingSeconds { get; init; }

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
        var watch = Stopwatch.StartNew();
        using var prepared = PreparedStudy.Make(asked, folder, options, cancellation);
        var readingSeconds = watch.Elapsed.TotalSeconds;
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
            schedule.Seconds,
            schedule.MostSeconds
        )
        {
            Question = prepared.Study.Question,
            Baseline = prepared.Study.Baseline,
            Margin = prepared.Study.Margin,
            BytesMeaning = MeaningOf(prepared.Study),
            Runs = prepared.Study.Runs,
            DataSha256 = prepared.Keys.DataSha256,
            DataSha256OfResults = File.Exists(Path.Combine(folder, ResultFile.Provenance))
                ? StudyFolder.ReadProvenance(folder).DataSha256
                : null,
            CandidsSha256 = prepared.Study.DataSet.CandidsSha256,
            Cutouts = [.. prepared.Data.Cutouts.Select(c => c.ToString())],
            Notes =
            [
                .. DataNotes.Of(prepared.Study, prepared.Data, prepared.Missing),
                .. schedule.Limit is null ? [] : new[] { schedule.Limit },
            ],
            Unplaced = prepared.Data.Unplaced,
            ReadingSeconds = readingSeconds,
            Search = search,
            SearchRefused = refused,
        };
    }

    /// <summary>The report as a JSON document.</summary>
    public string ToJson() => StudyJson.Format(this);

    private static string MeaningOf(Study study) =>
        study.Bytes.InWords + (study.Layouts.Any(l => l.SentAs != PixelEncoding.None) ? StudySummary.EncodedMeaning : "");

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
/// <param name="Bytes">Bytes of one alert's stamps, in the planes and the form of the plan.</param>
/// <param name="Cells">Number of its cells.</param>
/// <param name="Pending">Number of its cells that would run.</param>
/// <param name="SecondsPerCell">Estimated wall time of one cell at the fastest measured step, seconds; 0 if none would run.</param>
/// <param name="MostSecondsPerCell">The same at the slowest measured step.</param>
public sealed record LayoutForecast(
    LayoutId Id,
    int PixelsPerImage,
    double FieldOfViewArcsec,
    double Bytes,
    int Cells,
    int Pending,
    double SecondsPerCell,
    double MostSecondsPerCell
)
{
    /// <summary>Settings of its classifier and of the training, as the keys of a spec in one line of YAML.</summary>
    public required string Classifier { get; init; }

    /// <summary>Inputs of its classifier, in words.</summary>
    public required string Inputs { get; init; }

    /// <summary>True if the layout is a control experiment, which competes neither for the front nor for the best layout.</summary>
    public bool IsControl { get; init; }

    /// <summary>File name of the model, trained elsewhere, that its cells use; null if the study trains classifiers.</summary>
    public string? ExternalModel { get; init; }
}

/// <summary>Number of objects of one class in each part of a split.</summary>
/// <param name="Class">The class.</param>
/// <param name="Train">Training objects.</param>
/// <param name="Validation">Validation objects, which decide when training stops.</param>
/// <param name="Test">Test objects, which are scored.</param>
public sealed record SplitCount(string Class, int Train, int Validation, int Test);
