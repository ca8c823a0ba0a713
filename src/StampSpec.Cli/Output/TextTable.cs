namespace StampSpec.Cli.Output;

/// <summary>A plain text table. Columns are as wide as their widest cell, and numbers are aligned to the right.</summary>
internal static class TextTable
{
    /// <summary>Writes headings, a rule and rows.</summary>
    public static void Write(TextWriter output, IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. headings.Select((h, i) => rows.Select(r => r[i].Length).Append(h.Length).Max())];
        bool[] isNumber = [.. headings.Select((_, i) => rows.Count > 0 && rows.All(r => r[i].Length == 0 || char.IsAsciiDigit(r[i][0])))];
        WriteLine(output, headings, widths, isNumber);
        output.WriteLine(string.Join("  ", widths.Select(w => new string('-', w))));
        foreach (var row in rows)
        {
            WriteLine(output, row, widths, isNumber);
        }
    }

    private static void WriteLine(TextWriter output, IReadOnlyList<string> cells, int[] widths, bool[] isNumber) =>
        output.WriteLine(string.Join("  ", cells.Select((c, i) => isNumber[i] ? c.PadLeft(widths[i]) : c.PadRight(widths[i]))).TrimEnd());
}
