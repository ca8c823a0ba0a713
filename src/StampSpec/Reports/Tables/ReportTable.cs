using System.Globalization;
using System.Text;
using StampSpec.Common;

namespace StampSpec.Reports.Tables;

/// <summary>A table of a report, written as CSV, Markdown and LaTeX from the same cells.</summary>
/// <param name="Name">File name without extension; also the LaTeX label.</param>
/// <param name="Caption">Contents of the table, in plain text.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Rows">Rows; a cell is a <see cref="string"/>, a number, or null if it is empty.</param>
internal sealed record ReportTable(
    string Name,
    string Caption,
    IReadOnlyList<TableColumn> Columns,
    IReadOnlyList<IReadOnlyList<object?>> Rows
)
{
    /// <summary>n, runs, intervals and data source, as sentences that end a caption; empty if the caption states them.</summary>
    public string Facts { get; init; } = "";

    /// <summary>The command that makes the table; null if it is not stated.</summary>
    public string? Command { get; init; }

    /// <summary>Name of the study; it keeps the labels of two studies in one LaTeX document apart. Empty if it is not known.</summary>
    public string Study { get; init; } = "";

    /// <summary>The caption with the facts.</summary>
    public string FullCaption => $"{Caption.TrimEnd()} {Facts}".TrimEnd();

    /// <summary>A cell as text, rounded to the column's decimals, with an ASCII minus; empty for null.</summary>
    public string TextOf(int row, int column) =>
        (Rows[row][column], Columns[column].Decimals) switch
        {
            (null, _) => "",
            (string text, _) => text,
            (IFormattable number, { } decimals) => number.ToString(
                "F" + decimals.ToString(CultureInfo.InvariantCulture),
                CultureInfo.InvariantCulture
            ),
            (IFormattable number, null) => number.ToString(null, CultureInfo.InvariantCulture),
            var (other, _) => throw new InvalidOperationException($"a cell of {Name} is a {other.GetType()}"),
        };

    /// <summary>The table as <see cref="Csv"/>, with numbers at full precision.</summary>
    public string ToCsv() =>
        Csv.Text(csv =>
        {
            csv.WriteRecord([.. Columns.Select(c => c.Name)]);
            foreach (var row in Rows)
            {
                foreach (var cell in row)
                {
                    csv.WriteField(cell);
                }

                csv.EndRecord();
            }
        });
}

/// <summary>A table as GitHub Markdown; special characters are escaped.</summary>
internal static class MarkdownWriting
{
    private const string Special = "\\`*_{}[]()#+!|~";

    /// <summary>The text of the file: caption and table.</summary>
    public static string ToMarkdown(ReportTable table)
    {
        var text = new StringBuilder()
            .Append(Escape(table.Command is { } command ? $"{table.FullCaption} Made by: {command}" : table.FullCaption))
            .Append("\n\n");
        AppendRow(text, table.Columns.Select(c => Escape(c.Heading)));
        AppendRow(text, table.Columns.Select(c => c.IsNumeric ? "---:" : "---"));
        for (var row = 0; row < table.Rows.Count; row++)
        {
            AppendRow(text, Enumerable.Range(0, table.Columns.Count).Select(column => Cell(table, row, column)));
        }

        return text.ToString();
    }

    /// <summary>Escapes text so that Markdown shows it unchanged, on one line.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            escaped.Append(
                character switch
                {
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '&' => "&amp;",
                    _ when char.IsControl(character) => " ",
                    _ when Special.Contains(character, StringComparison.Ordinal) => "\\" + character,
                    _ => character.ToString(),
                }
            );
        }

        return escaped.ToString();
    }

    private static string Cell(ReportTable table, int row, int column)
    {
        var text = table.TextOf(row, column);
        return table.Columns[column].IsNumeric ? text.Replace('-', '\u2212') : Escape(text);
    }

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}

/// <summary>A column of a report's table.</summary>
/// <param name="Name">Column name in CSV: lower case with underscores, the unit at the end.</param>
/// <param name="Heading">Heading for readers.</param>
/// <param name="Decimals">Digits after the point; null for a column of text.</param>
internal sealed record TableColumn(string Name, string Heading, int? Decimals = null)
{
    /// <summary>Whether the column holds numbers.</summary>
    public bool IsNumeric => Decimals is not null;
}
