using StampSpec.Reports.Charts;

namespace StampSpec.Tests.Reports;

/// <summary>Layouts share plots, so they must differ in grey as well; classes have a panel each, and their colours only repeat its
/// heading.</summary>
public sealed class ColourTests
{
    private const double LeastDifference = 8;
    private const double LeastLightness = 10;

    public static TheoryData<string> Visions => [.. ColourVision.Matrices.Keys];

    // Pairs 1, 9 and 25 of Sharma, Wu and Dalal's (2005) test data.
    [Theory]
    [InlineData(50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425)]
    [InlineData(50, 2.49, -0.001, 50, -2.49, 0.0009, 7.1792)]
    [InlineData(60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644)]
    public void The_colour_difference_is_that_of_the_published_test_data(
        double l1,
        double a1,
        double b1,
        double l2,
        double a2,
        double b2,
        double expected
    ) => Assert.Equal(expected, ColourVision.Difference((l1, a1, b1), (l2, a2, b2)), 4);

    [Theory]
    [MemberData(nameof(Visions))]
    public void Classes_differ_for_every_reader(string vision) =>
        Assert.All(Pairs(Palette.OfClasses(InventedStudy.Classes)), p =>
            Assert.True(Difference(p, vision) >= LeastDifference, $"{p}: {Difference(p, vision)}")
        );

    [Theory]
    [MemberData(nameof(Visions))]
    public void Up_to_four_layouts_differ_for_every_reader_by_colour_alone(string vision) =>
        Assert.All(Enumerable.Range(2, 3).SelectMany(n => Pairs(Palette.OfLayouts(n))), p =>
            Assert.True(Difference(p, vision) >= LeastDifference, $"{p}: {Difference(p, vision)}")
        );

    [Fact]
    public void Up_to_four_layouts_differ_in_grey() =>
        Assert.All(Enumerable.Range(2, 3).SelectMany(n => Pairs(Palette.OfLayouts(n))), p =>
            Assert.True(
                Math.Abs(ColourVision.Lab(p.First, "typical").L - ColourVision.Lab(p.Second, "typical").L) >= LeastLightness,
                $"{p}"
            )
        );

    [Fact]
    public void Up_to_six_layouts_differ_by_shape_and_dash_too()
    {
        var marks = new LayoutMarks(["a", "b", "c", "d", "e", "f"]);
        Assert.Equal(6, marks.Shapes.Distinct().Count());
        Assert.Equal(6, marks.Dashes.Select(d => string.Join(' ', d ?? [])).Distinct().Count());
    }

    private static double Difference((string First, string Second) pair, string vision) =>
        ColourVision.Difference(ColourVision.Lab(pair.First, vision), ColourVision.Lab(pair.Second, vision));

    private static IEnumerable<(string First, string Second)> Pairs(IReadOnlyList<string> colours) =>
        colours.SelectMany((first, i) => colours.Skip(i + 1).Select(second => (first, second)));
}
