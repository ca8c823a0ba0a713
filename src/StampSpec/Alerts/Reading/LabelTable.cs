using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Unicode;
using CsvHelper;
using StampSpec.Common;
using StampSpec.Formats.Parquet;

namespace StampSpec.Alerts.Reading;

/// <summary>
/// Classes and groups of alerts, from a CSV file with a header or a Parquet table. The columns candid, class and group are required, file,
/// strength and evidence are optional, and all others are ignored. Capital and small letters in the header are equal.
/// </summary>
internal sealed class LabelTable
{
    private const int MaxRowBytes = 1 << 16;

    private readonly Dictionary<long, LabelRow> _byCandid;

    private LabelTable(IReadOnlyList<LabelRow> rows)
    {
        Rows = rows;
        _byCandid = rows.ToDictionary(row => row.Candid);
    }

    /// <summary>All rows in the file's order. Every candid occurs once.</summary>
    public IReadOnlyList<LabelRow> Rows { get; }

    /// <summary>The row of an alert, if the table has one.</summary>
    public bool TryGet(long candid, [NotNullWhen(true)] out LabelRow? row) => _byCandid.TryGetValue(candid, out row);

    /// <summary>Reads a table.</summary>
    /// <param name="path">A CSV file in UTF-8, or a Parquet table, which its first bytes show.</param>
    /// <exception cref="InvalidInputException">
    /// The file does not exist, a column is missing, or rows are invalid. The column of a diagnostic counts fields from 1.
    /// </exception>
    public static LabelTable Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path))
        {
            throw InvalidInputException.Of(
                "labels.no-such-file",
                "there is no such label table",
                file: path,
                fix: "give the path of a CSV or Parquet table (--labels, or the spec's key labels)"
            );
        }

        using var file = File.OpenRead(path);
        var head = new byte[4];
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (file.CanSeek)
        {
            file.Position = 0;
            return ParquetTable.IsTable(head)
                ? new LabelTable(ParquetLabels.Read(file, path, AlertReadingOptions.Default.MaxRowGroupBytes))
                : Read(file, path);
        }

        using var whole = new PrefixedStream(head.AsMemory(0, length), file);
        return Read(whole, path);
    }

    /// <summary>Reads a table from a stream.</summary>
    internal static LabelTable Read(Stream stream, string path)
    {
        CsvMalformedRecord? malformed = null;
        using var csv = Csv.Reader(
            stream,
            Csv.Reading with
            {
                HasHeader = false,
                FieldCountMismatch = CsvFieldCountHandling.Allow,
                MaxRecordSize = MaxRowBytes,
                MalformedData = CsvMalformedDataHandling.Recover,
                OnMalformedRecord = row => malformed = row,
            }
        );
        try
        {
            var header = csv.Read() ? csv.Current.ToArray() : [];
            return Unreadable(csv, malformed) is { } finding
                ? throw new InvalidInputException(new LabelLines(path).Placed(finding, 1, null))
                : new LabelTable(ReadRows(csv, new LabelRowReader(header, new LabelLines(path)), () => Unreadable(csv, malformed)));
        }
        catch (CsvFormatException tooLong)
        {
            var finding = NotCsv($"the row has more than {MaxRowBytes} bytes, or a quote is not closed", null);
            throw new InvalidInputException(new LabelLines(path).Placed(finding, (int)Math.Max(1, tooLong.LineNumber), null), tooLong);
        }
    }

    private static Diagnostic NotCsv(string sentence, string? fix) => Diagnostic.Error("labels.csv", sentence, fix: fix);

    private static Diagnostic? Unreadable(CsvReader csv, CsvMalformedRecord? malformed)
    {
        if (csv.RawRecord.ContainsAnyInRange<byte>(0, 8))
        {
            return NotCsv("the row contains control characters, so this is not a text file", "give a CSV or Parquet table");
        }

        if (malformed is { } row && row.LineNumber == csv.LineNumber)
        {
            var sentence = row.Reason switch
            {
                CsvMalformedReason.UnterminatedQuote => "a quote is not closed",
                CsvMalformedReason.TextAfterClosingQuote => "text follows the closing quote of a field",
                _ => "a field that does not begin with a quote contains one",
            };
            return NotCsv(sentence, null);
        }

        // Bytes that are not UTF-8 would all become the same character, so different groups could become equal.
        return Utf8.IsValid(csv.RawRecord) ? null : NotCsv("the row is not UTF-8", "save the table as UTF-8 CSV, or give a Parquet table");
    }

    private static IReadOnlyList<LabelRow> ReadRows(CsvReader csv, LabelRowReader reader, Func<Diagnostic?> unreadable)
    {
        while (csv.Read() && reader.CanContinue)
        {
            var line = (int)csv.LineNumber;
            if (unreadable() is { } finding)
            {
                reader.Refuse(finding, line);
            }
            else
            {
                reader.Add(csv.Current.ToArray(), line);
            }
        }

        return reader.Rows();
    }
}

