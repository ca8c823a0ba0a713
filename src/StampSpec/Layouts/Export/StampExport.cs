using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Export;

/// <summary>
/// Cuts one alert after another into a folder. An alert that cannot be cut is reported and counted, and the export continues.
/// </summary>
public sealed class StampExport
{
    private readonly StampLayout _layout;
    private readonly StampFolder _folder;
    private readonly StampImages _images;
    private readonly Action<Diagnostic> _report;
    private long _skipped;
    private long _small;
    private long _unplaced;

    private StampExport(StampLayout layout, NormalisationOrder order, StampFolder folder, Action<Diagnostic> report) =>
        (_layout, _images, _folder, _report) = (layout, new StampImages(layout, order), folder, report);

    /// <summary>Cuts a stream of alerts. Afterwards the folder is complete; if this throws, nothing is written to it.</summary>
    /// <param name="readings">Alerts as <see cref="AlertFiles.Read"/> reads them.</param>
    /// <param name="layout">What the stamps show.</param>
    /// <param name="order">How they are normalised.</param>
    /// <param name="format">How they are written.</param>
    /// <param name="path">A folder as <see cref="StampFolder"/> takes it.</param>
    /// <param name="replaces">Whether a finished export in the folder may be replaced.</param>
    /// <param name="report">Receives the reason why an alert could not be read or cut.</param>
    /// <param name="cancellation">Stops between two alerts.</param>
    /// <exception cref="InvalidInputException">No alert could be cut, or the folder contains something else.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static StampExportSummary Write(
        IEnumerable<AlertReading> readings,
        StampLayout layout,
        NormalisationOrder order,
        StampFormat format,
        string path,
        bool replaces,
        Action<Diagnostic> report,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(readings);
        ArgumentNullException.ThrowIfNull(report);
        using var folder = new StampFolder(path, layout, order, format, replaces);
        var export = new StampExport(layout, order, folder, report);
        foreach (var reading in readings)
        {
            cancellation.ThrowIfCancellationRequested();
            export.Add(reading);
        }

        return export.Complete();
    }

    private void Add(AlertReading reading)
    {
        if (reading.Alert is not { } alert)
        {
            Skip([reading.Problem ?? Diagnostic.Error("cut.unreadable", "the packet could not be read")], reading.Source);
            return;
        }

        try
        {
            _folder.Add(alert, reading.Source, _images.Of(alert));
            _small += NativeCoverage.Problems(_layout, alert).Any() ? 1 : 0;
            _unplaced += alert.Note is null ? 0 : 1;
        }
        catch (InvalidInputException problem)
        {
            Skip(problem.Diagnostics, reading.Source);
        }
    }

    private StampExportSummary Complete()
    {
        if (_folder.Count == 0)
        {
            throw InvalidInputException.Of(
                "cut.no-alerts",
                FormattableString.Invariant($"none of {_skipped} alerts could be cut; nothing was written")
            );
        }

        _folder.Complete();
        return new StampExportSummary(_folder.Count, _skipped, _small, _unplaced);
    }

    private void Skip(IEnumerable<Diagnostic> problems, string source)
    {
        foreach (var problem in problems)
        {
            _report(problem.File is null ? problem with { File = source } : problem);
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
public sealed record StampExportSummary(long Cut, long Skipped, long Small, long Unplaced);
