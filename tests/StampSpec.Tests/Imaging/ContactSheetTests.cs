using StampSpec.Imaging.Pictures;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Imaging;

public sealed class ContactSheetTests
{
    private const int Panel = 150;
    private const int Gap = 6;

    [Fact]
    public void Each_alert_is_a_row_of_six_panels_with_the_star_in_the_middle_of_those_that_have_it()
    {
        var alert = SimulatedSky.Alert(20_000, 1);
        var sheet = new ContactSheet([]);
        sheet.Add(alert, alert);
        sheet.Add(alert, alert);
        var picture = PngPixels.Decode(sheet.ToPng());
        Assert.Equal((6 * (Panel + Gap) + Gap, 2 * (Panel + Gap)), (picture.Width, picture.Height));
        foreach (var row in new[] { 0, 1 })
        {
            var y = (row * (Panel + Gap)) + (Panel / 2);
            var middles = Enumerable.Range(0, 6).Select(i => (int)picture[y, Gap + (i * (Panel + Gap)) + (Panel / 2)][0]).ToArray();
            Assert.All(new[] { 0, 2, 3, 5 }, i => Assert.True(middles[i] > 250, $"the star of panel {i} has shade {middles[i]}"));
            Assert.All(new[] { 1, 4 }, i => Assert.InRange(middles[i], 1, 100));
        }
    }

    [Fact]
    public void The_first_row_of_pixels_is_at_the_bottom_and_missing_pixels_have_a_colour()
    {
        var alert = SimulatedSky.Alert(20_000, 2);
        alert.Science.Flux.Row(0).Fill(float.NaN);
        var sheet = new ContactSheet([]);
        sheet.Add(alert, alert);
        var picture = PngPixels.Decode(sheet.ToPng());
        Assert.Equal([90, 30, 30], picture[Panel - 1, Gap]);
        Assert.Equal(picture[0, Gap][0], picture[0, Gap][2]);
    }

    [Fact]
    public void Fields_of_view_are_outlined_on_the_simulated_panels_only()
    {
        var alert = SimulatedSky.Alert(20_000, 3);
        var sheet = new ContactSheet([63 * 1.01 / 2]);
        sheet.Add(alert, alert);
        var picture = PngPixels.Decode(sheet.ToPng());
        var edge = (int)Math.Round((Panel - (Panel / 2.0)) / 2);
        Assert.NotEqual([80, 200, 255], picture[Panel / 2, Gap + edge]);
        Assert.Equal([80, 200, 255], picture[Panel / 2, Gap + (3 * (Panel + Gap)) + edge]);
    }

    [Fact]
    public void An_empty_sheet_is_refused() => Assert.Throws<InvalidOperationException>(() => new ContactSheet([]).ToPng());
}
