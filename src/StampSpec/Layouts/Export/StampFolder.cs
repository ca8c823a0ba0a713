using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Export;

/// <summary>
/// A folder of exported stamps: IMAGE-K.npy and IMAGE-K-missing.npy of shape (alerts, pixels, pixels), or one FITS file for each alert;
/// position.npy, features.npy if the layout has features, columns.csv if it has packet
/// columns, cut.json, and index.csv in the same order. Everything is written to a hidden
/// folder inside it and moved at the end, index.csv last, so a folder without index.csv is not a finished export. Memory use does not grow
/// with the number of alerts.
/// </summary>
internal sealed partial class StampFolder : IDisposable
{
    private readonly StagedFolder _folder;
    private readonly IStampWriter _writer;
    private readonly StampIndex _index;
    private readonly VectorArrays _vectors;
    private readonly ColumnTable? _columns;
    private readonly HashSet<SurveyKind> _surveys = [];

    /// <summary>Opens a folder for a new export.</summary>
    /// <param name="folder">
    /// A folder that does not exist, is empty, or contains an earlier export, which <see cref="Complete"/> replaces if it may.
    /// </param>
    /// <param name="layout">What the stamps show.</param>
    /// <param name="order">How they are normalised.</param>
    /// <param name="format">How they are written.</param>
    /// <param name="replaces">Whether a finished export in the folder may be replaced.</param>
    /// <param name="labels">Classes and groups of the alerts for the index; null for none.</param>
    /// <exception cref="InvalidInputException">The folder contains a finished export that may not be replaced, or something
    /// else.</exception>
    public StampFolder(
        string folder,
        StampLayout layout,
        NormalisationOrder order,
        StampFormat format,
        bool replaces = false,
        LabelTable? labels = null
    )
    {
        RequireOwn(Path.GetFullPath(folder), folder);
        if (!replaces)
        {
            RefuseFinished(folder);
        }

        _folder = new StagedFolder(Path.GetFullPath(folder), StampIndex.FileName);
        _writer =
            format == StampFormat.Npy
                ? new NpyStampWriter(_folder.Staging, layout, order)
                : new FitsStampWriter(_folder.Staging, layout, order);
        _vectors = new VectorArrays(_folder.Staging, layout);
        _columns = layout.Columns.Count == 0 ? null : new ColumnTable(_folder.Staging, layout.Columns);
        _index = new StampIndex(_folder.Staging, labels);
    }

    /// <summary>Names of the packet columns of which no alert so far has a value.</summary>
    public IEnumerable<string> ColumnsWithoutValue => _columns?.WithoutValue ?? [];

    /// <summary>Alerts added so far.</summary>
    public long Count { get; private set; }

    /// <summary>Adds the stamps of one alert.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="source">Where it came from, as the index names it.</param>
    /// <param name="stamps">The stamps that <see cref="StampImages"/> cut from it.</param>
    public void Add(Alert alert, string source, IReadOnlyList<StampImage> stamps)
    {
        var own = _writer.Add(alert, stamps);
        _columns?.Add(Count, alert);
        _vectors.Add(alert);
        _index.Add(Count, alert, source, own);
        _surveys.Add(alert.Survey);
        Count++;
    }

    /// <summary>Finishes the export, which replaces an earlier one.</summary>
    /// <param name="description">What the arrays mean; null for an export without cut.json.</param>
    public void Complete(StampDescription? description = null)
    {
        _writer.Complete();
        _vectors.Complete();
        if (description is not null)
        {
            File.WriteAllText(Path.Combine(_folder.Staging, StampDescription.FileName), description.ToJson(Count, _surveys));
        }

        CloseFiles();
        _folder.Complete();
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
            _folder.Dispose();
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

        var foreign = Directory
            .EnumerateFileSystemEntries(folder)
            .Select(entry => Path.GetFileName(entry))
            .Where(name => !OwnName().IsMatch(name))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
        if (foreign is not null)
        {
            throw new InvalidInputException(Foreign(asGiven, $"the folder contains {foreign}, which is not part of an export of stamps"));
        }
    }

    private static void RefuseFinished(string folder)
    {
        var index = new FileInfo(Path.Combine(folder, StampIndex.FileName));
        if (index.Exists)
        {
            throw InvalidInputException.Of(
                "cut.finished",
                FormattableString.Invariant($"the folder contains an export of stamps from {index.LastWriteTimeUtc:yyyy-MM-dd HH:mm} UTC"),
                file: folder,
                fix: "give another folder with --out, or add --fresh to replace the export"
            );
        }
    }

    private static Diagnostic Foreign(string folder, string message) =>
        Diagnostic.Error(
            "cut.folder",
            message,
            file: folder,
            fix: "give --out a new or empty folder, or the folder of an earlier cut with --fresh"
        );

    [GeneratedRegex(
        @"^((index|columns)\.csv|cut\.json|\.unfinished|(position|features)\.npy|(science|template|difference)-\d+(-missing)?\.npy"
            + @"|-?\d+(-\d+)?\.fits)$"
    )]
    private static partial Regex OwnName();

    private void CloseFiles()
    {
        _writer.Dispose();
        _vectors.Dispose();
        _columns?.Dispose();
        _index.Dispose();
    }
}

