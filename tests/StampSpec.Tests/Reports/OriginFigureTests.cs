using System.Xml.Linq;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;

namespace StampSpec.Tests.Reports;

public sealed class OriginFigureTests
{
    [Theory]
    [InlineData(6, "Macro-F1")]
    [InlineData(2, "Macro-F1 of 2 classes")]
    public void Macro_f1_says_of_how_many_classes_it_is_unless_of_all(int averaged, string expected) =>
        Assert.Equal([expected, "satellite"], PanelTitles(averaged));

    [Fact]
    public void The_mean_over_a_single_class_is_not_shown_as_macro_f1() => Assert.Equal(["satellite"], PanelTitles(1));

    private static string[] PanelTitles(int averaged)
    {
        SliceScore[] scores =
        [
            .. from origin in new[] { "real", "injected" }
            from name in new[] { null, "satellite" }
            select new SliceScore("a", "origin", origin, null, name, 30, new Estimate(0.5, 0.4, 0.6))
            {
                Classes = name is null ? averaged : null,
            },
        ];
        var figure = OriginFigure.Build(
            scores,
            ["a"],
            InventedStudy.Classes,
            InventedStudy.Facts,
            "95 % percentile interval",
            FigureWidth.DoubleColumn
        );
        var bold = XDocument
            .Parse(FigureFiles.ToSvg(figure))
            .Descendants()
            .Where(e => e.Name.LocalName == "text" && (string?)e.Attribute("font-weight") == "bold");
        return [.. bold.Select(e => e.Value)];
    }
}
