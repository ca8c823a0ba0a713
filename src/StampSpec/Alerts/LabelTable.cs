using System.Diagnostics.CodeAnalysis;
using System.Text.Unicode;
using CsvHelper;
using StampSpec.Diagnostics;
using StampSpec.Files;

namespace StampSpec.Alerts;

/// <summary>
/// Classes and groups of alerts, from a CSV file with a header. Columns candid, class and group are needed, file and strength are read, any
/// others are ignored.
/// </summary>
public sealed class LabelTable
{
    private const int MaxDiagnostics = 100;
    private const int MaxRowBytes = 1 << 16;

    private readonly Dictionary<long, LabelRow> _byCandid;

    private LabelTable(IReadOnlyList<LabelRow> rows)
    {
        Rows = rows;
        _byCandid = rows.ToDictionary(row => row.Candid);
    }

    /// <summary>All rows in the file's order; every candid once.</summary>
    public IReadOnlyList<LabelRow> Rows { get; }

    /// <summary>The row of an alert, if the table has one.</summary>
    public bool TryGet(long candid, [NotNullWhen(true)] out LabelRow? row) => _byCandid.TryGetValue(candid, out row);

    /// <summary>Reads a table.</summary>
    /// <param name="path">A CSV file in UTF-8.</param>
    /// <exception cref="InvalidInputException">
    /// The file does not exist, lacks a column, or has rows that cannot be used; a diagnostic's column counts fields from 1.
    /// </exception>
    public static LabelTable Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path))
        {
            throw new InvalidInputException(Diagnostic.Error("labels.no-such-file", "there is no such label table") with { File = path });
        }

        using var file = File.OpenRead(path);
        return Read(file, path);
    }

    /// <summary>Reads a table from a stream.</summary>
    internal static LabelTable Read(Stream stream, string path)
    {
        CsvMalformedRecord? malformed = null;
        using var csv = Csv.Reader(stream, Csv.Reading with
        {
            HasHeader = false,
            FieldCountMismatch = CsvFieldCountHandling.Allow,
            MaxRecordSize = MaxRowBytes,
            MalformedData = CsvMalformedDataHandling.Recover,
            OnMalformedRecord = row => malformed = row,
        });
        try
        {
            var header = csv.Read() ? csv.Current.ToArray() : [];
            return Unreadable(csv, malformed) is { } sentence
                ? throw new InvalidInputException(LabelRowReader.NotCsv(sentence, path, 1))
                : new LabelTable(ReadRows(csv, new LabelRowReader(header, path), () => Unreadable(csv, malformed)));
        }
        catch (CsvFormatException tooLong)
        {
            var sentence = $"the row has more than {MaxRowBytes} bytes, or a quote is not closed";
            throw new InvalidInputException(LabelRowReader.NotCsv(sentence, path, (int)Math.Max(1, tooLong.LineNumber)), tooLong);
        }
    }

    private static string? Unreadable(CsvReader csv, CsvMalformedRecord? malformed)
    {
        if (malformed is { } row && row.LineNumber == csv.LineNumber)
        {
            return row.Reason switch
            {
                CsvMalformedReason.UnterminatedQuote => "a quote is not closed",
                CsvMalformedReason.TextAfterClosingQuote => "text follows the closing quote of a field",
                _ => "a quote is inside a field that does not begin with one",
            };
        }

        // Bytes that are no UTF-8 would all become the same character, and different groups one.
        return Utf8.IsValid(csv.RawRecord) ? null : "the row is not UTF-8";
    }

    private static List<LabelRow> ReadRows(CsvReader csv, LabelRowReader reader, Func<string?> unreadable)
    {
        var rows = new List<LabelRow>();
        var lines = new Dictionary<long, int>();
        while (csv.Read() && reader.Faults.Count < MaxDiagnostics)
        {
            var line = (int)csv.LineNumber;
            if (unreadable() is { } sentence)
            {
                reader.Refuse(sentence, line);
            }
            else if (reader.Read(csv.Current.ToArray(), line) is not { } row)
            {
                continue;
            }
            else if (lines.TryAdd(row.Candid, line))
            {
                rows.Add(row);
            }
            else
            {
                reader.Repeated(row.Candid, line, lines[row.Candid]);
            }
        }

        return reader.Faults.Count == 0 ? rows : throw new InvalidInputException(reader.Faults);
    }
}
