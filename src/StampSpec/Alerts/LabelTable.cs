using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using StampSpec.Diagnostics;

namespace StampSpec.Alerts;

/// <summary>
/// Classes and groups of alerts, from a CSV file with a header. Columns candid, class and group are needed, file and strength are read, any others are ignored.
/// </summary>
public sealed class LabelTable
{
    private const int MaxDiagnostics = 100;
    private const int MaxFieldCharacters = 1 << 16;

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
        // Bytes that are no UTF-8 would all become the same character, and different groups one.
        using var text = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture) { MaxFieldSize = MaxFieldCharacters });
        try
        {
            return new LabelTable(ReadRows(parser, path));
        }
        catch (Exception malformed) when (Sentence(malformed) is { } sentence)
        {
            throw new InvalidInputException(Diagnostic.Error("labels.csv", sentence) with { File = path, Line = Math.Max(1, parser.RawRow) }, malformed);
        }
    }

    private static string? Sentence(Exception malformed) => malformed switch
    {
        BadDataException => "the row is no valid CSV: a quote stands inside a field or is not closed",
        MaxFieldSizeException => $"a field has more than {MaxFieldCharacters} characters, or a quote is not closed",
        DecoderFallbackException => "the text from here on is not UTF-8",
        _ => null,
    };

    private static List<LabelRow> ReadRows(CsvParser parser, string path)
    {
        var reader = new LabelRowReader(parser.Read() ? parser.Record! : [], path);
        var rows = new List<LabelRow>();
        var lines = new Dictionary<long, int>();
        while (parser.Read() && reader.Faults.Count < MaxDiagnostics)
        {
            if (reader.Read(parser.Record!, parser.RawRow) is not { } row)
            {
                continue;
            }

            if (lines.TryAdd(row.Candid, parser.RawRow))
            {
                rows.Add(row);
            }
            else
            {
                reader.Repeated(row.Candid, parser.RawRow, lines[row.Candid]);
            }
        }

        return reader.Faults.Count == 0 ? rows : throw new InvalidInputException(reader.Faults);
    }
}
