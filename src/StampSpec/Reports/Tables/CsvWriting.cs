using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace StampSpec.Reports.Tables;

/// <summary>A table as CSV: numbers at full precision, LF, UTF-8.</summary>
public static class CsvWriting
{
    /// <summary>The text of the file.</summary>
    public static string ToCsv(ReportTable table)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }))
        {
            foreach (var column in table.Columns)
            {
                csv.WriteField(column.Name);
            }

            csv.NextRecord();
            foreach (var row in table.Rows)
            {
                foreach (var cell in row)
                {
                    csv.WriteField(cell);
                }

                csv.NextRecord();
            }
        }

        return text.ToString();
    }
}
