using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Sky.Packets;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Data;

/// <summary>Reads alerts from files and joins them with their labels. Alerts and labels that cannot be used are listed and do not stop the
/// reading.</summary>
internal sealed class LabelledFileReader
{
    private readonly StudyDataSet _dataSet;
    private readonly LabelledFiles _files;
    private readonly string _role;
    private readonly DataFolder _folder;
    private readonly LabelTable _labels;

    /// <summary>Groups of the labels with a class and, as far as their alerts have been read, their objects.</summary>
    private readonly HashSet<string> _classified;

    private readonly CandidList? _pinned;
    private readonly HashSet<long> _seen = [];

    /// <summary>Strength of labels whose table states none; null for alerts that may be scored, whose strength nobody may assume.</summary>
    private readonly string? _impliedStrength;

    public LabelledFileReader(StudyDataSet dataSet, LabelledFiles files, string role)
    {
        (_dataSet, _files, _role) = (dataSet, files, role);
        if (!Path.Exists(files.AlertsPath))
        {
            throw InvalidInputException.Of(
                "study.no-data",
                "the file or folder of alerts does not exist",
                file: files.AlertsPath,
                fix: $"give a folder, a packet, a Parquet table or a tar archive with {KeyOf(role)}"
            );
        }

        _folder = new DataFolder(files.AlertsPath);
        _labels = LabelTable.Load(files.LabelsPath);
        _pinned = dataSet.CandidsPath is { } list ? CandidList.Load(list) : null;
        _impliedStrength = ImpliedStrength();
        _classified = Classified.Select(r => r.Group).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whether the alerts only serve for training.</summary>
    private bool IsForTraining => _role is DataRole.Training or DataRole.Pretraining;

    private bool HasOwnPackets => !Directory.Exists(_files.AlertsPath) || AlertFiles.HasPackets(_files.AlertsPath);

    /// <summary>The path of the alerts.</summary>
    public string AlertsPath => _files.AlertsPath;

    /// <summary>Whether any alert that was read has a label.</summary>
    public bool HasLabelledAlerts => _seen.Any(HasLabel);

    /// <summary>Candids of the label table.</summary>
    public IReadOnlyList<long> LabelledCandids => [.. _labels.Rows.Select(r => r.Candid)];

    /// <summary>The alerts and labels skipped so far.</summary>
    public List<SkippedRow> Skipped { get; } = [];

    /// <summary>Classes of the labels that the study does not use, with the number of their labels.</summary>
    public IReadOnlyDictionary<string, int> OtherClasses =>
        _labels
            .Rows.Where(r => r.Class is { } name && !_dataSet.Classes.Contains(name))
            .CountBy(r => r.Class!)
            .ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal);

    /// <summary>The alerts to which the data set is pinned; null if it is not.</summary>
    public CandidList? Pinned => _pinned;

    /// <summary>Whether a listed candid has a row in the labels; the list may pin the alerts of two label tables.</summary>
    public bool HasLabel(long candid) => _labels.TryGet(candid, out _);

    /// <summary>What the labels that the study uses rest on, as far as the table states it.</summary>
    public IEnumerable<string> Evidence => _labels.Rows.Where(r => Refusal(r) is null).Select(r => r.Evidence).OfType<string>();

    /// <summary>Groups of the labels that the study uses.</summary>
    public IReadOnlySet<string> Groups =>
        _labels.Rows.Where(r => Refusal(r) is null).Select(r => r.Group).ToHashSet(StringComparer.Ordinal);

    /// <summary>How a dataset's alerts are read.</summary>
    /// <exception cref="InvalidInputException">The schemas of its wire messages cannot be read.</exception>
    public static AlertReadingOptions ReadingOf(StudyDataSet dataSet) => AlertReadingOptions.Default.WithSchemas(dataSet.SchemasPath);

    private IEnumerable<LabelRow> Classified => _labels.Rows.Where(r => r.Class is not null);

    /// <summary>Candidates for backgrounds: all alerts of the folder or, if only the labels name its files, those without a class. Packets
    /// that cannot be read are listed.</summary>
    public IEnumerable<Alert> Unlabelled()
    {
        foreach (var reading in ReadFilesOf(_labels.Rows.Where(r => r.Class is null)))
        {
            if (reading.Alert is { } alert)
            {
                yield return alert;
            }
            else if (!HasOwnPackets)
            {
                // The packets of a folder have been read, and listed, together with those that have a class.
                Skip(reading.Source, SkipReason.Unreadable, reading.Problem!.ToString());
            }
        }
    }

    /// <summary>Reads to which objects the alerts with a class belong, before <see cref="Read"/> does, so that none of these objects
    /// becomes a background.</summary>
    public void FindObjects()
    {
        foreach (var reading in ReadFilesOf(Classified))
        {
            if (reading.Alert is { } alert && _labels.TryGet(alert.Candid, out var row))
            {
                NoteObject(alert, row);
            }
        }
    }

