using System.Globalization;

namespace StampSpec.Reports.Tables;

/// <summary>A table of a report, written as CSV, Markdown and LaTeX from the same cells.</summary>
/// <param name="Name">File name without extension; also the LaTeX label.</param>
/// <param name="Caption">What the table holds, n, runs, intervals and data source, in plain text.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Rows">Rows; a cell is a <see cref="string"/>, a number, or null for nothing to say.</param>
public sealed record ReportTable(string Name, string Caption, IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>A cell as text, rounded to the column's decimals, with an ASCII minus; empty for null.</summary>
    public string TextOf(int row, int column) => (Rows[row][column], Columns[column].Decimals) switch
    {
        (null, _) => "",
        (string text, _) => text,
        (IFormattable number, { } decimals) => number.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        (IFormattable number, null) => number.ToString(null, CultureInfo.InvariantCulture),
        var (other, _) => throw new InvalidOperationException($"a cell of {Name} is a {other.GetType()}"),
    };
}
