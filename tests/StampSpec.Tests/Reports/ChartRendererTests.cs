using System.Globalization;
using System.Xml.Linq;
using StampSpec.Reports;
using StampSpec.Reports.Charts;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Reports;

public sealed class ChartRendererTests
{
    [Fact]
    public void Svg_png_and_pdf_have_the_column_width_asked_for()
    {
        using var folder = new TemporaryFolder();
        ChartRenderer.Render([ScoreFigure.Build(InventedStudy.Scores, FigureWidth.DoubleColumn), ScoreFigure.Build(InventedStudy.Scores, FigureWidth.SingleColumn)], folder.Path);
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
        var (wide, narrow) = (ScoreFigure.Build(InventedStudy.Scores, FigureWidth.DoubleColumn), ScoreFigure.Build(InventedStudy.Scores, FigureWidth.SingleColumn));
        ChartRenderer.Render([wide, narrow], folder["together"]);
        ChartRenderer.Render([narrow], folder["alone"]);
        Assert.All(new[] { "svg", "png", "pdf" }, extension => Assert.Equal(
            File.ReadAllBytes(folder["together", "macro-f1-vs-bytes-88mm." + extension]), File.ReadAllBytes(folder["alone", "macro-f1-vs-bytes-88mm." + extension])));
    }

    [Fact]
    public void A_missing_node_is_one_clear_sentence()
    {
        using var folder = new TemporaryFolder();
        var failure = Assert.Throws<ChartRenderingException>(() =>
            ChartRenderer.Render([ScoreFigure.Build(InventedStudy.Scores, FigureWidth.SingleColumn)], folder.Path, node: "no-such-node"));
        Assert.Equal("no-such-node was not found, and figures need Node.js 20 or newer on the PATH (https://nodejs.org)", failure.Message);
    }

    private static int PngWidth(string path) => int.Parse(Convert.ToHexString(File.ReadAllBytes(path).AsSpan(16, 4)), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
