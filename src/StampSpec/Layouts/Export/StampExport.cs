using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Export;

/// <summary>
/// Cuts one alert after another into a folder. An alert that cannot be cut is reported and counted, and the export continues.
/// </summary>
/// <param name="layout">What the stamps show.</param>
/// <param name="order">How they are normalised.</param>
/// <param name="format">How they are written.</param>
public sealed class StampExport(StampLayout layout, NormalisationOrder order, StampFormat format)
{
    private readonly StampImages _images = new(layout, order);
    private LabelTable? _labels;
    private long _skipped;
    private long _small;
    private long _unplaced;
    private long _unlabelled;

    /// <summary>A label table (CSV) whose classes and groups join index.csv; null for none.</summary>
    public string? LabelsPath { get; init; }

    /// <summary>The command line, which cut.json records.</summary>
    public string Command { get; init; } = "";

    /// <summary>Whether a finished export in the folder may be replaced.</summary>
    public bool Replaces { get; init; }

    /// <summary>Receives the reason why an alert could not be read or cut.</summary>
    public Action<Diagnostic> Report { get; init; } = _ => { };

    /// <summary>Cuts a stream of alerts. Afterwards the folder is complete; if this throws, nothing is written to it.</summary>
    /// <param name="readings">Alerts as <see cref="AlertFiles.Read"/> reads them.</param>
    /// <param name="path">A folder that is new, empty, or contains an export.</param>
    /// <param name="cancellation">Stops between two alerts.</param>
    /// <exception cref="InvalidInputException">
    /// No alert could be cut, no alert is in the label table or the table is invalid, or the folder contains something else.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public StampExportSummary Write(IEnumerable<AlertReading> readings, string path, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(readings);
        _labels = LabelsPath is null ? null : LabelTable.Load(LabelsPath);
        using var folder = new StampFolder(path, layout, order, format, Replaces, _labels);
        foreach (var reading in readings)
        {
            cancellation.ThrowIfCancellationRequested();
            Add(folder, reading);
        }

        return Complete(folder);
    }

    private void Add(StampFolder folder, AlertReading reading)
    {
        if (reading.Alert is not { } alert)
        {
            Skip([reading.Problem ?? Diagnostic.Error("cut.unreadable", "the packet could not be read")], reading.Source);
            return;
        }

        try
        {
            AlertVectors.RequireColumns(layout, alert);
            folder.Add(alert, reading.Source, _images.Of(alert));
            Count(alert);
        }
        catch (InvalidInputException problem)
        {
            Skip(problem.Diagnostics, reading.Source);
        }
    }

    private void Count(Alert alert)
    {
        _small += NativeCoverage.Problems(layout, alert).Any() ? 1 : 0;
        _unplaced += alert.Note is null ? 0 : 1;
        _unlabelled += _labels is null || (_labels.TryGet(alert.Candid, out var label) && label.Class is not null) ? 0 : 1;
    }

    private StampExportSummary Complete(StampFolder folder)
    {
        if (folder.Count == 0)
        {
            throw InvalidInputException.Of(
                "cut.no-alerts",
                FormattableString.Invariant($"none of {_skipped} alerts could be cut; nothing was written")
            );
        }

        if (_unlabelled == folder.Count)
        {
            throw InvalidInputException.Of(
                "cut.labels",
                FormattableString.Invariant($"the table has no class for any of the {folder.Count} alerts; nothing was written"),
                file: LabelsPath,
                fix: "give the label table of these alerts; its candid is the packet's"
            );
        }

        WarnOfEmptyColumns(folder);
        folder.Complete(new StampDescription(layout, order, format, Command));
        return new StampExportSummary(folder.Count, _skipped, _small, _unplaced, _unlabelled);
    }

    private void WarnOfEmptyColumns(StampFolder folder)
    {
        foreach (var column in folder.ColumnsWithoutValue)
        {
            Report(Diagnostic.Warning("cut.columns", $"no alert has a value of {column}, so its column in columns.csv is empty"));
        }
    }

    private void Skip(IEnumerable<Diagnostic> problems, string source)
    {
        foreach (var problem in problems)
        {
            Report(problem.File is null ? problem with { File = source } : problem);
        }

        _skipped++;
    }
}

/// <summary>The result of exporting stamps.</summary>
/// <param name="Cut">Alerts whose stamps were written.</param>
/// <param name="Skipped">Alerts that could not be read or cut.</param>
/// <param name="Small">
/// Of those cut, alerts whose cutouts are smaller than the layout's field of view, so that some pixels are missing.
/// </param>
/// <param name="Unplaced">Of those cut, alerts at a chip's edge whose cutouts could not be placed.</param>
/// <param name="Unlabelled">Of those cut, alerts for which the label table has no class; 0 without a table.</param>
public sealed record StampExportSummary(long Cut, long Skipped, long Small, long Unplaced, long Unlabelled);
