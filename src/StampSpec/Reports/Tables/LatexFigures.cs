using StampSpec.Reports.Figures;
using System.Globalization;

namespace StampSpec.Reports.Tables;

/// <summary>figures.tex: every figure with its caption and label, so that a manuscript copies neither.</summary>
public static class LatexFigures
{
    /// <summary>The text of the file.</summary>
    public static string ToFile(IReadOnlyList<Figure> figures) =>
        "% Written by stampspec report; needs \\usepackage[T1]{fontenc} \\usepackage{graphicx}\n" + string.Concat(figures.Select(Environment));

    private static string Environment(Figure figure)
    {
        var (name, width) = figure.Width == FigureWidth.DoubleColumn ? ("figure*", 180) : ("figure", 88);
        return string.Create(CultureInfo.InvariantCulture,
            $"\n\\begin{{{name}}}\n\\centering\n\\includegraphics[width={width}mm]{{{figure.Name}.pdf}}\n\\caption{{{LatexWriting.Escape(figure.Caption)}}}\n\\label{{fig:{figure.Name}}}\n\\end{{{name}}}\n");
    }
}
