using System.Globalization;
using System.Xml.Linq;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Reports;

public sealed class FigureFilesTests
{
    [Fact]
    public void Svg_png_and_pdf_have_the_column_width_asked_for()
    {
        using var folder = new TemporaryFolder();
        FigureFiles.Write(
            [
                ScoreFigure.Build(InventedStudy.Scores, FigureWidth.DoubleColumn),
                ScoreFigure.Build(InventedStudy.Scores, FigureWidth.SingleColumn),
            ],
            folder.Path
        );
        Assert.Equal("510.24pt", (string?)XDocument.Load(folder["macro-f1-vs-bytes.svg"]).Root!.Attribute("width"));
        Assert.Equal("249.45pt", (string?)XDocument.Load(folder["macro-f1-vs-bytes-88mm.svg"]).Root!.Attribute("width"));
        Assert.Equal(2126, PngWidth(folder["macro-f1-vs-bytes.png"]));
        Assert.Equal(1039, PngWidth(folder["macro-f1-vs-bytes-88mm.png"]));
        Assert.StartsWith("%PDF-", File.ReadAllText(folder["macro-f1-vs-bytes.pdf"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_figure_gives_the_same_bytes_alone_and_after_another()
    {
        using var folder = new TemporaryFolder();
        var (wide, narrow) = (
            ScoreFigure.Build(InventedStudy.Scores, FigureWidth.DoubleColumn),
            ScoreFigure.Build(InventedStudy.Scores, FigureWidth.SingleColumn)
        );
        FigureFiles.Write([wide, narrow], folder["together"]);
        FigureFiles.Write([narrow], folder["alone"]);
        Assert.All(new[] { "svg", "png", "pdf" }, extension =>
            Assert.Equal(
                File.ReadAllBytes(folder["together", "macro-f1-vs-bytes-88mm." + extension]),
                File.ReadAllBytes(folder["alone", "macro-f1-vs-bytes-88mm." + extension])
            )
        );
    }

    [Fact]
    public void Pixels_of_a_png_are_300_to_the_inch()
    {
        using var folder = new TemporaryFolder();
        FigureFiles.Write([ScoreFigure.Build(InventedStudy.Scores, FigureWidth.SingleColumn)], folder.Path, FigureFormats.Png);
        // 300 / 0.0254 = 11,811 pixels a metre, both ways, and the unit of metres.
        Assert.Equal(
            "70485973" + "00002E23" + "00002E23" + "01",
            Convert.ToHexString(File.ReadAllBytes(folder["macro-f1-vs-bytes-88mm.png"]).AsSpan(37, 13))
        );
    }

    [Fact]
    public void Every_mark_of_a_layout_says_whose_it_is_and_points_tell_their_values()
    {
        var marks = MarksOf(ScoreFigure.Build(InventedStudy.Scores, FigureWidth.DoubleColumn));
        Assert.Equal(
            InventedStudy.Layouts.Order(),
            marks.Select(m => (string?)m.Attribute("data-layout")).OfType<string>().Distinct().Order()
        );
        Assert.Equal(InventedStudy.Classes, marks.Select(m => (string?)m.Attribute("data-class")).OfType<string>().Distinct());
        Assert.Contains(
            "layout: ztf-full (baseline)\nMacro-F1: 0.829\ninterval: 0.808 to 0.847\nbytes per alert: "
                + "47.6\u00a0kB\nprobability of being on the front: 0.50",
            marks.Select(m => (string?)m.Attribute("data-tip"))
        );
        Assert.All(marks, m => Assert.NotEmpty(m.Elements()));
    }

    [Fact]
    public void Cells_of_a_confusion_matrix_say_which_they_are_and_each_matrix_is_a_part()
    {
        var figure = InventedStudy.Figures.Single(f => f.Name == "confusion");
        Assert.Equal([.. InventedStudy.Layouts, "ztf-full (published)"], figure.Parts.Select(p => p.Layout));
        var cell = MarksOf(figure).First(m => m.Attribute("data-true") is not null);
        Assert.Equal(
            ("ztf-cropped", "agn", "agn"),
            ((string)cell.Attribute("data-layout")!, (string)cell.Attribute("data-true")!, (string)cell.Attribute("data-predicted")!)
        );
        Assert.Equal("rect", cell.Elements().First().Name.LocalName);
    }

    [Fact]
    public void Dashes_of_an_svg_are_an_attribute_of_the_line()
    {
        var limits = MarksOf(ScoreFigure.Build(InventedStudy.Scores, FigureWidth.DoubleColumn))
            .Where(m => ((string?)m.Attribute("data-tip"))?.StartsWith("budget: ", StringComparison.Ordinal) == true)
            .Elements()
            .Where(e => e.Name.LocalName == "path");
        Assert.Equal(["3 2", "3 2"], limits.Select(l => (string?)l.Attribute("stroke-dasharray")));
    }

    [Fact]
    public void No_figure_uses_a_font_of_the_machine()
    {
        var families = InventedStudy
            .Figures.SelectMany(f => XDocument.Parse(FigureFiles.ToSvg(f)).Descendants())
            .Where(e => e.Name.LocalName == "text")
            .Select(e => (string?)e.Attribute("font-family"))
            .Distinct();
        Assert.Equal(["Inter, Helvetica, Arial, sans-serif"], families);
        Assert.All(new[] { "plain text", "\u043a\u043e\u0442" }, text =>
            Assert.StartsWith("Inter", FigureFonts.FaceFor(text, false).FamilyName, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Names_in_letters_beyond_latin_are_drawn_with_their_own_glyphs()
    {
        var (known, unknown) = (FigureFonts.FaceFor("\u043a\u043e\u0442", false), FigureFonts.FaceFor("cat", false));
        Assert.True(known.ContainsGlyph(0x43A));
        Assert.False(unknown.ContainsGlyph(0x43A));
    }

    private static XElement[] MarksOf(Figure figure) =>
        [.. XDocument.Parse(FigureFiles.ToSvg(figure)).Descendants().Where(e => (string?)e.Attribute("class") == "mark")];

    private static int PngWidth(string path) =>
        int.Parse(Convert.ToHexString(File.ReadAllBytes(path).AsSpan(16, 4)), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
