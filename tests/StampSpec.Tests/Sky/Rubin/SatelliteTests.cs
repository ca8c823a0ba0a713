using StampSpec.Sky.Populations;
using StampSpec.Sky.Scenes;

namespace StampSpec.Tests.Sky.Rubin;

/// <summary>The geometry of glints at true angles: spacing, smear, defocus, and how many a visit sees.</summary>
public sealed class SatelliteTests
{
    private const int Draws = 3000;

    private static readonly SatelliteOrbit Geosynchronous = new(SatelliteOrbit.GeosynchronousRate, 0.05, 0.3);

    [Fact]
    public void Three_in_four_are_geosynchronous_and_move_at_the_Earths_rate()
    {
        var orbits = RubinSky.Sample(Draws, r => SatelliteOrbit.Draw(r, declinationDeg: 60));
        var slow = orbits.Where(o => o.RateArcsec < 20).ToArray();
        Assert.All(slow, o => Assert.Equal(15.04 / 2, o.RateArcsec, 2));
        Assert.InRange(slow.Length / (double)Draws, 0.725, 0.775);
        var medium = orbits.Where(o => o.RateArcsec is > 20 and < 100).ToArray();
        Assert.InRange(medium.Length / (double)Draws, 0.08, 0.12);
        Assert.InRange(medium.Average(o => o.RateArcsec), 36.5, 37.5);
        Assert.All(orbits.Where(o => o.IsLow), o => Assert.InRange(o.RateArcsec, 770, 3900));
    }

    [Fact]
    public void Near_satellites_are_out_of_focus_by_the_aperture_over_their_range()
    {
        var orbits = RubinSky.Sample(Draws, r => SatelliteOrbit.Draw(r, 0));
        Assert.Equal(0.048, RubinSky.Median(orbits.Select(o => o.DefocusArcsec)), 3);
        // 8.4 m at 550 km, where a satellite moves by 7.5 km a second: 3.15 arcsec and 2,800 arcsec a second.
        Assert.All(orbits.Where(o => o.IsLow), o => Assert.Equal(3.15 / (7.5 / 550 * 206_265), o.DefocusArcsec / o.RateArcsec, 5));
    }

    [Fact]
    public void Flashes_are_as_far_apart_as_the_rate_times_the_time_between_them()
    {
        var trains = Trains();
        Assert.All(trains.Where(t => t.Flashes.Count > 1), t =>
            Assert.Equal(t.SpacingArcsec, t.Flashes[1].AlongArcsec - t.Flashes[0].AlongArcsec, 6)
        );
        Assert.All(trains, t => Assert.InRange(t.Flashes.Count, (30 * 15.04 / t.SpacingArcsec) - 1, (30 * 15.04 / t.SpacingArcsec) + 1));
        // Periods are log-uniform from 0.3 to 60 s, over 1 to 4 faces: the median of the period over the faces is 1.9 s, 28 arcsec.
        Assert.InRange(RubinSky.Median(trains.Select(t => t.SpacingArcsec)), 25, 33);
        Assert.InRange(trains.Min(t => t.SpacingArcsec), 1.12, 1.5);
        Assert.InRange(trains.Max(t => t.SpacingArcsec), 800, 902.4);
        Assert.InRange(trains.Average(t => t.Flashes.Count <= 1 ? 1.0 : 0), 0.05, 0.12);
    }

    [Fact]
    public void A_flash_is_smeared_by_the_rate_times_its_duration()
    {
        var smears = Trains().Select(t => t.SmearArcsec).ToArray();
        // 0.002 to 0.02 of a period of 0.3 to 60 s at 15 arcsec a second.
        Assert.InRange(smears.Min(), 0.009, 0.02);
        Assert.InRange(smears.Max(), 12, 18.1);
        Assert.InRange(RubinSky.Median(smears), 0.36, 0.46);
    }

    [Fact]
    public void Flashes_of_one_face_scatter_by_half_a_magnitude()
    {
        var factors = RubinSky.Sample(Draws, r =>
            -2.5 * Math.Log10(SatellitePopulation.Brightness(r, SatellitePopulation.FlashScatterMag))
        );
        Assert.InRange(RubinSky.Deviation(factors), 0.48, 0.52);
        var within = Trains()
            .Where(t => t.Flashes.Count > 20)
            .Select(t => RubinSky.Deviation([.. t.Flashes.Select(f => 2.5 * Math.Log10(f.Brightness))]));
        // Flash to flash 0.5 mag, and up to four faces that differ by 0.8 mag.
        Assert.InRange(RubinSky.Median(within), 0.55, 0.95);
    }

    [Fact]
    public void Isolated_glints_short_trains_and_long_trains_all_occur()
    {
        var points = Scenes().Select(s => s.TrainPoints).ToArray();
        Assert.InRange(points.Average(n => n == 1 ? 1.0 : 0), 0.25, 0.40);
        Assert.InRange(points.Average(n => n is >= 2 and <= 4 ? 1.0 : 0), 0.14, 0.22);
        Assert.InRange(points.Average(n => n >= 5 ? 1.0 : 0), 0.42, 0.57);
        Assert.True(points.Max() > 40, $"the longest train has {points.Max()} glints");
    }

    [Fact]
    public void The_alert_is_a_detected_glint_at_the_centre_and_the_others_lie_on_its_line()
    {
        foreach (var scene in Scenes().Where(s => s.Trails.Count(IsFlash) > 2))
        {
            var flashes = scene.Trails.Where(IsFlash).ToArray();
            var alerted = Assert.Single(flashes, f => f is { XArcsec: 0, YArcsec: 0 });
            var (sine, cosine) = Math.SinCos(alerted.AngleRad);
            var across = flashes.Where(f => f != alerted).Select(f => (f.YArcsec * cosine) - (f.XArcsec * sine)).ToArray();
            Assert.All(across, a => Assert.InRange(a, -1, 1));
        }

        var jitter = Scenes()
            .SelectMany(s => s.Trails.Where(IsFlash).Where(f => f.XArcsec != 0))
            .Select(f => (f.YArcsec * Math.Cos(f.AngleRad)) - (f.XArcsec * Math.Sin(f.AngleRad)))
            .ToArray();
        Assert.InRange(RubinSky.Deviation(jitter), 0.19, 0.21);
    }

    [Fact]
    public void Train_points_are_the_detectable_glints_within_100_arcsec()
    {
        var visit = RubinSky.Visit;
        foreach (var scene in Scenes().Where(s => s.Trails.All(t => t is { DefocusArcsec: < 0.1, LengthArcsec: < 0.05 })).Take(200))
        {
            var within = scene.Trails.Count(t =>
                t.FluxNanojansky >= 0.85 * 5 * visit.FluxNoise * 1.001 && Math.Abs((t.XArcsec * t.XArcsec) + (t.YArcsec * t.YArcsec)) < 9990
            );
            Assert.InRange(scene.TrainPoints, within - 1, within + 2);
        }
    }

    private static bool IsFlash(SkyTrail trail) => trail.LengthArcsec <= SatellitePopulation.LongestSmearArcsec;

    private static FlashTrain[] Trains() => RubinSky.Sample(Draws, r => FlashTrain.Draw(r, Geosynchronous, TumblingBodies.OfRubin));

    private static SkyScene[] Scenes() => RubinSky.Sample(1200, r =>
        {
            var scene = RubinSky.Empty();
            SkyPopulations.Of(SkyClass.Satellite).AddEvent(scene, RubinSky.Visit, r);
            return scene;
        });
}