/// <summary>One row of a label table.</summary>
/// <param name="Candid">The alert's identifier.</param>
/// <param name="File">The packet's file as the table names it; null if the table does not name it.</param>
/// <param name="Class">The class; null if the row is unlabelled.</param>
/// <param name="Group">The group, which must stay on one side of a split.</param>
/// <param name="Strength">How reliable the label is, in the table's own words; null if the table does not state it.</param>
internal sealed record LabelRow(long Candid, string? File, string? Class, string Group, string? Strength)
{
    /// <summary>What the label rests on, in the table's own words; null if the table does not state it.</summary>
    public string? Evidence { get; init; }
}

/// <summary>Turns the records of a label table into rows and collects their faults.</summary>
internal sealed class LabelRowReader
{
    private const string CandidColumn = "candid";
    private const string ClassColumn = "class";
    private const string GroupColumn = "group";
    private const string FileColumn = "file";
    private const string StrengthColumn = "strength";
    private const string EvidenceColumn = "evidence";
    private const int MaxDiagnostics = 100;
    private const int HeaderLine = 1;

    /// <summary>The columns that are read. Capital and small letters are equal.</summary>
    public static readonly string[] Columns = [CandidColumn, ClassColumn, GroupColumn, FileColumn, StrengthColumn, EvidenceColumn];

    private readonly List<Diagnostic> _faults = [];
    private readonly List<LabelRow> _rows = [];
    private readonly Dictionary<long, int> _lines = [];
    private readonly string[] _header;
    private readonly LabelLines _places;
    private readonly int _candid;
    private readonly int _class;
    private readonly int _group;
    private readonly int? _file;
    private readonly int? _strength;
    private readonly int? _evidence;

    /// <summary>Finds the columns.</summary>
    /// <exception cref="InvalidInputException">A column is missing or occurs twice.</exception>
    public LabelRowReader(string[] header, LabelLines places)
    {
        (_header, _places) = ([.. header.Select(name => name.Trim())], places);
        RequireCommas();
        (_candid, _class, _group) = (Required(CandidColumn), Required(ClassColumn), Required(GroupColumn));
        (_file, _strength, _evidence) = (Position(FileColumn), Position(StrengthColumn), Position(EvidenceColumn));
        if (_faults.Count > 0)
        {
            throw new InvalidInputException(_faults);
        }
    }

    /// <summary>False after so many faults that more would not help.</summary>
    public bool CanContinue => _faults.Count < MaxDiagnostics;

    /// <summary>The rows, whose candids are distinct.</summary>
    /// <exception cref="InvalidInputException">Records were invalid.</exception>
    public IReadOnlyList<LabelRow> Rows() => _faults.Count == 0 ? _rows : throw new InvalidInputException(_faults);

    /// <summary>Notes that a record cannot be read.</summary>
    public void Refuse(Diagnostic finding, int line) => _faults.Add(_places.Placed(finding, line, null));

