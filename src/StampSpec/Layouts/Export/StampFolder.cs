using System.Text.RegularExpressions;
using StampSpec.Alerts;
using StampSpec.Diagnostics;

namespace StampSpec.Layouts.Export;

/// <summary>
/// A folder of exported stamps: IMAGE-K.npy of shape (alerts, pixels, pixels), or one FITS file an alert, and index.csv in the same order. Everything is
/// written in a hidden folder inside it and moved at the end, index.csv last: a folder without index.csv is no finished export.
/// Memory does not grow with the number of alerts.
/// </summary>
public sealed partial class StampFolder : IDisposable
{
    private readonly string _folder;
    private readonly string _staging;
    private readonly bool _isNew;
    private readonly IStampWriter _writer;
    private readonly StampIndex _index;
    private bool _isComplete;

    /// <summary>Opens a folder for a new export.</summary>
    /// <param name="folder">A folder that does not exist, is empty, or holds an earlier export, which <see cref="Complete"/> replaces.</param>
    /// <param name="layout">What the stamps show.</param>
    /// <param name="order">How they are normalised.</param>
    /// <param name="format">How they are written.</param>
    /// <exception cref="InvalidInputException">The folder holds something else.</exception>
    public StampFolder(string folder, StampLayout layout, NormalisationOrder order, StampFormat format)
    {
        _folder = Path.GetFullPath(folder);
        RequireOwn(_folder, folder);
        _isNew = !Directory.Exists(_folder);
        _staging = Path.Combine(_folder, ".unfinished");
        if (Directory.Exists(_staging))
        {
            Directory.Delete(_staging, recursive: true);
        }

        Directory.CreateDirectory(_staging);
        _writer = format == StampFormat.Npy ? new NpyStampWriter(_staging, layout) : new FitsStampWriter(_staging, layout, order);
        _index = new StampIndex(_staging);
    }

    /// <summary>Alerts added so far.</summary>
    public long Count { get; private set; }

    /// <summary>Adds the stamps of one alert.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="source">Where it came from, as the index names it.</param>
    /// <param name="stamps">What <see cref="StampImages"/> cut from it.</param>
    public void Add(Alert alert, string source, IReadOnlyList<StampImage> stamps)
    {
        var own = _writer.Add(alert, stamps);
        _index.Add(new StampIndexRow(Count, alert.Candid, alert.ObjectId, alert.RightAscensionDeg, alert.DeclinationDeg, source, own));
        Count++;
    }

    /// <summary>Finishes the export and puts it in place of an earlier one.</summary>
    public void Complete()
    {
        _writer.Complete();
        CloseFiles();
        foreach (var file in Directory.GetFiles(_folder).OrderBy(f => Path.GetFileName(f) != StampIndex.FileName))
        {
            File.Delete(file);
        }

        foreach (var file in Directory.GetFiles(_staging).OrderBy(f => Path.GetFileName(f) == StampIndex.FileName))
        {
            File.Move(file, Path.Combine(_folder, Path.GetFileName(file)));
        }

        _isComplete = true;
        Directory.Delete(_staging);
    }

    /// <summary>Removes what was written, unless the export is complete.</summary>
    public void Dispose()
    {
        try
        {
            CloseFiles();
        }
        finally
        {
            RemoveUnfinished();
        }
    }

    private static void RequireOwn(string folder, string asGiven)
    {
        if (File.Exists(folder))
        {
            throw new InvalidInputException(Foreign(asGiven, "this is a file, not a folder"));
        }

        if (!Directory.Exists(folder))
        {
            return;
        }

        var foreign = Directory.EnumerateFileSystemEntries(folder)
            .Select(entry => Path.GetFileName(entry))
            .Where(name => !OwnName().IsMatch(name))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
        if (foreign is not null)
        {
            throw new InvalidInputException(Foreign(asGiven, $"the folder holds {foreign}, which is no part of an export of stamps"));
        }
    }

    private static Diagnostic Foreign(string folder, string message)
        => Diagnostic.Error("cut.folder", message) with { File = folder, Fix = "give --out a new or empty folder, or one of an earlier cut" };

    [GeneratedRegex(@"^(index\.csv|\.unfinished|(science|template|difference)-\d+\.npy|\d+(-\d+)?\.fits)$")]
    private static partial Regex OwnName();

    private void RemoveUnfinished()
    {
        if (!_isComplete && Directory.Exists(_staging))
        {
            Directory.Delete(_staging, recursive: true);
            if (_isNew)
            {
                Directory.Delete(_folder);
            }
        }
    }

    private void CloseFiles()
    {
        _writer.Dispose();
        _index.Dispose();
    }
}
