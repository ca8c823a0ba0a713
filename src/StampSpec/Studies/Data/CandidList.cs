using System.Globalization;
using CsvHelper;
using StampSpec.Common;

namespace StampSpec.Studies.Data;

/// <summary>
/// The alerts to which a data set is pinned: a text file with one candid on each line, or a CSV table with a column <c>candid</c>, such as
/// the <c>objects.csv</c> of a finished study. Lines that begin with # and empty lines are skipped.
/// </summary>
internal sealed class CandidList
{
    private const string Column = "candid";
    private const int MostFaults = 100;

    private readonly HashSet<long> _candids;

    private CandidList(HashSet<long> candids) => _candids = candids;

    /// <summary>The candids, ascending.</summary>
    public IEnumerable<long> Candids => _candids.Order();

    /// <summary>True if the alert is in the list.</summary>
    public bool Contains(long candid) => _candids.Contains(candid);

    /// <summary>Reads a list.</summary>
    /// <exception cref="InvalidInputException">There is no such file, it lists no alert, or a line is not a candid.</exception>
    public static CandidList Load(string path)
    {
        if (!File.Exists(path))
        {
            throw InvalidInputException.Of(
                "candids.no-such-file",
                "there is no such list of candids",
                file: path,
                fix: "write the path of a file with one candid on each line, relative to the spec"
            );
        }

        var rows = Rows(path);
        var field = rows.Count > 0 ? Array.FindIndex(rows[0].Fields, name => name == Column) : -1;
        var faults = new List<Diagnostic>();
        var candids = Parse(field < 0 ? rows : rows.Skip(1), Math.Max(field, 0), path, faults);
        return faults.Count > 0 ? throw new InvalidInputException([.. faults.Take(MostFaults)])
            : candids.Count > 0 ? new CandidList(candids)
            : throw InvalidInputException.Of(
                "candids.none",
                "the list contains no candid",
                file: path,
                fix: "write one candid on each line"
            );
    }

    private static List<(int Line, string[] Fields)> Rows(string path)
    {
        using var file = File.OpenRead(path);
        using var csv = Csv.Reader(
            file,
            Csv.Reading with
            {
                HasHeader = false,
                FieldCountMismatch = CsvFieldCountHandling.Allow,
                MalformedData = CsvMalformedDataHandling.Recover,
            }
        );
        var rows = new List<(int, string[])>();
        while (csv.Read())
        {
            string[] fields = [.. csv.Current.ToArray().Select(f => f.Trim())];
            if (fields.Any(f => f.Length > 0) && !fields[0].StartsWith('#'))
            {
                rows.Add(((int)csv.LineNumber, fields));
            }
        }

        return rows;
    }

    private static HashSet<long> Parse(IEnumerable<(int Line, string[] Fields)> rows, int field, string path, List<Diagnostic> faults)
    {
        var candids = new HashSet<long>();
        foreach (var (line, fields) in rows)
        {
            var text = fields.ElementAtOrDefault(field) ?? "";
            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var candid))
            {
                faults.Add(
                    Fault("candids.invalid", $"'{text}' is not a candid", "write one whole number on each line, or a column candid")
                );
            }
            else if (!candids.Add(candid))
            {
                faults.Add(Fault("candids.repeated", $"candid {candid} is listed twice", "remove one of the lines"));
            }

            Diagnostic Fault(string code, string message, string fix) =>
                Diagnostic.Error(code, message, file: path, line: line, column: field + 1, fix: fix);
        }

        return candids;
    }
}
