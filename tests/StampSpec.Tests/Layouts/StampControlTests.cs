using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;

namespace StampSpec.Tests.Layouts;

public sealed class StampControlTests
{
    private static readonly StampLayout Sent = new("sent", [new StampScale(8, 1)]);

    [Fact]
    public void A_layout_that_the_receiver_cuts_has_no_pixel_beyond_the_stamp_that_was_sent()
    {
        var alert = Alert(TestImages.Rough(20, 3));
        var nested = new StampLayout("nested", [new StampScale(4, 1), new StampScale(6, 2)]);
        var direct = new StampCutter(nested, NormalisationOrder.None).Cut(alert.Science);
        var received = new StampCutter(nested, NormalisationOrder.None).Cut(
            Shown(new StampControl { CutFrom = Sent }, alert, null).Science
        );
        Assert.Equal(direct[0].Values.Pixels.ToArray(), received[0].Values.Pixels.ToArray());
        // Of the 12 pixels across the coarse scale, the stamp has the middle 8: its outermost ring of coarse pixels is missing.
        Assert.Equal(direct[1].Values[1, 1], received[1].Values[1, 1]);
        Assert.Equal((0f, 1f), (received[1].Missing[1, 1], received[1].Missing[0, 1]));
    }

    [Fact]
    public void A_mask_alone_shows_only_where_pixels_are_missing()
    {
        var image = TestImages.Rough(8, 5, withMissing: false);
        image[2, 3] = float.NaN;
        var shown = Shown(new StampControl { IsMaskOnly = true }, Alert(image), null).Science;
        foreach (var order in Enum.GetValues<NormalisationOrder>())
        {
            var cut = Assert.Single(new StampCutter(Sent, order).Cut(shown));
            Assert.All(cut.Values.Pixels.ToArray(), v => Assert.Equal(0, v));
            Assert.Equal((1f, 1f), (cut.Missing[2, 3], cut.Missing.Pixels.ToArray().Sum()));
        }
    }

    [Fact]
    public void The_field_beyond_a_distance_comes_from_the_other_alert_at_the_same_level()
    {
        var own = Alert(TestImages.Of(7, 7, (row, column) => 100 + row));
        var other = Alert(TestImages.Of(5, 5, (row, column) => row == 0 ? 30 : 10));
        var shown = Shown(new StampControl { OtherFieldBeyondArcsec = 1.5 }, own, other).Science.Flux;
        // The medians are 103 and 10. The centre is (3, 3), and (1, 3) is 2 arcsec above it, the other image's row 0.
        Assert.Equal(own.Science.Flux[2, 2], shown[2, 2]);
        Assert.Equal((123f, 103f, float.NaN), (shown[1, 3], shown[5, 3], shown[0, 3]));
    }

    [Fact]
    public void An_alert_alone_in_its_batch_shows_the_field_of_the_last_alert_of_the_batch_before()
    {
        var layout = new StudyLayout(
            "whole",
            "float32",
            new StampLayout("whole", [new StampScale(7, 1)]) { Images = [CutoutKind.Science] },
            NormalisationOrder.None,
            ClassifierSettings.Default,
            new TrainingSettings()
        )
        {
            Control = new StampControl { OtherFieldBeyondArcsec = 1.5 },
        };
        using var stamps = new StampCollector([layout]);
        var (first, alone) = (Alert(TestImages.Of(7, 7, (_, _) => 10)), Alert(TestImages.Of(7, 7, (row, _) => row)));
        Assert.NotNull(Assert.Single(stamps.Add([first])));
        Assert.All(stamps.Add([first, first]), Assert.Null);
        Assert.Null(Assert.Single(stamps.Add([alone])));
        using var store = stamps.Build();
        var shown = store[layout.Name].Channel(2, 0, 0);
        // The field is that of the constant image at the level of the alert's own, whose median is 3.
        Assert.Equal((3f, 2f, 3f), (shown[0], shown[(2 * 7) + 2], shown[^1]));
    }

    private static Alert Shown(StampControl control, Alert alert, Alert? other) => new ControlledImages(control).Apply(alert, other);

    private static Alert Alert(Image<float> image) =>
        new(
            SurveyKind.Ztf,
            1,
            "a",
            10,
            20,
            new Cutout(CutoutKind.Science, image, 1),
            new Cutout(CutoutKind.Template, image, 1),
            new Cutout(CutoutKind.Difference, image, 1)
        );
}
