using StampSpec.Common;
using StampSpec.Sky.Populations;
using StampSpec.Sky.Scenes;

namespace StampSpec.Tests.Sky.Rubin;

/// <summary>
/// What the populations of Rubin's sky state about counts, sizes, offsets, changes and rates, measured on seeded samples. A changed
/// constant fails the test that names it.
/// </summary>
public sealed class SkyPopulationTests
{
    private const int Draws = 4000;

    // Stars per square degree to r = 25 of the model at four latitudes.
    [Theory]
    [InlineData(20, 32_000)]
    [InlineData(40, 10_600)]
    [InlineData(60, 6_500)]
    [InlineData(90, 5_400)]
    public void Star_counts_to_r_25_are_those_of_the_model(double latitude, double total) =>
        Assert.InRange(StarCounts.Between(latitude, StarCounts.BrightestMag, 25) / total, 0.88, 1.12);

    [Theory]
    [InlineData(20, 20.5, 3170)]
    [InlineData(40, 22.5, 1610)]
    [InlineData(60, 24.5, 1500)]
    public void Star_counts_have_the_density_of_the_table(double latitude, double magnitude, double density) =>
        Assert.Equal(density, StarCounts.Density(latitude, magnitude), 6);

    [Theory]
    [InlineData(24, 81_100)]
    [InlineData(25, 166_000)]
    public void Galaxy_counts_are_46_per_square_arcmin_to_i_25_and_rise_by_0_31_dex_a_magnitude(double magnitude, double perSquareDegree) =>
        Assert.InRange(3600 * GalaxyCounts.PerSquareArcmin(magnitude) / perSquareDegree, 0.99, 1.01);

    [Fact]
    public void Bright_galaxy_counts_rise_by_0_45_dex_a_magnitude() =>
        Assert.Equal(0.45, Math.Log10(GalaxyCounts.PerSquareArcmin(20) / GalaxyCounts.PerSquareArcmin(19)), 6);

    [Theory]
    [InlineData(20, 1.20)]
    [InlineData(23, 0.53)]
    [InlineData(25, 0.31)]
    public void Galaxy_sizes_shrink_with_magnitude(double magnitude, double radius)
    {
        var drawn = RubinSky.Sample(1500, r => GalaxyCounts.Draw(r, "i", magnitude, 0, 0));
        Assert.InRange(RubinSky.Median(drawn.Select(g => g.HalfLightRadiusArcsec)) / radius, 0.96, 1.04);
        Assert.InRange(RubinSky.Deviation([.. drawn.Select(g => Math.Log(g.HalfLightRadiusArcsec))]), 0.32, 0.38);
        Assert.InRange(drawn.Average(g => g.SersicIndex < 1.5 ? 1.0 : 0), 0.61, 0.67);
        Assert.InRange(drawn.Average(g => g.SersicIndex > 3 ? 1.0 : 0), 0.10, 0.14);
        Assert.InRange(RubinSky.Median(drawn.Select(g => (1 - g.AxisRatio) / (1 + g.AxisRatio))), 0.28, 0.33);
    }

    [Fact]
    public void A_field_holds_the_counts_of_its_area()
    {
        const double side = 48.6;
        var fields = RubinSky.Sample(300, r =>
        {
            var scene = RubinSky.Empty();
            SkyField.AddTo(scene, "r", side, r);
            return scene;
        });
        var stars =
            StarCounts.Between(fields[0].Position.GalacticLatitudeDeg, StarCounts.BrightestMag, StarCounts.FaintestMag)
            * Math.Pow(side / 3600, 2);
        // The scatter between fields, 0.3 in the logarithm, raises the mean by exp(0.3^2 / 2).
        var galaxies = GalaxyCounts.PerSquareArcmin(GalaxyCounts.FaintestMag) * Math.Pow(side / 60, 2) * Math.Exp(0.045);
        Assert.InRange(fields.Average(f => f.Points.Count) / stars, 0.85, 1.15);
        Assert.InRange(fields.Average(f => f.Galaxies.Count) / galaxies, 0.94, 1.06);
        Assert.All(fields.SelectMany(f => f.Points), p => Assert.Equal(p.FluxNanojansky, p.TemplateFluxNanojansky));
        Assert.All(fields.SelectMany(f => f.Galaxies), g =>
            Assert.InRange(Math.Max(Math.Abs(g.XArcsec), Math.Abs(g.YArcsec)), 0, side / 2)
        );
    }

    [Theory]
    [InlineData(0.5, 6.10)]
    [InlineData(1, 8.01)]
    public void The_scale_of_a_flat_universe_is_that_of_the_textbooks(double redshift, double kiloparsec) =>
        Assert.Equal(kiloparsec, Cosmology.KiloparsecPerArcsec(redshift), 2);

