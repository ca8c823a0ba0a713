using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Imaging.Simulation;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;

namespace StampSpec.Tests.Sky;

public sealed class SyntheticSurveyTests
{
    private static readonly SurveySettings Balanced = new() { Mix = ClassMix.Balanced };

    [Fact]
    public void The_same_seed_gives_the_same_alerts_on_any_number_of_threads()
    {
        var one = SyntheticSurvey.Generate(Balanced with { Threads = 1 }, 150, new Seed(7)).ToArray();
        var three = SyntheticSurvey.Generate(Balanced with { Threads = 3 }, 150, new Seed(7)).ToArray();
        Assert.Equal(one.Select(Fingerprint), three.Select(Fingerprint));
    }

    [Fact]
    public void An_alert_does_not_depend_on_how_many_are_asked_for()
    {
        var few = SyntheticSurvey.Generate(Balanced, 5, new Seed(11)).ToArray();
        var more = SyntheticSurvey.Generate(Balanced, 40, new Seed(11)).Take(5).ToArray();
        Assert.Equal(few.Select(Fingerprint), more.Select(Fingerprint));
    }

    [Fact]
    public void Alerts_from_a_later_position_are_those_of_a_longer_survey()
    {
        var all = SyntheticSurvey.Generate(Balanced, 12, new Seed(11)).Skip(7).ToArray();
        var later = SyntheticSurvey.Generate(Balanced with { FirstAlert = 7 }, 5, new Seed(11)).ToArray();
        Assert.Equal(all.Select(Fingerprint), later.Select(Fingerprint));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticSurvey.Generate(Balanced with { FirstAlert = -1 }, 5, new Seed(11)));
    }

    [Fact]
    public void Some_alerts_of_a_survey_are_drawn_without_the_others()
    {
        var all = SyntheticSurvey.Generate(Balanced, 30, new Seed(11)).ToArray();
        long[] wanted =
        [
            all[29].Alert.Candid,
            all[3].Alert.Candid,
            all[29].Alert.Candid + 1,
            all[0].Alert.Candid - 1,
            1_003_273_655_515_010_011,
        ];
        var found = SyntheticSurvey.Find(Balanced, 30, new Seed(11), wanted);
        Assert.Equal(new[] { all[29], all[3] }.Select(Fingerprint), found.Select(Fingerprint));
    }

    [Fact]
    public void A_classifier_that_sees_only_the_mask_at_Rubins_resolution_is_at_chance()
    {
        // The simulated cutout of an alert without missing pixels is as wide as its seeing allows, and its mask shows nothing else.
        var alerts = SyntheticSurvey
            .Generate(Balanced, 3000, new Seed(5))
            .Select(a => (a.Class, Seeing: a.Alert.SeeingPixels!.Value))
            .ToArray();
        const double chance = 1 / 6.0;
        var sigma = Math.Sqrt(chance * (1 - chance) / (alerts.Length / 2.0));
        Assert.InRange(RecallFromSides(alerts), chance - (3 * sigma), chance + (3 * sigma));
        Assert.InRange(LargestDistinction(alerts), 0, 4);
        var leaking = alerts.Select(a => (a.Class, a.Class == "vs" ? 1.15 * a.Seeing : a.Seeing)).ToArray();
        Assert.True(LargestDistinction(leaking) > 5, $"seeing that depends on the class would be missed: {LargestDistinction(leaking)}");
    }

    /// <summary>
    /// How well the side of the cutout tells one class from all others: the largest distance of the area under the ROC curve from 1/2 (Mann
    /// and Whitney), in standard deviations of chance.
    /// </summary>
    private static double LargestDistinction((string Class, double Seeing)[] alerts) =>
        SkyClassLabels.All.Max(name =>
        {
            var sides = alerts.Select(a => (IsOf: a.Class == name, Side: SideOf(a.Seeing))).ToLookup(a => a.IsOf, a => a.Side);
            var (own, others) = (sides[true].ToArray(), sides[false].ToArray());
            var area = own.Average(a =>
                others.Average(b =>
                    a > b ? 1
                    : a == b ? 0.5
                    : 0
                )
            );
            return Math.Abs(area - 0.5) / Math.Sqrt((own.Length + others.Length + 1) / (12.0 * own.Length * others.Length));
        });

    /// <summary>Mean recall on the second half of the class that was most frequent, in the first half, among cutouts of about the same
    /// side.</summary>
    private static double RecallFromSides((string Class, double Seeing)[] alerts)
    {
        var cells = alerts.Select(a => (a.Class, Cell: SideOf(a.Seeing) / 12)).ToArray();
        var (train, test) = (cells[..(cells.Length / 2)], cells[(cells.Length / 2)..]);
        var most = train.GroupBy(a => a.Cell).ToDictionary(g => g.Key, g => g.CountBy(a => a.Class).MaxBy(c => c.Value).Key);
        return test.GroupBy(a => a.Class).Average(g => g.Average(a => most.GetValueOrDefault(a.Cell, "agn") == a.Class ? 1.0 : 0));
    }

    private static int SideOf(double seeingPixels) =>
        MappedGeometry.Of(63, 63, seeingPixels * MappedGeometry.ZtfPixelScaleArcsec, new SimulationSettings()).Science.TargetGrid.Width;

    [Fact]
    public void Another_seed_gives_other_alerts()
    {
        var first = SyntheticSurvey.Generate(Balanced, 1, new Seed(1)).Single();
        var second = SyntheticSurvey.Generate(Balanced, 1, new Seed(2)).Single();
        Assert.NotEqual(first.Alert.Science.Flux.Pixels.ToArray(), second.Alert.Science.Flux.Pixels.ToArray());
    }

    [Fact]
    public void Every_alert_is_a_detection_above_five_sigma_with_three_cutouts_of_63_pixels()
    {
        foreach (var (alert, label, group) in SyntheticSurvey.Generate(Balanced, 60, new Seed(3)))
        {
            Assert.Contains(label, SkyClassLabels.All);
            Assert.Equal(alert.ObjectId, group);
            Assert.True(alert.SignalToNoise >= 5, $"S/N {alert.SignalToNoise}");
            Assert.InRange(alert.RightAscensionDeg, 0, 360);
            Assert.InRange(alert.DeclinationDeg, -30, 90);
            foreach (var kind in Enum.GetValues<CutoutKind>())
            {
                Assert.Equal((63, 63, 1.01), (alert[kind].Flux.Width, alert[kind].Flux.Height, alert[kind].PixelScaleArcsec));
            }
        }
    }

    [Fact]
    public void Missing_pixels_are_missing_in_all_three_cutouts_and_only_there()
    {
        var missing = 0;
        foreach (var (alert, _, _) in SyntheticSurvey.Generate(Balanced, 60, new Seed(4)))
        {
            var science = alert.Science.Flux.Pixels.ToArray().Select(float.IsNaN).ToArray();
            Assert.Equal(science, alert.Template.Flux.Pixels.ToArray().Select(float.IsNaN));
            Assert.Equal(science, alert.Difference.Flux.Pixels.ToArray().Select(float.IsNaN));
            missing += science.Contains(true) ? 1 : 0;
        }

        Assert.InRange(missing, 1, 30);
    }

    [Fact]
    public void Identifiers_are_unique()
    {
        var alerts = SyntheticSurvey.Generate(Balanced, 100, new Seed(5)).ToArray();
        Assert.Equal(100, alerts.Select(a => a.Alert.Candid).Distinct().Count());
        Assert.Equal(100, alerts.Select(a => a.Alert.ObjectId).Distinct().Count());
    }

    [Theory]
    [InlineData("published", 6000)]
    [InlineData("balanced", 600)]
    public void Classes_follow_the_mix_to_within_two_alerts(string name, int count)
    {
        var mix = ClassMix.Find(name)!;
        var classes = Enumerable.Range(0, count).Select(i => SyntheticSurvey.ClassAt(mix, i, new Seed(9))).ToArray();
        foreach (var skyClass in Enum.GetValues<SkyClass>())
        {
            Assert.InRange(classes.Count(c => c == skyClass), (count * mix[skyClass]) - 2.5, (count * mix[skyClass]) + 2.5);
        }
    }

    [Fact]
    public void The_published_mix_has_580_satellites_in_49310()
    {
        Assert.Equal(580 / 49310.0, ClassMix.Published[SkyClass.Satellite], 12);
        Assert.Equal(1, Enum.GetValues<SkyClass>().Sum(c => ClassMix.Published[c]), 12);
    }

    [Fact]
    public void Classes_that_are_left_out_do_not_occur()
    {
        var settings = new SurveySettings { Mix = ClassMix.Published.Only([SkyClass.Satellite, SkyClass.Asteroid]) };
        Assert.All(SyntheticSurvey.Generate(settings, 20, new Seed(6)), a => Assert.Contains(a.Class, new[] { "satellite", "asteroid" }));
    }

    [Fact]
    public void Differences_are_positive_at_their_centres_whichever_way_the_source_varied()
    {
        var settings = new SurveySettings { Mix = ClassMix.Balanced.Only([SkyClass.Agn, SkyClass.VariableStar]) };
        var alerts = SyntheticSurvey.Generate(settings, 60, new Seed(8)).ToArray();
        Assert.InRange(alerts.Count(a => a.Alert.IsPositive == false), 10, 50);
        // In the plain mean the residual of a star can be larger than its change, but not with the PSF as weight. A wrong sign would change
        // about half of the alerts.
        Assert.InRange(alerts.Count(a => CentralMean(a.Alert.Difference) > 0), 57, 60);
    }

    private static float CentralMean(Cutout cutout)
    {
        var sum = 0f;
        for (var row = 30; row <= 32; row++)
        {
            for (var column = 30; column <= 32; column++)
            {
                sum += cutout.Flux[row, column];
            }
        }

        return sum / 9;
    }

    private static (string, long, float, float, float) Fingerprint(LabelledAlert labelled) =>
        (labelled.Class, labelled.Alert.Candid, Sum(labelled.Alert.Science), Sum(labelled.Alert.Template), Sum(labelled.Alert.Difference));

    private static float Sum(Cutout cutout)
    {
        var sum = 0f;
        foreach (var pixel in cutout.Flux.Pixels)
        {
            sum += float.IsNaN(pixel) ? 1 : pixel;
        }

        return sum;
    }
}
