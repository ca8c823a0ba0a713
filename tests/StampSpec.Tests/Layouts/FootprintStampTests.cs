using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Learning;
using StampSpec.Reports.Gallery;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Model;

namespace StampSpec.Tests.Layouts;

/// <summary>Stamps whose size follows the footprint of the detection.</summary>
public sealed class FootprintStampTests
{
    private static readonly StampLayout Layout = new("f", [new StampScale(10, 0.2)]) { SmallestPixels = 4 };

    [Theory]
    [InlineData(1, 4)]
    [InlineData(4, 4)]
    [InlineData(5, 4)]
    [InlineData(6, 6)]
    [InlineData(10, 10)]
    [InlineData(90, 10)]
    public void A_stamp_is_as_large_as_the_footprint_within_the_limits(int footprint, int side) =>
        Assert.Equal(side, FootprintStamp.SideOf(Layout, Alert(footprint)));

    [Theory]
    [InlineData(NormalisationOrder.None)]
    [InlineData(NormalisationOrder.After)]
    [InlineData(NormalisationOrder.Before)]
    [InlineData(NormalisationOrder.Asinh)]
    public void Pixels_beyond_the_stamp_are_missing_and_the_others_are_those_of_the_stamp_alone(NormalisationOrder order)
    {
        var alert = Alert(6);
        var padded = new StampCutter(Layout, order).Cut(alert.Science, side: 6)[0];
        var alone = new StampCutter(Layout.WithSide(6), order).Cut(alert.Science)[0];
        for (var row = 0; row < 10; row++)
        {
            for (var column = 0; column < 10; column++)
            {
                var isInside = row is >= 2 and < 8 && column is >= 2 and < 8;
                Assert.Equal(isInside ? alone.Values[row - 2, column - 2] : 0, padded.Values[row, column]);
                Assert.Equal(isInside ? 0 : 1, padded.Missing[row, column]);
            }
        }
    }

    [Fact]
    public void An_alert_without_a_footprint_is_refused()
    {
        var problem = Assert.Single(NativeCoverage.Problems(Layout, Alert(null)));
        Assert.Equal(
            "error layout.footprint: the stamps of f are as large as the detection's footprint, but the packet has no diaSource.bboxSize; "
                + "use Rubin's packets, or a layout without smallest-pixels",
            problem.ToString()
        );
    }

    [Fact]
    public void A_small_cutout_that_was_shipped_by_its_footprint_fits()
    {
        var alert = Alert(6, native: 6);
        Assert.Empty(NativeCoverage.Problems(Layout, alert));
        Assert.Equal(64, new StampCutter(Layout, NormalisationOrder.After).Cut(alert.Science, side: 6)[0].Missing.Pixels.ToArray().Sum());
    }

    [Fact]
    public void Measured_bytes_are_those_of_the_alerts_own_stamp()
    {
        var stamps = SampledStamps.Of(Alert(6), Layout);
        Assert.Equal(6, stamps.Layout.Scales[0].Pixels);
        Assert.All(stamps.Images, image => Assert.Equal((6, 6), (image.Planes[0][0].Width, image.Planes[0][0].Height)));
    }

    [Fact]
    public void Pictures_show_the_alerts_own_stamp()
    {
        var cut = Assert.Single(LayoutStamps.CutAll(Alert(6), CutoutKind.Science, Layout));
        Assert.Equal((10, 36), (cut.Width, cut.Pixels.ToArray().Count(float.IsFinite)));
        Assert.Throws<InvalidInputException>(() => LayoutStamps.CutAll(Alert(null), CutoutKind.Science, Layout));
    }

    [Fact]
    public void Bytes_are_means_over_the_sizes()
    {
        var layout = new StudyLayout("f", "float32", Layout, NormalisationOrder.After, ClassifierSettings.Default, new TrainingSettings());
        var rows = StudyBytes.MeanOver(layout, new Dictionary<int, int> { [4] = 3, [10] = 1 }).ToArray();
        Assert.Equal(((3 * 16) + 100) / 4.0 * 4 * 3, StudyBytes.TotalOf(rows, layout));
        Assert.Equal(rows.Length, rows.Select(r => r with { Bytes = 0 }).Distinct().Count());
    }

    [Theory]
    [InlineData("pixels: 10\nsmallest-pixels: 10", "the smallest stamp has 10 pixels a side, but the largest has 10")]
    [InlineData("pixels: 10\nscales: 2\nsmallest-pixels: 4", "stamps as large as the footprint have one scale of square pixels")]
    public void A_layout_that_cannot_follow_the_footprint_is_refused(string keys, string expected)
    {
        var reading = LayoutSpec.Document.Parse($"name: f\npixel-scale: 0.2\n{keys}\n", "f.yaml");
        Assert.Contains(expected, Assert.Single(reading.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shipped_layout_writes_what_it_reads() =>
        Assert.Equal(
            (102, 30),
            (
                LayoutLibrary.Load("as-shipped-by-footprint").Scales[0].Pixels,
                LayoutLibrary.Load("as-shipped-by-footprint").SmallestPixels!.Value
            )
        );

    private static Alert Alert(int? footprint, int native = 12)
    {
        var random = new Random(3);
        Cutout Cutout(CutoutKind kind) =>
            new(kind, new Image<float>(native, native, [.. Enumerable.Range(0, native * native).Select(_ => random.NextSingle())]), 0.2);
        return new Alert(
            SurveyKind.Lsst,
            1,
            "1",
            0,
            0,
            Cutout(CutoutKind.Science),
            Cutout(CutoutKind.Template),
            Cutout(CutoutKind.Difference)
        )
        {
            FootprintPixels = footprint,
        };
    }
}
