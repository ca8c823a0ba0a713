using System.Text.Json;
using System.Xml.Linq;
using StampSpec.Reports;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;
using StampSpec.Reports.Tables;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Reports;

/// <summary>Text from data harms neither page, Markdown, LaTeX, SVG nor JSON.</summary>
public sealed class EscapingTests
{
    private const string Script = "</script><script>alert(1)</script>";
    private const string LatexSpecials = "50%_of $x^2 & {a}#~\\input{x}";
    private static readonly string[] Classes = [Script, LatexSpecials, "a|b`*_[x](y)", "sn \"quoted\" 'x'", "line\nbreak", "satellite"];

    [Fact]
    public void Hostile_class_names_leave_the_page_as_text()
    {
        using var folder = new TemporaryFolder();
        var results = InventedResults.Write(folder.Path, Classes, name: "<img src=x onerror=alert(1)>");
        StudyReport.Write(folder.Path, FigureFormats.Svg);
        var page = File.ReadAllText(folder["report.html"]);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.Contains("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("</script>").Length - 1);
        Assert.All(Directory.GetFiles(folder["figures"], "*.svg"), file => Assert.NotNull(XDocument.Load(file).Root));
        Assert.Equal(
            Classes,
            JsonDocument.Parse(DataOf(page)).RootElement.GetProperty("classes").EnumerateArray().Select(c => c.GetString())
        );
        Assert.Equal(Classes, results.Summary.Classes);
    }

    [Fact]
    public void Latex_specials_are_escaped_one_by_one() =>
        Assert.Equal(
            "50\\%\\_of \\$x\\textasciicircum{}2 \\& \\{a\\}\\#\\textasciitilde{}\\textbackslash{}input\\{x\\}",
            LatexWriting.Escape(LatexSpecials)
        );

    [Fact]
    public void Every_latex_table_row_keeps_its_cells_with_hostile_names()
    {
        var table = new StudyTables(StudyReport.Of(InventedResults.Create("out", Classes))).All().Single(t => t.Name == "classes");
        var rows = LatexWriting.ToLatex(table).Split("\\midrule\n")[1].Split("\\bottomrule")[0].TrimEnd('\n').Split('\n');
        Assert.Equal(table.Rows.Count, rows.Length);
        Assert.All(rows, row =>
            Assert.Equal(table.Columns.Count - 1, row.Replace("\\&", "", StringComparison.Ordinal).Count(c => c == '&'))
        );
    }

    [Fact]
    public void Markdown_cells_cannot_break_their_table()
    {
        var escaped = MarkdownWriting.Escape("a|b`*_[x](y)<b>\nc");
        Assert.Equal("a\\|b\\`\\*\\_\\[x\\]\\(y\\)&lt;b&gt; c", escaped);
    }

    [Fact]
    public void Macro_names_hold_letters_only_and_stay_apart()
    {
        Assert.Equal("stampspecZtfFullMacroFOne", LatexNumber.MacroName("ztf-full macro-f1"));
        var file = LatexNumber.ToFile("my-study", [new("a-b", "1"), new("a b", "2")]);
        Assert.Contains("{\\stampspecMyStudyAB}{1}", file, StringComparison.Ordinal);
        Assert.Contains("{\\stampspecMyStudyABx}{2}", file, StringComparison.Ordinal);
    }

    [Fact]
    public void An_svg_holds_hostile_names_as_text()
    {
        var count = new ConfusionCount(
            Script,
            [.. Classes.Select((_, t) => (IReadOnlyList<long>)[.. Classes.Select((_, p) => t == p ? 9L : 1L)])]
        );
        var svg = FigureFiles.ToSvg(ConfusionFigure.Build([count], Classes, InventedStudy.Facts, [], "", FigureWidth.DoubleColumn));
        Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
        Assert.Contains(Script, XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value));
        Assert.Contains(LatexSpecials, XDocument.Parse(svg).Descendants().Select(e => (string?)e.Attribute("data-true")));
    }

    private static string DataOf(string page) => page.Split("id=\"page-data\">")[1].Split("</script>")[0];
}