    /// <summary>Whether an alert can be a background for injection: it has no class in the table, and shares no object or group with an
    /// alert that has one and has been read.</summary>
    public bool IsBackground(Alert alert) =>
        !_classified.Contains(alert.ObjectId)
        && (!_labels.TryGet(alert.Candid, out var row) || (row.Class is null && !_classified.Contains(row.Group)));

    private IEnumerable<AlertReading> ReadFilesOf(IEnumerable<LabelRow> rows)
    {
        string[] paths = HasOwnPackets ? [_files.AlertsPath] : [.. rows.Select(Find).OfType<string>()];
        return paths.Length == 0 ? [] : AlertFiles.Read(paths, ReadingOf(_dataSet));
    }

    private void NoteObject(Alert alert, LabelRow row)
    {
        if (row.Class is not null)
        {
            _classified.UnionWith(OwnRelatives.NamesOf(alert.ObjectId, row.Group, OriginOf(row)));
        }
    }

    /// <summary>The alerts with a class of the study, in the order of reading.</summary>
    public IEnumerable<StudySource> Read()
    {
        foreach (var reading in AlertFiles.Read(Paths(), ReadingOf(_dataSet)))
        {
            if (reading.Alert is not { } alert)
            {
                Skip(reading.Source, SkipReason.Unreadable, reading.Problem!.ToString());
            }
            else if (!_seen.Add(alert.Candid))
            {
                Skip(reading.Source, SkipReason.Duplicate, $"duplicate candid {alert.Candid}");
            }
            else if (_pinned?.Contains(alert.Candid) == false)
            {
                Skip(reading.Source, SkipReason.NotListed, NotListed(alert.Candid));
            }
            else if (!_labels.TryGet(alert.Candid, out var row))
            {
                SkipUnlabelled(reading.Source, alert.Candid);
            }
            else if (Refusal(row) is { } refusal)
            {
                NoteObject(alert, row);
                Skip(reading.Source, refusal.Reason, refusal.Detail);
            }
            else
            {
                NoteObject(alert, row);
                yield return new StudySource(new LabelledAlert(alert, row.Class!, row.Group), OriginOf(row), _role, reading.Source);
            }
        }

        ReportMissing();
    }

    /// <summary>The given path or, if it is a folder without packets, the files in it that the labels name, relative to this folder or to
    /// the label table.</summary>
    private List<string> Paths()
    {
        if (IsForTraining && NamedFiles() is { } named)
        {
            return named;
        }

        if (HasOwnPackets)
        {
            return [_files.AlertsPath];
        }

        var paths = new List<string>();
        foreach (var row in _labels.Rows)
        {
            if (Refusal(row) is { } refusal)
            {
                Skip(row.File ?? $"candid {row.Candid}", refusal.Reason, refusal.Detail);
                _seen.Add(row.Candid);
            }
            else if (Find(row) is { } path)
            {
                paths.Add(path);
            }
        }

        return paths.Count > 0
            ? paths
            : throw InvalidInputException.Of(
                "study.no-alerts",
                "the folder does not contain an .avro or .parquet file, and the labels do not name a file in it",
                file: _files.AlertsPath,
                fix: "give the folder of the packets, or a label table with a column file"
            );
    }

