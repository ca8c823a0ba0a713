using System.Globalization;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Parquet;

namespace StampSpec.Alerts.Reading;

/// <summary>Reads label tables in Parquet: a row a label, with the columns of the CSV tables.</summary>
internal static class ParquetLabels
{
    /// <summary>Reads a table.</summary>
    /// <param name="stream">The whole file; it can be read at any place.</param>
    /// <param name="path">The file's name.</param>
    /// <param name="maxRowGroupBytes">Bytes of memory that one row group may need.</param>
    /// <exception cref="InvalidInputException">The table is damaged, a column is missing, or rows are invalid.</exception>
    public static IReadOnlyList<LabelRow> Read(Stream stream, string path, long maxRowGroupBytes)
    {
        var places = new LabelRows(path);
        try
        {
            using var table = ParquetTable.Open(stream, IsLabelColumn, maxRowGroupBytes, "columns candid, class and group");
            var reader = new LabelRowReader([.. table.Schema.Fields.Select(field => field.Name)], places);
            for (var group = 0; group < table.RowGroups && reader.CanContinue; group++)
            {
                ReadGroup(table, group, reader, places);
            }

            return reader.Rows();
        }
        catch (InvalidInputException damaged) when (damaged.Diagnostics[0].File is null)
        {
            throw new InvalidInputException([.. damaged.Diagnostics.Select(finding => finding with { File = path })], damaged);
        }
    }

    private static bool IsLabelColumn(string path) => LabelRowReader.Columns.Contains(path, StringComparer.OrdinalIgnoreCase);

    private static void ReadGroup(ParquetTable table, int group, LabelRowReader reader, LabelRows places)
    {
        var rows = table.ReadRowGroup(group);
        var decoder = new AvroDatumReader(table.Schema, AvroLimits.Default);
        for (var row = 0; row < rows && reader.CanContinue; row++)
        {
            var line = places.Add(group, row);
            try
            {
                var cursor = new AvroCursor(table.Row(row), AvroLimits.Default, default);
                var record = (AvroRecord)decoder.Read(ref cursor)!;
                reader.Add([.. table.Schema.Fields.Select(field => TextOf(record[field.Position]))], line);
            }
            catch (InvalidInputException damaged)
            {
                reader.Refuse(damaged.Diagnostics[0], line);
            }
        }
    }

    private static string TextOf(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}

/// <summary>The places of a label table's rows in Parquet; places count from 2, as if a header were the first line.</summary>
internal sealed record LabelRows(string Path) : LabelLines(Path)
{
    private const int FirstLine = 2;

    private readonly List<(int Group, int Row)> _rows = [];

    public override string HeaderFix => "write a table with the columns candid, class and group";

    /// <summary>Adds a row.</summary>
    /// <returns>Its line, by which the other methods know it.</returns>
    public int Add(int group, int row)
    {
        _rows.Add((group, row));
        return _rows.Count - 1 + FirstLine;
    }

    public override Diagnostic Placed(Diagnostic finding, int line, int? column) =>
        finding with
        {
            File = line < FirstLine ? Path : ParquetAlerts.RowName(Path, _rows[line - FirstLine].Group, _rows[line - FirstLine].Row),
        };

    public override string InWords(int line) =>
        FormattableString.Invariant($"in row group {_rows[line - FirstLine].Group}, row {_rows[line - FirstLine].Row}");
}