/// <summary>File formats of exported stamps.</summary>
public enum StampFormat
{
    /// <summary>One numpy array for each scale of each image.</summary>
    Npy,

    /// <summary>One FITS file for each alert.</summary>
    Fits,
}

/// <summary>position.npy and features.npy: what a classifier gets beside the stamps, with one row for each alert.</summary>
internal sealed class VectorArrays : IDisposable
{
    private readonly StampLayout _layout;
    private readonly NpyStack _position;
    private readonly NpyStack? _features;

    public VectorArrays(string folder, StampLayout layout)
    {
        _layout = layout;
        _position = new NpyStack(PathOf(StampDescription.Position), NpyNumber.Float32, AlertVectors.PositionLength);
        _features =
            layout.FeatureLength == 0 ? null : new NpyStack(PathOf(StampDescription.Features), NpyNumber.Float32, layout.FeatureLength);

        string PathOf(string name) => Path.Combine(folder, name + ".npy");
    }

    /// <summary>Adds the row of an alert.</summary>
    public void Add(Alert alert)
    {
        var position = new float[AlertVectors.PositionLength];
        AlertVectors.WritePosition(alert, position);
        _position.Add(position);
        if (_features is not null)
        {
            var features = new float[_layout.FeatureLength];
            AlertVectors.WriteFeatures(_layout, alert, features);
            _features.Add(features);
        }
    }

    /// <summary>Finishes the files.</summary>
    public void Complete()
    {
        _position.Complete();
        _features?.Complete();
    }

    public void Dispose()
    {
        _position.Dispose();
        _features?.Dispose();
    }
}

/// <summary>
/// index.csv: columns row, candid, objectId, ra, dec (degrees), source, and stamps for FITS; class and group if there is a table of labels,
/// empty if it does not give them for an alert.
/// </summary>
internal sealed class StampIndex : IDisposable
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "index.csv";

    private static readonly string[] Columns = ["row", "candid", "objectId", "ra", "dec", "source", "stamps"];
    private static readonly string[] LabelColumns = ["class", "group"];

    private readonly FileStream _file;
    private readonly CsvWriter _csv;
    private readonly LabelTable? _labels;

    public StampIndex(string folder, LabelTable? labels)
    {
        _labels = labels;
        _file = File.Create(Path.Combine(folder, FileName));
        _csv = Csv.Writer(_file);
        _csv.WriteRecord([.. Columns, .. labels is null ? [] : LabelColumns]);
    }

    /// <summary>Adds the row of an alert.</summary>
    /// <param name="row">The alert's row in every array, from 0.</param>
    /// <param name="alert">The alert.</param>
    /// <param name="source">The packet's file, or archive and entry.</param>
    /// <param name="stamps">The alert's own FITS file; empty if stamps are arrays.</param>
    public void Add(long row, Alert alert, string source, string stamps)
    {
        _csv.WriteField(row);
        _csv.WriteField(alert.Candid);
        _csv.WriteField(alert.ObjectId);
        _csv.WriteField(alert.RightAscensionDeg);
        _csv.WriteField(alert.DeclinationDeg);
        _csv.WriteField(source);
        _csv.WriteField(stamps);
        if (_labels is not null)
        {
            _labels.TryGet(alert.Candid, out var label);
            _csv.WriteField(label?.Class ?? "");
            _csv.WriteField(label?.Group ?? "");
        }

        _csv.EndRecord();
    }

    public void Dispose()
    {
        _csv.Dispose();
        _file.Dispose();
    }
}

/// <summary>
/// columns.csv: row, candid, and one column for each packet column, with the packet's own numbers; a missing value is an empty field.
/// </summary>
internal sealed class ColumnTable : IDisposable
{
    private readonly IReadOnlyList<PacketColumn> _columns;
    private readonly bool[] _hasValue;
    private readonly FileStream _file;
    private readonly CsvWriter _csv;

    public ColumnTable(string folder, IReadOnlyList<PacketColumn> columns)
    {
        _columns = columns;
        _hasValue = new bool[columns.Count];
        _file = File.Create(Path.Combine(folder, StampDescription.Columns));
        _csv = Csv.Writer(_file);
        _csv.WriteRecord(["row", "candid", .. columns.Select(c => c.Name)]);
    }

    /// <summary>Names of the columns of which no alert so far has a value.</summary>
    public IEnumerable<string> WithoutValue => _columns.Where((_, i) => !_hasValue[i]).Select(c => c.Name);

    /// <summary>Adds the row of an alert.</summary>
    /// <param name="row">The alert's row in every array, from 0.</param>
    /// <param name="alert">The alert.</param>
    public void Add(long row, Alert alert)
    {
        _csv.WriteField(row);
        _csv.WriteField(alert.Candid);
        foreach (var (i, column) in _columns.Index())
        {
            var value = column.ValueIn(alert);
            _csv.WriteField(double.IsNaN(value) ? "" : Number(column, value));
            _hasValue[i] |= !double.IsNaN(value);
        }

        _csv.EndRecord();
    }

    public void Dispose()
    {
        _csv.Dispose();
        _file.Dispose();
    }

    private static string Number(PacketColumn column, double value) =>
        column.Type == ColumnType.Float
            ? ((float)value).ToString(CultureInfo.InvariantCulture)
            : value.ToString(CultureInfo.InvariantCulture);
}
