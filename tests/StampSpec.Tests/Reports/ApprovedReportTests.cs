using System.Xml.Linq;
using StampSpec.Reports;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;
using StampSpec.Reports.Tables;

namespace StampSpec.Tests.Reports;

public sealed class ApprovedReportTests
{
    private static readonly StudyTables Tables = new(StudyReport.Of(InventedResults.Create("out")));

    public static TheoryData<string> TableNames => ["scores", "budgets", "differences", "slices"];

    public static TheoryData<string> FigureNames =>
        ["macro-f1-vs-bytes", "macro-f1-vs-bytes-88mm", "confusion-difference-88mm", "calibration"];

    [Theory]
    [MemberData(nameof(TableNames))]
    public void Tables_read_as_approved_in_every_format(string name)
    {
        var table = Tables.All().Single(t => t.Name == name);
        Assert.Multiple(
            () => Approved.Equals(name + ".csv", table.ToCsv()),
            () => Approved.Equals(name + ".md", MarkdownWriting.ToMarkdown(table)),
            () => Approved.Equals(name + ".tex", LatexWriting.ToLatex(table))
        );
    }

    [Fact]
    public void Macros_read_as_approved() => Approved.Equals("numbers.tex", LatexNumber.ToFile("invented", Tables.Numbers()));

    [Theory]
    [MemberData(nameof(FigureNames))]
    public void Charts_have_the_approved_structure(string name)
    {
        var figure = InventedStudy.Figures.Single(f => f.Name == name);
        Approved.Equals(figure.Name + ".svg.txt", StructureOf(XDocument.Parse(FigureFiles.ToSvg(figure))));
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
            Charts_have_the_approved_structure("macro-f1-vs-bytes");
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

    // Every shape with its kind and colour, every text and what it tells, in drawing order; positions depend on the last digit of text
    // widths.
    private static string StructureOf(XDocument svg) => string.Concat(svg.Root!.Elements().SelectMany(LinesOf));

    private static IEnumerable<string> LinesOf(XElement element) =>
        element switch
        {
            { Name.LocalName: "g" } =>
            [
                "mark "
                    + string.Join(
                        "; ",
                        element.Attributes().Where(a => a.Name != "class").Select(a => $"{a.Name}={a.Value.ReplaceLineEndings(" / ")}")
                    )
                    + "\n",
                .. element.Elements().SelectMany(LinesOf).Select(l => "  " + l),
            ],
            { Name.LocalName: "text" } =>
            [
                $"text {(string?)element.Attribute("fill") ?? "black"} {(string?)element.Attribute("font-size")} {element.Value}\n",
            ],
            { Name.LocalName: "title" or "desc" } => [$"{element.Name.LocalName} {element.Value}\n"],
            _ => [$"{element.Name.LocalName} {(string?)element.Attribute("fill")} {(string?)element.Attribute("stroke")}".TrimEnd() + "\n"],
        };
}
