using System.Globalization;
using StampSpec.Diagnostics;

namespace StampSpec.Alerts;

/// <summary>Turns the records of a label table into rows, collecting what is wrong with them.</summary>
internal sealed class LabelRowReader
{
    private const string CandidColumn = "candid";
    private const string GroupColumn = "group";

    private readonly List<Diagnostic> _faults = [];
    private readonly string[] _header;
    private readonly string _path;
    private readonly int _candid;
    private readonly int _class;
    private readonly int _group;
    private readonly int? _file;
    private readonly int? _strength;

    /// <summary>Finds the columns.</summary>
    /// <exception cref="InvalidInputException">A column is missing or stands twice.</exception>
    public LabelRowReader(string[] header, string path)
    {
        (_header, _path) = ([.. header.Select(name => name.Trim())], path);
        (_candid, _class, _group) = (Required(CandidColumn), Required("class"), Required(GroupColumn));
        (_file, _strength) = (Position("file"), Position("strength"));
        if (_faults.Count > 0)
        {
            throw new InvalidInputException(_faults);
        }
    }

    /// <summary>What is wrong with the records so far.</summary>
    public IReadOnlyList<Diagnostic> Faults => _faults;

    /// <summary>The finding that a row is no valid CSV.</summary>
    public static Diagnostic NotCsv(string sentence, string path, int line) =>
        Diagnostic.Error("labels.csv", sentence) with { File = path, Line = line };

    /// <summary>Notes that a row is no valid CSV.</summary>
    public void Refuse(string sentence, int line) => _faults.Add(NotCsv(sentence, _path, line));

    /// <summary>Reads one record; null if it cannot be used.</summary>
    public LabelRow? Read(string[] record, int line)
    {
        if (record.Length != _header.Length)
        {
            _faults.Add(Fault("labels.fields", $"the row has {record.Length} fields, the header {_header.Length}", line));
            return null;
        }

        if (!long.TryParse(record[_candid], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var candid))
        {
            _faults.Add(Fault("labels.candid", $"candid is \"{record[_candid]}\"; a whole number is needed", line, _candid));
            return null;
        }

        if (Text(record, _group) is { } group)
        {
            return new LabelRow(candid, Text(record, _file), Text(record, _class), group, Text(record, _strength));
        }

        _faults.Add(Fault("labels.group", "group is empty", line, _group) with { Fix = "write what alerts of this kind share: the object's id, or the candid itself" });
        return null;
    }

    /// <summary>Notes that a candid stands a second time.</summary>
    public void Repeated(long candid, int line, int firstLine) =>
        _faults.Add(Fault("labels.repeated", FormattableString.Invariant($"candid {candid} stands on line {firstLine} already"), line, _candid));

    private static string? Text(string[] record, int? column) =>
        column is { } at && !string.IsNullOrWhiteSpace(record[at]) ? record[at].Trim() : null;

    private int? Position(string column)
    {
        var position = Array.IndexOf(_header, column);
        if (position < 0)
        {
            return null;
        }

        var last = Array.LastIndexOf(_header, column);
        if (last != position)
        {
            _faults.Add(Fault("labels.column", $"the column \"{column}\" stands twice", 1, last));
        }

        return position;
    }

    private int Required(string column)
    {
        if (Position(column) is { } position)
        {
            return position;
        }

        _faults.Add(Fault("labels.column", $"the column \"{column}\" is missing", 1) with { Fix = "begin the file with a header that names candid, class and group" });
        return 0; // Never used: the constructor throws what has been found.
    }

    private Diagnostic Fault(string code, string message, int line, int? column = null) =>
        Diagnostic.Error(code, message) with { File = _path, Line = line, Column = column + 1, Path = column is { } at ? _header[at] : null };
}