    /// <summary>
    /// The files of all labels that are used, so that a large folder is not read for few of its alerts; null if the table does not name
    /// all of them.
    /// </summary>
    private List<string>? NamedFiles()
    {
        string?[] paths = [.. _labels.Rows.Where(r => Refusal(r) is null).Select(Find)];
        return paths.Length == 0 || paths.Contains(null) ? null : [.. paths.OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private string? Find(LabelRow row) =>
        row.File is null
            ? null
            : new[] { _files.AlertsPath, Path.GetDirectoryName(_files.LabelsPath)! }
                .Select(folder => Path.GetFullPath(Path.Combine(folder, row.File)))
                .FirstOrDefault(path => _folder.Contains(path) && File.Exists(path));

    private (string Reason, string Detail)? Refusal(LabelRow row) =>
        _pinned?.Contains(row.Candid) == false ? (SkipReason.NotListed, NotListed(row.Candid))
        : row.Class is null ? (SkipReason.Unlabelled, $"candid {row.Candid} has no class")
        : !_dataSet.Classes.Contains(row.Class) ? (SkipReason.OtherClass, $"candid {row.Candid} has class {row.Class}")
        : _dataSet.Strengths is { } strengths && (StrengthOf(row) is not { } strength || !strengths.Contains(strength))
            ? (SkipReason.Strength, $"the label of candid {row.Candid} is {StrengthOf(row) ?? "of no stated strength"}")
        : null;

    private string? StrengthOf(LabelRow row) => row.Strength ?? _impliedStrength;

    /// <summary>The origin of alerts that only serve for training names the strength of their labels, so that every table shows
    /// it.</summary>
    private string OriginOf(LabelRow row) =>
        row.Strength == SurveyFolder.SyntheticStrength ? "synthetic"
        : !IsForTraining ? DataOrigin.Real
        : StrengthOf(row) is { } strength ? $"{DataOrigin.Real} ({strength} label)"
        : $"{DataOrigin.Real} (label of no stated strength)";

    private string? ImpliedStrength()
    {
        if (!IsForTraining || _dataSet.Strengths is not { } strengths || _labels.Rows.Any(r => r.Strength is not null))
        {
            return null;
        }

        return strengths is [var only]
            ? only
            : throw InvalidInputException.Of(
                "study.further-labels",
                FormattableString.Invariant($"the labels state no strength, so {strengths.Count} strengths cannot select among them"),
                file: _files.LabelsPath,
                path: KeyOf(_role, "strength"),
                fix: "write one strength, which all labels of the table then have, or remove strength"
            );
    }

    private static string KeyOf(string role, string key = "data") =>
        role switch
        {
            DataRole.Training => $"dataset.train-also.{key}",
            DataRole.Pretraining => $"dataset.pretrain.{key}",
            DataRole.Test => $"--test-{key}",
            _ => $"--{key}",
        };

    private string NotListed(long candid) => $"candid {candid} is not in {Path.GetFileName(_dataSet.CandidsPath)}";

    private void ReportMissing()
    {
        foreach (var row in _labels.Rows.Where(r => Refusal(r) is null && !_seen.Contains(r.Candid)))
        {
            Skip(row.File ?? $"candid {row.Candid}", SkipReason.NoAlert, $"candid {row.Candid} has a label, but its alert was not found");
        }
    }

    /// <summary>A folder from which only training alerts are taken contains others too, such as the study's own.</summary>
    private void SkipUnlabelled(string source, long candid)
    {
        if (!IsForTraining)
        {
            Skip(source, SkipReason.Unlabelled, $"candid {candid} is not in {Path.GetFileName(_files.LabelsPath)}");
        }
    }

    private void Skip(string source, string reason, string detail) =>
        Skipped.Add(new SkippedRow(_role, _folder.Portable(source), reason, _folder.Portable(detail)));
}

/// <summary>The folder of alerts: the given folder, or that of the given file.</summary>
/// <param name="alertsPath">The alerts as the user gave them, with or without a separator at the end.</param>
internal sealed class DataFolder(string alertsPath)
{
    private readonly string _start = WithSeparator(Directory.Exists(alertsPath) ? alertsPath : Path.GetDirectoryName(alertsPath) ?? "");

    /// <summary>Whether a full path is in the folder or in folders inside it.</summary>
    public bool Contains(string path) => path.StartsWith(_start, StringComparison.Ordinal);

    /// <summary>A text without the folder: tables are copied to other machines, where the folders of this one do not exist.</summary>
    public string Portable(string text) => Path.GetPathRoot(_start) == _start ? text : text.Replace(_start, "", StringComparison.Ordinal);

    private static string WithSeparator(string folder) =>
        Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;
}

/// <summary>Short names of the reasons why an alert or a label is skipped, as skipped.csv writes them.</summary>
internal static class SkipReason
{
    public const string Unreadable = "unreadable";
    public const string Unlabelled = "unlabelled";
    public const string NotListed = "not-listed";
    public const string OtherClass = "other-class";
    public const string Strength = "strength";
    public const string Duplicate = "duplicate";
    public const string InTestGroup = "in-test-group";
    public const string OwnAlert = "own-alert";
    public const string OwnRelative = "own-relative";
    public const string SmallClass = "small-class";
    public const string NoAlert = "no-alert";
    public const string NotSimulated = "not-simulated";
    public const string LayoutMisfit = "layout-misfit";
    public const string GlintTrain = "glint-train";

    /// <summary>A number of skipped alerts or labels with their reason, for sentences.</summary>
    public static string InWords(string reason, int count)
    {
        var (alerts, labels) = count == 1 ? ("alert", "label") : ("alerts", "labels");
        var words = reason switch
        {
            Unreadable => $"unreadable {(count == 1 ? "packet or table" : "packets or tables")}",
            Unlabelled => $"{alerts} without a label",
            NotListed => $"{alerts} outside the list of candids",
            OtherClass => $"{alerts} of other classes",
            Strength => $"{alerts} with a label of another strength",
            Duplicate => $"duplicate {alerts}",
            InTestGroup => $"{alerts} in groups of the test set",
            OwnAlert => $"{alerts} that the study itself uses",
            OwnRelative => $"{alerts} of objects or groups that the study itself uses",
            SmallClass => $"{alerts} of small classes",
            NoAlert => $"{labels} without an alert",
            NotSimulated => $"{alerts} that cannot be simulated",
            LayoutMisfit => $"{alerts} that do not fit the layouts",
            GlintTrain => $"{alerts} in trains of glints",
            _ => $"{alerts} skipped: {reason}",
        };
        return FormattableString.Invariant($"{count} {words}");
    }
}
