using StampSpec.Alerts;
using StampSpec.Diagnostics;
using StampSpec.Layouts;
using StampSpec.Layouts.Export;

namespace StampSpec.Cli;

/// <summary>Cuts one alert after another into a folder; lists and counts those that cannot be cut.</summary>
internal sealed class AlertCutting(StampImages images, StampLayout layout, StampFolder folder, TextWriter error)
{
    private long _skipped;
    private long _small;
    private long _unplaced;

    /// <summary>Adds one reading.</summary>
    public void Add(AlertReading reading)
    {
        if (reading.Alert is not { } alert)
        {
            Skip([reading.Problem ?? Diagnostic.Error("cut.unreadable", "the packet could not be read")], reading.Source);
            return;
        }

        try
        {
            folder.Add(alert, reading.Source, images.Of(alert));
            _small += layout.Images.Any(kind => IsSmall(alert[kind])) ? 1 : 0;
            _unplaced += alert.Note is null ? 0 : 1;
        }
        catch (InvalidInputException problem)
        {
            Skip(problem.Diagnostics, reading.Source);
        }
    }

    /// <summary>Completes the folder and says what was done.</summary>
    /// <exception cref="InvalidInputException">No alert could be cut.</exception>
    public void Finish()
    {
        if (folder.Count == 0)
        {
            throw new InvalidInputException(Diagnostic.Error("cut.no-alerts", FormattableString.Invariant($"none of {_skipped} alerts could be cut; nothing is written")));
        }

        folder.Complete();
        if (_small > 0)
        {
            error.WriteLine(FormattableString.Invariant($"{_small} of {folder.Count} alerts have cutouts smaller than the layout's {layout.FieldOfViewArcsec:0.###} arcsec; pixels beyond them are missing"));
        }

        DiagnosticText.WriteUnplaced(error, _unplaced);
        error.WriteLine(FormattableString.Invariant($"{folder.Count} alerts cut, {_skipped} skipped"));
    }

    private bool IsSmall(Cutout cutout)
    {
        var native = new StampScale(Math.Min(cutout.Flux.Width, cutout.Flux.Height), cutout.PixelScaleArcsec);
        return NativeCoverage.Problems(layout, native).Count > 0;
    }

    private void Skip(IEnumerable<Diagnostic> problems, string source)
    {
        foreach (var problem in problems)
        {
            error.WriteLine(problem.File is null ? problem with { File = source } : problem);
        }

        _skipped++;
    }
}
