using System.Globalization;
using System.Text;
using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Tables;

/// <summary>A table as LaTeX for booktabs and siunitx; every text is escaped.</summary>
internal static class LatexWriting
{
    private const char LastLatin = '\u017f';

    /// <summary>The text of the file: a table environment with caption and label.</summary>
    public static string ToLatex(ReportTable table)
    {
        var types = string.Concat(Enumerable.Range(0, table.Columns.Count).Select(c => ColumnType(table, c)));
        var text = new StringBuilder()
            .Append("% needs \\usepackage[T1]{fontenc} \\usepackage{booktabs,siunitx}\n\\begin{table}\n\\centering\n")
            .Append(
                CultureInfo.InvariantCulture,
                $"\\caption{{{Escape(table.FullCaption)}}}\n\\label{{tab:{Label(table.Study, table.Name)}}}\n"
            )
            .Append(CultureInfo.InvariantCulture, $"\\begin{{tabular}}{{{types}}}\n\\toprule\n");
        AppendRow(text, table.Columns.Select(c => c.IsNumeric ? "{" + Escape(c.Heading) + "}" : Escape(c.Heading)));
        text.Append("\\midrule\n");
        for (var row = 0; row < table.Rows.Count; row++)
        {
            AppendRow(text, Enumerable.Range(0, table.Columns.Count).Select(column => Cell(table, row, column)));
        }

        return text.Append("\\bottomrule\n\\end{tabular}\n\\end{table}\n").ToString();
    }

    /// <summary>Escapes text so that LaTeX prints it unchanged, on one line, with the T1 font encoding. A character outside Latin is
    /// replaced by its code point.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text.EnumerateRunes())
        {
            escaped.Append(character.IsBmp ? EscapeOf((char)character.Value) : CodePoint(character.Value));
        }

        return escaped.ToString();
    }

    private static string EscapeOf(char character) =>
        character switch
        {
            '\\' => "\\textbackslash{}",
            '{' => "\\{",
            '}' => "\\}",
            '$' => "\\$",
            '&' => "\\&",
            '#' => "\\#",
            '%' => "\\%",
            '_' => "\\_",
            '^' => "\\textasciicircum{}",
            '~' => "\\textasciitilde{}",
            '<' => "\\textless{}",
            '>' => "\\textgreater{}",
            '|' => "\\textbar{}",
            '"' => "\\textquotedbl{}",
            '\u2212' => "\\(-\\)",
            '\u2033' => "\\(''\\)",
            '\u00a0' => "~",
            '\u03b4' => "\\(\\delta\\)",
            _ when char.IsControl(character) => " ",
            > LastLatin => CodePoint(character),
            _ => character.ToString(),
        };

    // A character that is missing from the T1 fonts would stop pdflatex.
    private static string CodePoint(int character) => string.Create(CultureInfo.InvariantCulture, $"U+{character:X4}");

    private static string ColumnType(ReportTable table, int column)
    {
        if (table.Columns[column].Decimals is not { } decimals)
        {
            return "l";
        }

        var texts = Enumerable.Range(0, table.Rows.Count).Select(row => table.TextOf(row, column)).Where(t => t.Length > 0).ToArray();
        var integers = texts.Length == 0 ? 1 : texts.Max(t => t.TrimStart('-').Split('.')[0].Length);
        var sign = texts.Any(t => t.StartsWith('-')) ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"S[table-format={sign}{integers}.{decimals}]");
    }

    private static string Cell(ReportTable table, int row, int column)
    {
        var text = table.TextOf(row, column);
        return text.Length == 0 ? "{--}"
            : table.Columns[column].IsNumeric ? text
            : Escape(text);
    }

    // The name of the study keeps the labels of two studies in one document apart.
    private static string Label(string study, string name) =>
        string.Concat((study.Length == 0 ? name : $"{study}:{name}").Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or ':'));

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(" & ", cells).Append(" \\\\\n");

    /// <summary>The text of figures.tex: a figure environment for each figure.</summary>
    /// <param name="study">Name of the study, which the labels and the macro of the folder contain.</param>
    /// <param name="figures">The figures.</param>
    internal static string ToFile(string study, IReadOnlyList<Figure> figures)
    {
        var folder = LatexNumber.MacroName(study + " figures");
        return "% Written by stampspec report; needs \\usepackage[T1]{fontenc} \\usepackage{graphicx}\n"
            + "% The folder of the PDFs; if it is not that of the document, define this macro before this file is read.\n"
            + $"\\providecommand{{\\{folder}}}{{.}}\n"
            + string.Concat(figures.Select(f => Environment(study, folder, f)));
    }

    private static string Environment(string study, string folder, Figure figure)
    {
        var (name, width) = figure.Width == FigureWidth.DoubleColumn ? ("figure*", 180) : ("figure", 88);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"\n\\begin{{{name}}}\n\\centering\n"
                + $"\\includegraphics[width={width}mm]{{\\{folder}/{figure.Name}.pdf}}\n"
                + $"\\caption{{{Escape(figure.Caption)}}}\n\\label{{fig:{Label(study, figure.Name)}}}\n\\end{{{name}}}\n"
        );
    }
}

/// <summary>One macro of numbers.tex.</summary>
/// <param name="Name">The words of the macro's name.</param>
/// <param name="Value">The number as printed, in the format of siunitx.</param>
internal sealed record LatexNumber(string Name, string Value)
{
    private static readonly string[] Digits = ["Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];

    /// <summary>The text of the file that defines every number; a letter is added to duplicate names.</summary>
    /// <param name="study">Name of the study, with which the name of each macro begins.</param>
    /// <param name="numbers">The numbers.</param>
    public static string ToFile(string study, IEnumerable<LatexNumber> numbers)
    {
        var text = new StringBuilder("% Written by stampspec report; \\input{numbers} and use a macro instead of typing a number.\n");
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var number in numbers)
        {
            var name = MacroName($"{study} {number.Name}");
            while (!taken.Add(name))
            {
                name += "x";
            }

            text.Append(CultureInfo.InvariantCulture, $"\\newcommand{{\\{name}}}{{{LatexWriting.Escape(number.Value)}}}\n");
        }

        return text.ToString();
    }

    /// <summary>Makes a name that consists only of letters, as TeX requires: words are capitalised and joined, digits are spelled out, and
    /// other characters are dropped.</summary>
    public static string MacroName(string words)
    {
        var name = new StringBuilder("stampspec");
        var startsWord = true;
        foreach (var character in words)
        {
            if (char.IsAsciiLetter(character))
            {
                name.Append(startsWord ? char.ToUpperInvariant(character) : character);
                startsWord = false;
            }
            else
            {
                name.Append(char.IsAsciiDigit(character) ? Digits[character - '0'] : "");
                startsWord = true;
            }
        }

        return name.ToString();
    }
}
