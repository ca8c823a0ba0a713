using StampSpec.Common;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;

namespace StampSpec.Tests.Sky.Rubin;

/// <summary>What the pipeline measures of known sources.</summary>
public sealed class SourceMeasurementTests
{
    private const double Reach = 6;

    private readonly RubinSimulator _simulator = new(RubinSky.Red, SceneGrid.Rubin(64));

    [Fact]
    public void The_psf_flux_is_that_of_the_source_within_the_error_that_it_states()
    {
        var flux = 20 * RubinSky.Visit.FluxNoise;
        var pulls = Enumerable
            .Range(0, 60)
            .Select(i => Observe(s => s.Points.Add(new SkyPoint(0, 0, flux, 0)), (ulong)i)!.Measured)
            .Select(m => (m.Psf.Value - flux) / m.Psf.Error)
            .ToArray();
        Assert.InRange(pulls.Average(), -0.6, 0.6);
        Assert.InRange(RubinSky.Deviation(pulls), 0.75, 1.3);
    }

    [Fact]
    public void A_new_star_is_detected_where_it_is_with_its_fluxes()
    {
        var measured = Observe(s => s.Points.Add(new SkyPoint(0.4, -0.2, 20_000, 5000)), 1)!.Measured;
        Assert.InRange(Math.Abs(measured.Source.X - 2) + Math.Abs(measured.Source.Y + 1), 0, 0.3);
        Assert.InRange(measured.Psf.Value, 14_000, 16_000);
        Assert.InRange(measured.Science.Value, 19_000, 21_000);
        Assert.InRange(measured.Template.Value, 4500, 5500);
        Assert.InRange(measured.Aperture.Value, 12_500, 17_000);
        Assert.InRange(measured.PsfChi2 / measured.PsfPixels, 0.9, 1.15);
        Assert.Equal(1681, measured.PsfPixels);
        Assert.Null(measured.Dipole);
    }

    [Fact]
    public void A_fading_star_is_negative_and_its_flux_too()
    {
        var measured = Observe(s => s.Points.Add(new SkyPoint(0, 0, 2000, 12_000)), 2)!.Measured;
        Assert.True(measured.Source.SignalToNoise < -5);
        Assert.InRange(measured.Psf.Value, -10_600, -9400);
    }

    [Fact]
    public void Empty_sky_has_no_detection() => Assert.Null(Observe(_ => { }, 3));

    [Fact]
    public void A_saturated_centre_is_not_an_alert()
    {
        Assert.Null(Observe(s => AddSaturated(s, 14), 4));
        Assert.NotNull(Observe(s => AddSaturated(s, 17), 4));

        static void AddSaturated(SkyScene scene, double magnitude)
        {
            scene.Points.Add(new SkyPoint(0, 0, SkyScene.Flux(magnitude), 0));
            scene.Artefacts.Add(new StampSpec.Sky.Artefacts.Saturation(RubinSky.Visit.FullWell));
        }
    }

    [Fact]
    public void A_star_out_of_place_is_a_dipole_with_its_separation()
    {
        var observed = Observe(
            s =>
            {
                s.Points.Add(new SkyPoint(0, 0, 300_000, 300_000));
                s.Matching = new TemplateMatching(0.3, 0, 1);
            },
            5
        )!;
        Assert.NotNull(observed.Measured.Dipole);
        // The star is to the left of its place in the template. Errors of the PSFs leave residuals of their own.
        Assert.InRange(observed.Measured.Dipole!.Value.X, -0.4, -0.25);
        Assert.InRange(observed.Measured.Dipole!.Value.Y, -0.1, 0.1);
        Assert.InRange(observed.Measured.Dipole!.Value.Flux.Value, 280_000, 320_000);
    }

    [Theory]
    [InlineData(0, 0, 1.2)]
    [InlineData(5, 4.4, 6.2)]
    public void The_moments_of_a_trail_give_its_length(double lengthArcsec, double least, double most)
    {
        var shape = Observe(s => s.Trails.Add(new SkyTrail(0, 0, lengthArcsec, 0.7, 100_000)), 6)!.Measured.Shape!.Value;
        Assert.InRange(0.2 * Math.Sqrt(9 * shape.Elongation), least, most);
        if (lengthArcsec > 0)
        {
            Assert.Equal(0.7, shape.AngleRad, 1);
        }
    }

    [Theory]
    [InlineData(6, 9, 16)]
    [InlineData(25, 14, 24)]
    [InlineData(300, 20, 34)]
    public void A_footprint_grows_with_the_brightness_as_in_packets(double signalToNoise, int least, int most)
    {
        var flux = signalToNoise * RubinSky.Visit.FluxNoise;
        Assert.InRange(Observe(s => s.Points.Add(new SkyPoint(0, 0, flux, 0)), 8)!.Measured.Source.BoxSide, least, most);
    }

    [Fact]
    public void The_moments_of_the_psf_are_those_of_its_profile()
    {
        var measured = Observe(s => s.Points.Add(new SkyPoint(0, 0, 50_000, 0)), 9)!.Measured;
        var fwhm = 2.3548 * Math.Sqrt(0.5 * (measured.PsfShape.XX + measured.PsfShape.YY));
        Assert.InRange(fwhm / RubinSky.Visit.SciencePsf.FwhmPixels, 0.97, 1.12);
    }

    private ObservedScene? Observe(Action<SkyScene> add, ulong seed)
    {
        var scene = RubinSky.Empty();
        add(scene);
        return _simulator.Observe(scene, RubinSky.Visit, Reach, new Seed(seed).CreateSource());
    }
}