    [Fact]
    public void Supernovae_follow_the_light_of_an_exponential_disc()
    {
        var offsets = Events(SkyClass.Supernova)
            .Select(s =>
            {
                var (host, sin, cos) = (s.Galaxies[0], Math.Sin(s.Galaxies[0].AngleRad), Math.Cos(s.Galaxies[0].AngleRad));
                var (along, across) = ((host.XArcsec * cos) + (host.YArcsec * sin), (host.YArcsec * cos) - (host.XArcsec * sin));
                return Math.Sqrt((along * along) + Math.Pow(across / host.AxisRatio, 2)) / host.HalfLightRadiusArcsec;
            })
            .ToArray();
        // 25, 50, 75 and 90 % of the light of an exponential disc are within these numbers of half-light radii.
        Assert.InRange(RubinSky.Quantile(offsets, 0.25), 0.54, 0.60);
        Assert.InRange(RubinSky.Quantile(offsets, 0.50), 0.96, 1.04);
        Assert.InRange(RubinSky.Quantile(offsets, 0.75), 1.55, 1.68);
        Assert.InRange(RubinSky.Quantile(offsets, 0.90), 2.2, 2.45);
    }

    [Fact]
    public void Supernovae_have_hosts_about_a_magnitude_brighter_and_one_in_seventeen_fades()
    {
        var events = Events(SkyClass.Supernova);
        var fading = events.Count(s => s.Points[0].TemplateFluxNanojansky > 0);
        Assert.InRange(fading / (double)events.Length, 0.045, 0.075);
        var contrast = events
            .Select(s =>
                SkyScene.Magnitude(Math.Max(s.Points[0].FluxNanojansky, s.Points[0].TemplateFluxNanojansky))
                - SkyScene.Magnitude(s.Galaxies[0].FluxNanojansky)
            )
            .ToArray();
        Assert.InRange(RubinSky.Median(contrast), 0.9, 1.25);
        Assert.InRange(RubinSky.Quantile(contrast, 0.95), 3.5, 4.7);
        var radii = events.Select(s => s.Galaxies[0].HalfLightRadiusArcsec).ToArray();
        Assert.InRange(RubinSky.Median(radii), 0.75, 0.95);
        // Counts of supernovae rise by 0.5 dex a magnitude: half of them within 0.6 magnitudes of the limit.
        var signal = events.Select(s => Math.Max(s.Points[0].FluxNanojansky, s.Points[0].TemplateFluxNanojansky));
        Assert.InRange(2.5 * Math.Log10(RubinSky.Median(signal) / (0.85 * 5 * RubinSky.Visit.FluxNoise)), 0.55, 0.65);
    }

    [Fact]
    public void Nuclei_are_at_their_hosts_centres_and_half_of_them_fade()
    {
        var events = Events(SkyClass.Agn);
        var offsets = events.Select(s => Math.Sqrt(Math.Pow(s.Galaxies[0].XArcsec, 2) + Math.Pow(s.Galaxies[0].YArcsec, 2))).ToArray();
        Assert.InRange(RubinSky.Quantile(offsets, 0.99), 0.08, 0.1);
        Assert.InRange(events.Average(s => s.Points[0].FluxNanojansky < s.Points[0].TemplateFluxNanojansky ? 1.0 : 0), 0.42, 0.5);
        var changes = events.Select(s => Math.Abs(2.5 * Math.Log10(s.Points[0].FluxNanojansky / s.Points[0].TemplateFluxNanojansky)));
        // Changes of 0.18 mag; those that are detected are larger than the mean of all, 0.14.
        Assert.InRange(RubinSky.Median(changes), 0.15, 0.23);
        Assert.InRange(events.Average(s => s.Galaxies[0].HalfLightRadiusArcsec > 0.7 ? 1.0 : 0), 0.19, 0.27);
        Assert.All(events, s => Assert.True(IsDetectable(s.Points[0])));
    }

    [Fact]
    public void Stars_change_by_the_stated_amplitudes()
    {
        var changes = RubinSky.Sample(Draws, VariableStarPopulation.DrawChange);
        Assert.InRange(changes.Average(c => Math.Abs(c) < 0.1 ? 1.0 : 0), 0.475, 0.525);
        Assert.InRange(changes.Average(c => c > 1.2 ? 1.0 : 0), 0.035, 0.055);
        Assert.InRange(changes.Average(c => c < 0 ? 1.0 : 0), 0.45, 0.5);
        Assert.InRange(RubinSky.Median(changes.Select(c => Math.Abs(c)).Where(c => c < 0.1)), 0.0295, 0.0340);
        Assert.All(Events(SkyClass.VariableStar), s => Assert.True(IsDetectable(s.Points[0])));
    }