    /// <summary>Adds the row of a record, or its fault.</summary>
    public void Add(string[] record, int line)
    {
        if (Read(record, line) is not { } row)
        {
            return;
        }

        if (_lines.TryAdd(row.Candid, line))
        {
            _rows.Add(row);
            return;
        }

        var first = _places.InWords(_lines[row.Candid]);
        _faults.Add(Fault("labels.repeated", FormattableString.Invariant($"candid {row.Candid} is already {first}"), line, _candid));
    }

    private LabelRow? Read(string[] record, int line)
    {
        if (record.Length != _header.Length)
        {
            _faults.Add(Fault("labels.fields", $"the row has {record.Length} fields, but the header has {_header.Length}", line));
            return null;
        }

        if (!long.TryParse(record[_candid], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var candid))
        {
            _faults.Add(Fault("labels.candid", $"candid is \"{record[_candid]}\"; a whole number is needed", line, _candid));
            return null;
        }

        if (Text(record, _group) is { } group)
        {
            return new LabelRow(candid, Text(record, _file), Text(record, _class), group, Text(record, _strength))
            {
                Evidence = Text(record, _evidence),
            };
        }

        _faults.Add(
            Fault("labels.group", "group is empty", line, _group) with
            {
                Fix = "write an identifier that related alerts share, such as the object's id, or the candid itself",
            }
        );
        return null;
    }

    private static string? Text(string[] record, int? column) =>
        column is { } at && !string.IsNullOrWhiteSpace(record[at]) ? record[at].Trim() : null;

    // Spreadsheets save tables with the separator of their language.
    private void RequireCommas()
    {
        foreach (var (separator, name, tr) in new[] { (';', "semicolons", "\";\""), ('\t', "tabs", "\"\\t\"") })
        {
            if (_header is [var only] && only.Contains(separator) && only.Split(separator).Any(part => IsColumn(part.Trim(), CandidColumn)))
            {
                throw new InvalidInputException(
                    Fault("labels.separator", $"the file uses {name} between its columns", HeaderLine) with
                    {
                        Fix = $"write commas, for instance with: tr {tr} \",\" < {_places.Path} > labels-with-commas.csv",
                    }
                );
            }
        }
    }

    private static bool IsColumn(string name, string column) => name.Equals(column, StringComparison.OrdinalIgnoreCase);

    // A header in exactly the same letters is preferred, because other columns may differ from it in case only.
    private int? Position(string column)
    {
        Predicate<string> isIt = _header.Contains(column) ? name => name == column : name => IsColumn(name, column);
        var position = Array.FindIndex(_header, isIt);
        if (position < 0)
        {
            return null;
        }

        var last = Array.FindLastIndex(_header, isIt);
        if (last != position)
        {
            _faults.Add(Fault("labels.column", $"the column \"{column}\" occurs twice", HeaderLine, last));
        }

        return position;
    }

    private int Required(string column)
    {
        if (Position(column) is { } position)
        {
            return position;
        }

        _faults.Add(Fault("labels.column", $"the column \"{column}\" is missing", HeaderLine) with { Fix = _places.HeaderFix });
        return 0; // This value is never used, because the constructor throws the findings.
    }

    private Diagnostic Fault(string code, string message, int line, int? column = null) =>
        _places.Placed(Diagnostic.Error(code, message, path: column is { } at ? _header[at] : null), line, column + 1);
}

/// <summary>The places of a label table's records: lines of a CSV file, of which the first is the header.</summary>
/// <param name="Path">The file.</param>
internal record LabelLines(string Path)
{
    /// <summary>What to do if a column is missing.</summary>
    public virtual string HeaderFix => "begin the file with a header that names candid, class and group";

    /// <summary>A finding with its place.</summary>
    public virtual Diagnostic Placed(Diagnostic finding, int line, int? column) =>
        finding with
        {
            File = Path,
            Line = line,
            Column = column,
        };

    /// <summary>Where a record is, in words.</summary>
    public virtual string InWords(int line) => FormattableString.Invariant($"on line {line}");
}
