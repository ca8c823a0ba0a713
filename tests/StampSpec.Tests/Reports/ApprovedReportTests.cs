using System.Text.Json;
using System.Xml.Linq;
using StampSpec.Reports;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Tables;
using StampSpec.Reports.VegaLite;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Reports;

public sealed class ApprovedReportTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };
    private static readonly StudyTables Tables = new(CompleteResults.Of(InventedResults.Create("out")));

    public static TheoryData<string> TableNames => ["scores", "budgets", "differences", "slices"];

    public static TheoryData<string> FigureNames => ["macro-f1-vs-bytes", "confusion-difference", "calibration"];

    [Theory]
    [MemberData(nameof(TableNames))]
    public void Tables_read_as_approved_in_every_format(string name)
    {
        var table = Tables.All().Single(t => t.Name == name);
        Assert.Multiple(
            () => Approved.Equals(name + ".csv", CsvWriting.ToCsv(table)),
            () => Approved.Equals(name + ".md", MarkdownWriting.ToMarkdown(table)),
            () => Approved.Equals(name + ".tex", LatexWriting.ToLatex(table)));
    }

    [Fact]
    public void Macros_read_as_approved() => Approved.Equals("numbers.tex", LatexNumber.ToFile(Tables.Numbers()));

    [Theory]
    [MemberData(nameof(FigureNames))]
    public void Chart_specs_read_as_approved(string name)
    {
        var figure = InventedStudy.Figures.Single(f => f.Name == name);
        Approved.Equals(name + ".json", JsonSerializer.Serialize(VegaLiteJson.ToSpec(figure.View), Indented) + "\n");
    }

    [Fact]
    public void Tables_are_the_same_under_a_culture_with_decimal_commas()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("de-DE");
            Tables_read_as_approved_in_every_format("scores");
            Macros_read_as_approved();
            Chart_specs_read_as_approved("macro-f1-vs-bytes");
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_class_keeps_its_colour_whatever_stands_beside_it()
    {
        Assert.Equal(Palette.OfClasses(["agn", "satellite"])[1], Palette.OfClasses(["satellite", "sn", "tde"])[0]);
        Assert.Equal(InventedStudy.Classes.Count, Palette.OfClasses(InventedStudy.Classes).Distinct().Count());
    }

    [Fact]
    public void The_main_svg_has_the_approved_structure()
    {
        using var folder = new TemporaryFolder();
        var figure = InventedStudy.Figures[0];
        ChartRenderer.Render([figure], folder.Path, RenderFormats.Svg);
        Approved.Equals(figure.Name + ".svg.txt", StructureOf(XDocument.Load(folder[figure.Name + ".svg"])));
    }

    // Groups of marks with how many each holds, and every text, in drawing order; positions and colours are the spec's matter.
    private static string StructureOf(XDocument svg) => string.Concat(svg.Descendants().Select(element => element switch
    {
        { Name.LocalName: "g" } when ((string?)element.Attribute("class"))?.StartsWith("mark-", StringComparison.Ordinal) == true => $"{(string?)element.Attribute("class")}: {element.Elements().Count()}\n",
        { Name.LocalName: "text" } => $"  {element.Value}\n",
        _ => "",
    }));
}
