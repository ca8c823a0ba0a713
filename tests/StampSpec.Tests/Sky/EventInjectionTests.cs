using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Sky.Injection;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Rendering;
using StampSpec.Sky.Scenes;

namespace StampSpec.Tests.Sky;

public sealed class EventInjectionTests
{
    [Fact]
    public void A_background_loses_its_own_event_and_nothing_else()
    {
        var alert = Flat(eventFluxDn: 4000, isPositive: true);
        var background = InjectionBackground.From(alert, new Seed(1).CreateSource());
        Assert.All(background.Difference.Pixels.ToArray(), pixel => Assert.InRange(pixel, -3f, 3f));
        Assert.All(background.Science.Pixels.ToArray(), pixel => Assert.InRange(pixel, 97f, 103f));
        Assert.All(background.Template.Pixels.ToArray(), pixel => Assert.Equal(100f, pixel));
    }

    [Fact]
    public void A_fading_event_is_removed_from_the_science_image_by_its_own_sign()
    {
        var alert = Flat(eventFluxDn: -300, isPositive: false);
        var background = InjectionBackground.From(alert, new Seed(2).CreateSource());
        Assert.All(background.Science.Pixels.ToArray(), pixel => Assert.InRange(pixel, 99f, 101f));
    }

    [Fact]
    public void Injected_light_is_the_same_in_science_and_difference_and_absent_from_the_template()
    {
        var injected = EventInjection.Inject(SkyClass.Satellite, [Flat(0, true)], 3, new Seed(3)).ToArray();
        foreach (var (alert, label, group) in injected)
        {
            Assert.Equal(("satellite", "ZTF20real"), (label, group));
            Assert.StartsWith("ZTF98", alert.ObjectId, StringComparison.Ordinal);
            Assert.All(alert.Template.Flux.Pixels.ToArray(), pixel => Assert.Equal(100f, pixel));
            Assert.True(alert.Difference.Flux[31, 31] > 2, $"centre {alert.Difference.Flux[31, 31]}");
            var (science, difference) = (alert.Science.Flux.Pixels.ToArray(), alert.Difference.Flux.Pixels.ToArray());
            Assert.All(science.Zip(difference), pair => Assert.Equal(pair.First - 100, pair.Second, 1e-2f));
        }

        Assert.Equal(3, injected.Select(a => a.Alert.Candid).Distinct().Count());
    }

    [Fact]
    public void The_same_seed_injects_the_same_events()
    {
        Alert[] backgrounds =
        [
            .. SyntheticSurvey
                .Generate(new SurveySettings { Mix = ClassMix.Balanced.Only([SkyClass.Asteroid]) }, 8, new Seed(4))
                .Select(a => a.Alert),
        ];
        var first = EventInjection
            .Inject(SkyClass.Asteroid, backgrounds, 5, new Seed(5))
            .Select(a => a.Alert.Science.Flux.Pixels.ToArray());
        var second = EventInjection
            .Inject(SkyClass.Asteroid, backgrounds, 5, new Seed(5))
            .Select(a => a.Alert.Science.Flux.Pixels.ToArray());
        Assert.Equal(first, second);
    }

    [Fact]
    public void A_class_whose_event_is_not_added_light_is_refused()
    {
        var refused = Assert.Throws<ArgumentException>(() => EventInjection.Inject(SkyClass.VariableStar, [Flat(0, true)], 1, new Seed(6)));
        Assert.Contains("vs cannot be injected", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Backgrounds_that_suit_nobody_are_refused()
    {
        var refused = Assert.Throws<ArgumentException>(() => EventInjection.Inject(SkyClass.Supernova, [Flat(0, true)], 1, new Seed(7)));
        Assert.Contains("no background is suitable for sn; 1 were tried", refused.Message, StringComparison.Ordinal);
    }

    // A sky of 100 DN without noise, and an event at the centre as in the packet: positive in the difference whether it brightened or
    // faded.
    private static Alert Flat(double eventFluxDn, bool isPositive)
    {
        var light = new float[SceneGrid.Ztf.Length];
        ScenePainter.AddStar(light, SceneGrid.Ztf, new TabulatedMoffat(2, 4, 0, 0), 0, 0, eventFluxDn, 1e-3);
        var (science, template, difference) = (new Image<float>(63, 63), new Image<float>(63, 63), new Image<float>(63, 63));
        for (var row = 0; row < 63; row++)
        {
            for (var column = 0; column < 63; column++)
            {
                var excess = light[((row + SceneGrid.Ztf.Margin) * SceneGrid.Ztf.Stride) + column + SceneGrid.Ztf.Margin];
                science[row, column] = 100 + excess;
                template[row, column] = 100;
                difference[row, column] = isPositive ? excess : -excess;
            }
        }

        return new Alert(
            SurveyKind.Ztf,
            1,
            "ZTF20real",
            150,
            20,
            Cutout(CutoutKind.Science, science),
            Cutout(CutoutKind.Template, template),
            Cutout(CutoutKind.Difference, difference)
        )
        {
            Band = "r",
            ZeroPointMag = 26.3,
            IsPositive = isPositive,
        };
    }

    private static Cutout Cutout(CutoutKind kind, Image<float> image) => new(kind, image, 1.01);
}
