using System.Text;

namespace StampSpec.Reports.Tables;

/// <summary>A table as GitHub Markdown; characters with a meaning there are escaped.</summary>
public static class MarkdownWriting
{
    private const string Special = "\\`*_{}[]()#+!|~";

    /// <summary>The text of the file: caption, table.</summary>
    public static string ToMarkdown(ReportTable table)
    {
        var text = new StringBuilder().Append(Escape(table.Caption)).Append("\n\n");
        AppendRow(text, table.Columns.Select(c => Escape(c.Heading)));
        AppendRow(text, table.Columns.Select(c => c.IsNumeric ? "---:" : "---"));
        for (var row = 0; row < table.Rows.Count; row++)
        {
            AppendRow(text, Enumerable.Range(0, table.Columns.Count).Select(column => Cell(table, row, column)));
        }

        return text.ToString();
    }

    /// <summary>Text that Markdown shows as it is, on one line.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            escaped.Append(character switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                _ when char.IsControl(character) => " ",
                _ when Special.Contains(character, StringComparison.Ordinal) => "\\" + character,
                _ => character.ToString(),
            });
        }

        return escaped.ToString();
    }

    private static string Cell(ReportTable table, int row, int column)
    {
        var text = table.TextOf(row, column);
        return table.Columns[column].IsNumeric ? text.Replace('-', '\u2212') : Escape(text);
    }

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
