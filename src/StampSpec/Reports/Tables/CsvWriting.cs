using StampSpec.Files;

namespace StampSpec.Reports.Tables;

/// <summary>A table as <see cref="Csv"/>: numbers at full precision.</summary>
public static class CsvWriting
{
    /// <summary>The text of the file.</summary>
    public static string ToCsv(ReportTable table) => Csv.Text(csv =>
    {
        csv.WriteRecord([.. table.Columns.Select(c => c.Name)]);
        foreach (var row in table.Rows)
        {
            foreach (var cell in row)
            {
                csv.WriteField(cell);
            }

            csv.EndRecord();
        }
    });
}