    [Fact]
    public void Asteroids_of_the_main_belt_move_by_0_22_degrees_a_day_and_1_percent_are_faster()
    {
        var rates = RubinSky.Sample(3 * Draws, AsteroidPopulation.DrawRate);
        var mainBelt = rates.Where(r => r is > 0.051 and < 0.5).ToArray();
        Assert.InRange(mainBelt.Average(), 0.216, 0.226);
        Assert.InRange(RubinSky.Deviation(mainBelt), 0.055, 0.065);
        Assert.InRange(rates.Count(r => r > 0.6) / (double)rates.Length, 0.006, 0.011);
        Assert.InRange(rates.Count(r => r < 0.05) / (double)rates.Length, 0.016, 0.026);
        Assert.InRange(rates.Max(), 8, 10);
    }

    [Fact]
    public void A_trail_of_30_s_is_1_25_arcsec_long_at_1_degree_a_day()
    {
        var lengths = Events(SkyClass.Asteroid).Select(s => s.Trails[0].LengthArcsec).ToArray();
        Assert.InRange(RubinSky.Median(lengths), 0.26, 0.29);
        Assert.All(Events(SkyClass.Asteroid), s => Assert.Equal(SkyExposure.Science, Assert.Single(s.Trails).Exposure));
    }

    [Theory]
    [InlineData(0.25, 0.03)]
    [InlineData(1, 0.38)]
    [InlineData(10, 2.5)]
    public void A_trail_loses_signal_to_a_detector_of_points(double rate, double lossMag) =>
        Assert.Equal(lossMag, AsteroidPopulation.SignalLossMag(rate * AsteroidPopulation.TrailArcsecPerRate, 0.8), 1.0 < rate ? 1 : 2);

    [Fact]
    public void Every_kind_of_artefact_is_as_frequent_as_stated()
    {
        var drawn = RubinSky.Sample(Draws, ArtefactPopulation.DrawKind).CountBy(k => k).ToDictionary();
        Assert.Equal(Enum.GetValues<ArtefactKind>().Length - 1, ArtefactPopulation.Shares.Count);
        Assert.Equal(1, ArtefactPopulation.Shares.Sum(s => s.Share), 9);
        Assert.All(ArtefactPopulation.Shares, share =>
            Assert.InRange(drawn[share.Kind] / (double)Draws, share.Share - 0.02, share.Share + 0.02)
        );
        Assert.Equal(0.32, ArtefactPopulation.Shares[0].Share);
    }

    [Fact]
    public void Artefacts_of_one_alert_are_all_of_its_kind()
    {
        var one = SkyPopulations.Of(SkyClass.Bogus, new Seed(4).CreateSource());
        var descriptions = RubinSky.Sample(40, r =>
        {
            var scene = RubinSky.Empty();
            one.AddEvent(scene, RubinSky.Visit, r);
            return (scene.Points.Count, scene.Galaxies.Count, scene.Trails.Count, scene.Artefacts.Count, scene.Matching is null);
        });
        Assert.Single(descriptions.Distinct());
        Assert.Same(SkyPopulations.Of(SkyClass.Supernova), SkyPopulations.Of(SkyClass.Supernova, new Seed(4).CreateSource()));
    }

    [Theory]
    [InlineData(SkyClass.Agn)]
    [InlineData(SkyClass.Bogus)]
    [InlineData(SkyClass.Satellite)]
    [InlineData(SkyClass.Supernova)]
    [InlineData(SkyClass.VariableStar)]
    [InlineData(SkyClass.Asteroid)]
    public void No_class_occurs_in_the_galactic_plane_or_north_of_the_survey(SkyClass skyClass)
    {
        var population = SkyPopulations.Of(skyClass);
        var positions = RubinSky.Sample(400, r => SkyPosition.DrawOfRubin(r, population.DensityAt));
        Assert.All(positions, p => Assert.InRange(p.DeclinationDeg, -72, 12));
        Assert.All(positions, p => Assert.True(Math.Abs(p.GalacticLatitudeDeg) >= 15));
        var near = positions.Average(p => Math.Abs(p.EclipticLatitudeDeg) < 15 ? 1.0 : 0);
        Assert.Equal(skyClass == SkyClass.Asteroid, near > 0.5);
    }

    private static SkyScene[] Events(SkyClass skyClass) => RubinSky.Sample(Draws / 2, r =>
        {
            var scene = RubinSky.Empty();
            SkyPopulations.Of(skyClass).AddEvent(scene, RubinSky.Visit, r);
            return scene;
        });

    private static bool IsDetectable(SkyPoint point) =>
        Math.Abs(point.FluxNanojansky - point.TemplateFluxNanojansky) >= 0.85 * 5 * RubinSky.Visit.FluxNoiseOf(point.FluxNanojansky);
}
