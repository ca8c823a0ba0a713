using StampSpec.Common;
using StampSpec.Sky.Classes;
using StampSpec.Sky.Populations;
using StampSpec.Sky.Scenes;
using StampSpec.Tests.Sky.Rubin;

namespace StampSpec.Tests.Sky;

/// <summary>Glints of the ZTF survey: counts, spacings and directions at true angles.</summary>
public sealed class SatelliteModelTests
{
    private const int Draws = 1500;

    private static readonly ObservingConditions Night = ObservingConditions.Draw(new Seed(30).CreateSource(), 0, 1);
    private static readonly SatelliteTrain[] Trains = RubinSky.Sample(Draws, Draw);

    [Fact]
    public void Isolated_glints_pairs_and_trains_all_occur()
    {
        Assert.InRange(Share(t => t.TrainPoints == 1), 0.35, 0.45);
        Assert.InRange(Share(t => t.TrainPoints is >= 2 and <= 4), 0.15, 0.35);
        Assert.InRange(Share(t => t.TrainPoints >= 5), 0.3, 0.45);
    }

    [Fact]
    public void Glints_of_geosynchronous_trains_are_15_arcsec_apart_for_each_second_between_them()
    {
        var orbit = new SatelliteOrbit(SatelliteOrbit.GeosynchronousRate, 0, 0.1);
        var spacings = RubinSky.Sample(Draws, r => FlashTrain.Draw(r, orbit, TumblingBodies.OfZtf).SpacingArcsec);
        // Periods of 1 to 20 s, log-uniform, over one or two faces: 7.5 to 301 arcsec. Both measured trains are within the middle half.
        Assert.InRange(spacings.Min(), 7.5, 8.5);
        Assert.InRange(spacings.Max(), 250, 301);
        Assert.InRange(20.8, RubinSky.Quantile(spacings, 0.15), RubinSky.Quantile(spacings, 0.5));
        Assert.InRange(26.2, RubinSky.Quantile(spacings, 0.15), RubinSky.Quantile(spacings, 0.5));
    }

    [Fact]
    public void Glints_of_one_face_are_as_equally_bright_as_in_the_two_measured_trains()
    {
        var orbit = new SatelliteOrbit(SatelliteOrbit.GeosynchronousRate, 0, 0.1);
        var scatters = RubinSky
            .Sample(Draws, r => FlashTrain.Draw(r, orbit, TumblingBodies.OfZtf with { MostFaces = 1 }))
            .Where(t => t.Flashes.Count > 7)
            .Select(t => RubinSky.Deviation([.. t.Flashes.Select(f => 2.5 * Math.Log10(f.Brightness))]));
        Assert.InRange(RubinSky.Median(scatters), 0.04, 0.15);
    }

    [Fact]
    public void The_scene_has_the_glints_of_the_train_in_pixels_and_its_count()
    {
        for (var i = 0; i < 50; i++)
        {
            var random = new Seed(3).Derive(i).CreateSource();
            var scene = new Scene(new SkyPosition(200, -5), Night, new TemplateMatching(0, 0, 1), random);
            new SatelliteModel().AddEvent(scene, random);
            Assert.Contains(scene.Stars, s => Math.Abs(s.X - scene.EventX) < 7 && Math.Abs(s.Y - scene.EventY) < 7);
            Assert.All(scene.Stars, s => Assert.Equal(0, s.TemplateFluxDn));
            Assert.InRange(scene.TrainPoints, 1, 60);
        }
    }

    [Fact]
    public void Glints_are_many_times_fewer_far_from_the_belt_of_geosynchronous_objects()
    {
        var model = new SatelliteModel();
        var ratio = model.DensityAt(new SkyPosition(100, -3)) / model.DensityAt(new SkyPosition(100, 60));
        // 5 to 50 times fewer at high declination (arXiv 2102.04466).
        Assert.InRange(ratio, 5, 50);
    }

    private static double Share(Func<SatelliteTrain, bool> which) => Trains.Average(t => which(t) ? 1.0 : 0);

    private static SatelliteTrain Draw(RandomSource random)
    {
        var view = new SatelliteView(Night.FluxNoise, Night.SciencePsf.FwhmPixels * 1.01, 0.45, TumblingBodies.OfZtf);
        return SatelliteTrain.Draw(view, r => SatelliteOrbit.Draw(r, -5), random);
    }
}
