using System.Globalization;
using System.Net;
using System.Text;
using StampSpec.Reports.Tables;

namespace StampSpec.Reports.Page;

/// <summary>A table of the page, which readers can sort by its headings and filter by layout and class.</summary>
internal static class HtmlTable
{
    /// <summary>The table's markup.</summary>
    public static string ToHtml(ReportTable table)
    {
        var text = new StringBuilder("<div class=\"scroll\" tabindex=\"0\"><table><caption>")
            .Append(Escape(table.Caption))
            .Append("</caption><thead><tr>");
        // A column without any value would only make the table wider.
        int[] shown =
        [
            .. Enumerable.Range(0, table.Columns.Count).Where(c => table.Rows.Count == 0 || table.Rows.Any(r => r[c] is not null)),
        ];
        foreach (var column in shown.Select(c => table.Columns[c]))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<th scope=\"col\"{(column.IsNumeric ? " class=\"number\"" : "")}><button type=\"button\">"
                    + $"{Escape(column.Heading)}</button></th>"
            );
        }

        text.Append("</tr></thead><tbody>");
        for (var row = 0; row < table.Rows.Count; row++)
        {
            AppendRow(text, table, row, shown);
        }

        return text.Append("</tbody></table></div>").ToString();
    }

    private static void AppendRow(StringBuilder text, ReportTable table, int row, int[] shown)
    {
        text.Append("<tr");
        for (var column = 0; column < table.Columns.Count; column++)
        {
            if (table.Columns[column].Name is "layout" or "class" or "predicted")
            {
                text.Append(CultureInfo.InvariantCulture, $" data-{table.Columns[column].Name}=\"{Escape(table.TextOf(row, column))}\"");
            }
        }

        text.Append('>');
        foreach (var column in shown)
        {
            var cell = Escape(table.TextOf(row, column));
            // Most cells contain numbers; to keep pages short, only other cells have a class.
            text.Append(table.Columns[column].IsNumeric ? $"<td>{cell.Replace('-', '\u2212')}</td>" : $"<td class=\"text\">{cell}</td>");
        }

        text.Append("</tr>");
    }

    /// <summary>Text for elements and quoted attributes.</summary>
    internal static string Escape(string text) => WebUtility.HtmlEncode(text);
}
