using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Imaging.Pictures;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Imaging;

public sealed class StretchTests
{
    [Theory]
    [InlineData(3_000)]
    [InlineData(30_000)]
    [InlineData(1_000_000)]
    public void The_core_of_a_star_keeps_its_gradation(double starDn)
    {
        var alert = SimulatedSky.Alert(starDn, 1, noise: 3, templateNoise: 1);
        foreach (var kind in new[] { CutoutKind.Science, CutoutKind.Difference })
        {
            var stretch = Stretch.Of(alert, kind);
            var row = alert[kind].Flux.Row(31)[28..35].ToArray().Select(stretch.Shade).ToArray();
            Assert.Equal(3, row.Index().MaxBy(p => p.Item).Index);
            // From the edge of the star to its middle the shade changes by more than one of the 64 shades of pictures.
            Assert.All(row[1..3].Zip(row[2..4]), pair =>
                Assert.True(pair.Second - pair.First > 0.02, $"{pair.First:0.000} and {pair.Second:0.000} look alike")
            );
            Assert.Equal(1, alert[kind].Flux.Pixels.ToArray().Count(f => stretch.Shade(f) >= 1));
        }
    }

    [Fact]
    public void Noise_is_visible_and_does_not_look_like_sources()
    {
        var alert = SimulatedSky.Alert(0, 2);
        var stretch = Stretch.Of(alert, CutoutKind.Science);
        var shades = alert.Science.Flux.Pixels.ToArray().Select(stretch.Shade).Order().ToArray();
        Assert.InRange(shades[shades.Length / 2], 0.2, 0.4);
        Assert.InRange(shades[(int)(0.84 * shades.Length)] - shades[shades.Length / 2], 0.05, 0.2);
        Assert.InRange(shades[^1], 0.4, 0.8);
    }

    [Fact]
    public void Science_and_template_share_a_stretch_whose_limit_is_the_brighter_of_the_two()
    {
        var (bright, faint) = (SimulatedSky.Alert(100_000, 3), SimulatedSky.Alert(3_000, 4));
        var faded = faint with { Template = bright.Science with { Kind = CutoutKind.Template } };
        Assert.Equal(Stretch.Of(faded, CutoutKind.Science), Stretch.Of(faded, CutoutKind.Template));
        Assert.Equal(Stretch.Of(bright, CutoutKind.Science).High, Stretch.Of(faded, CutoutKind.Science).High);
    }

    [Fact]
    public void A_difference_is_symmetric_about_zero()
    {
        var alert = SimulatedSky.Alert(5_000, 5);
        var stretch = Stretch.Of(alert, CutoutKind.Difference);
        Assert.Equal(0.5, stretch.Shade(0), 12);
        foreach (var flux in new[] { 3f, 40f, 700f, 1e6f })
        {
            Assert.Equal(1, stretch.Shade(flux) + stretch.Shade(-flux), 12);
            Assert.True(stretch.Shade(flux) > 0.5);
        }

        var faded = alert with { Difference = new Cutout(CutoutKind.Difference, Negative(alert.Difference.Flux), 1.01) };
        Assert.Equal(stretch.High, Stretch.Of(faded, CutoutKind.Difference).High);
    }

    [Fact]
    public void A_hot_pixel_and_missing_pixels_set_no_limit()
    {
        var alert = SimulatedSky.Alert(5_000, 6);
        var clean = Stretch.Of(alert, CutoutKind.Science);
        alert.Science.Flux[5, 5] = 1e7f;
        alert.Science.Flux[31, 36] = float.NaN;
        alert.Science.Flux[2, 2] = float.PositiveInfinity;
        Assert.Equal(clean.High, Stretch.Of(alert, CutoutKind.Science).High, clean.High * 0.02);
        Assert.Equal(clean.Low, Stretch.Of(alert, CutoutKind.Science).Low, 1);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(7)]
    public void An_image_without_any_noise_has_a_stretch(float everywhere)
    {
        var cutout = new Cutout(CutoutKind.Science, new Image<float>(1, 2, [everywhere, everywhere]), 1);
        var alert = new Alert(SurveyKind.Ztf, 1, "ZTF1", 0, 0, cutout, cutout, cutout);
        foreach (var stretch in Enum.GetValues<CutoutKind>().Select(kind => Stretch.Of(alert, kind)))
        {
            Assert.True(double.IsFinite(stretch.Low) && double.IsFinite(stretch.High));
            Assert.True(stretch.Low < stretch.High && stretch.Softening > 0);
        }
    }

    [SkippableFact]
    public void Hardly_a_pixel_of_real_alerts_saturates()
    {
        var packets = Directory.GetFiles(Repository.SharedPath("data", "ztf"), "*.avro").Order(StringComparer.Ordinal);
        foreach (var alert in AlertFiles.Read([.. packets.Where((_, i) => i % 20 == 0)]).Select(r => r.Alert!))
        {
            foreach (var kind in Enum.GetValues<CutoutKind>())
            {
                var stretch = Stretch.Of(alert, kind);
                var flux = alert[kind].Flux.Pixels.ToArray().Where(float.IsFinite).ToArray();
                Assert.InRange(flux.Count(f => stretch.Shade(f) >= 1), 0, 0.002 * flux.Length);
            }
        }
    }

    private static Image<float> Negative(Image<float> image) => new(image.Width, image.Height, [.. image.Pixels.ToArray().Select(f => -f)]);
}
