using StampSpec.Common;
using StampSpec.Imaging.Simulation;
using StampSpec.Sky.Rendering;
using StampSpec.Sky.Scenes;

namespace StampSpec.Tests.Sky.Rubin;

/// <summary>
/// A visit of Rubin as it is stated and as it is rendered: seeing, depth, noise and its correlation, variance planes, places.
/// </summary>
public sealed class VisitTests
{
    private static readonly SceneGrid Grid = SceneGrid.Rubin(192);
    private static readonly RubinVisit[] Visits = RubinSky.Sample(1500, r => RubinVisit.Draw(RubinSky.Red, r));

    [Fact]
    public void Visits_have_the_stated_seeing_ellipticity_sky_and_templates()
    {
        var seeing = Visits.Select(v => v.SciencePsf.FwhmPixels * 0.2).ToArray();
        Assert.InRange(RubinSky.Median(seeing), 0.885, 0.915);
        Assert.InRange(RubinSky.Deviation([.. seeing.Select(s => Math.Log(s))]), 0.145, 0.17);
        Assert.InRange(RubinSky.Median(Visits.Select(v => Length(v.SciencePsf))), 0.104, 0.116);
        Assert.InRange(RubinSky.Median(Visits.Select(v => v.SciencePsf.Beta)), 3.5, 3.7);
        Assert.InRange(RubinSky.Median(Visits.Select(v => v.TemplatePsf.FwhmPixels * 0.2)), 0.905, 0.935);
        Assert.InRange(RubinSky.Median(Visits.Select(v => v.TemplatePsf.Beta)), 2.87, 2.93);
        Assert.InRange(RubinSky.Median(Visits.Select(v => v.SkyElectrons / RubinSky.Red.SkyElectrons)), 2.3, 2.5);
        Assert.InRange(RubinSky.Median(Visits.Select(v => v.TemplateVisits)), 37, 43);
        Assert.InRange(RubinSky.Median(Visits.Select(v => v.Trefoil.Share)), 0.014, 0.016);
    }

    [Fact]
    public void A_stated_seeing_and_number_of_visits_change_nothing_else_of_a_visit()
    {
        foreach (var i in Enumerable.Range(0, 20))
        {
            var drawn = RubinVisit.Draw(RubinSky.Red, new Seed(3).Derive(i).CreateSource());
            var stated = RubinVisit.Draw(RubinSky.Red, new Seed(3).Derive(i).CreateSource(), 0.7, 4);
            Assert.Equal(3.5, stated.SciencePsf.FwhmPixels, 12);
            Assert.Equal(4, stated.TemplateVisits);
            Assert.Equal(drawn.ScienceNoise, stated.ScienceNoise);
            Assert.Equal(drawn.ScienceNoise / 2, stated.TemplateNoise, 12);
            Assert.Equal((drawn.SciencePsf.Beta, drawn.SciencePsf.E1), (stated.SciencePsf.Beta, stated.SciencePsf.E1));
            Assert.Equal(drawn.TemplatePsf.FwhmPixels, stated.TemplatePsf.FwhmPixels);
            Assert.Equal((drawn.Matching, drawn.Trefoil), (stated.Matching, stated.Trefoil));
        }
    }

    [Fact]
    public void Registration_errors_are_12_mas_and_those_of_one_in_33_four_times_larger()
    {
        var shifts = Visits.SelectMany(v => new[] { v.Matching.ShiftX * 200, v.Matching.ShiftY * 200 }).ToArray();
        Assert.InRange(RubinSky.Median(shifts.Select(s => Math.Abs(s))) / 0.6745, 11.3, 13);
        Assert.InRange(shifts.Average(s => Math.Abs(s) > 48 ? 1.0 : 0), 0.004, 0.018);
        Assert.InRange(RubinSky.Deviation([.. Visits.Select(v => v.Matching.FluxRatio)]), 0.0045, 0.0055);
    }

    [Theory]
    [InlineData("g", 0.015)]
    [InlineData("r", 0.005)]
    [InlineData("i", 0.002)]
    public void Stars_scatter_by_refraction_in_their_band(string band, double arcsec) =>
        Assert.Equal(arcsec, 0.2 * (RubinSky.Visit with { Band = LsstBand.Find(band)! }).StarShiftPixels, 6);

    [Fact]
    public void A_dark_visit_with_the_baselines_seeing_has_the_baselines_depth()
    {
        // SMTN-002: m5 = 24.52 in r, for a single visit without a template and a PSF with FWHMeff = 0.83 arcsec.
        var band = RubinSky.Red;
        var visit = RubinSky.Visit with
        {
            SkyElectrons = band.SkyElectrons,
            TemplateVisits = 1e9,
            SciencePsf = new TabulatedMoffat(band.FwhmArcsec / 0.2, 4.765, 0, 0),
        };
        Assert.InRange(SkyScene.Magnitude(5 * visit.FluxNoise), 24.45, 24.65);
        Assert.InRange(visit.ScienceNoise, 17.85, 18);
    }

    [Fact]
    public void Empty_sky_has_the_noise_of_its_visit_white_in_the_exposure_and_correlated_in_the_template()
    {
        var rendered = Render(RubinSky.Empty(), RubinSky.Visit, 1);
        var science = Noise(rendered.Images.Science);
        Assert.InRange(science.Sigma / RubinSky.Visit.ScienceNoise, 0.99, 1.01);
        Assert.All(science.Correlations, c => Assert.InRange(c, -0.015, 0.015));
        var template = Noise(rendered.Images.Template);
        Assert.InRange(template.Sigma / RubinSky.Visit.TemplateNoise, 0.98, 1.02);
        // Neighbours along columns and rows, diagonal neighbours, pixels two apart: as in 120 packets of LSSTCam.
        Assert.InRange(template.Correlations[0], 0.195, 0.235);
        Assert.InRange(template.Correlations[1], 0.195, 0.235);
        Assert.InRange(template.Correlations[2], -0.08, -0.05);
        Assert.InRange(template.Correlations[3], -0.095, -0.065);
    }

    [Theory]
    [InlineData(4.5, 4.3)]
    [InlineData(5.5, 4.3)]
    [InlineData(4, 4.4)]
    public void The_noise_of_the_difference_is_white_and_that_of_both_images(double scienceFwhm, double templateFwhm)
    {
        var visit = RubinSky.Visit with
        {
            SciencePsf = new TabulatedMoffat(scienceFwhm, 3.6, 0.06, -0.04),
            TemplatePsf = new TabulatedMoffat(templateFwhm, 2.9, 0, 0),
        };
        var rendered = Render(RubinSky.Empty(), visit, 2);
        var noise = Noise(rendered.Difference);
        Assert.InRange(noise.Sigma / visit.DifferenceNoise, 0.97, 1.03);
        Assert.All(noise.Correlations, c => Assert.InRange(c, -0.03, 0.03));
    }

    [Fact]
    public void Noise_that_is_correlated_between_columns_would_be_seen()
    {
        var science = Render(RubinSky.Empty(), RubinSky.Visit, 3).Images.Science;
        for (var i = science.Length - 1; i > 0; i--)
        {
            science[i] += 0.33f * science[i - 1];
        }

        Assert.InRange(Noise(science).Correlations[0], 0.27, 0.33);
    }

    [Fact]
    public void The_variance_of_an_exposure_grows_with_its_noisy_pixels_by_the_flux_of_an_electron()
    {
        var scene = RubinSky.Empty();
        scene.Points.Add(new SkyPoint(0, 0, 40_000, 40_000));
        var rendered = Render(scene, RubinSky.Visit, 4);
        var (slope, level) = Line(rendered.Images.Science, rendered.Variances.Science);
        Assert.InRange(slope / RubinSky.Visit.NanojanskyPerElectron, 0.98, 1.02);
        Assert.InRange(level / Math.Pow(RubinSky.Visit.ScienceNoise, 2), 0.99, 1.01);
    }

    [Fact]
    public void The_variance_of_a_template_is_uneven_by_12_percent()
    {
        var variance = Inner(Render(RubinSky.Empty(), RubinSky.Visit, 5).Variances.Template).ToArray();
        Assert.InRange(RubinSky.Deviation(variance) / variance.Average(), 0.1, 0.2);
        var (low, high) = (RubinSky.Quantile(variance, 0.05), RubinSky.Quantile(variance, 0.95));
        Assert.InRange(high / low, 1.4, 2.2);
    }

    [Fact]
    public void A_galaxy_and_a_trail_keep_their_flux_and_their_places()
    {
        var scene = RubinSky.Empty();
        scene.Galaxies.Add(new SkyGalaxy(-4, 3, 1e6, 0.6, 1, 0.7, 0.4));
        scene.Trails.Add(new SkyTrail(4, -3, 3, 0.5, 2e6));
        var science = Render(scene, RubinSky.Visit, 6).Images.Science;
        var galaxy = Centroid(science, -20, 15, 24);
        var trail = Centroid(science, 20, -15, 24);
        Assert.InRange(galaxy.Flux, 0.97e6, 1.02e6);
        Assert.InRange(trail.Flux, 1.95e6, 2.04e6);
        Assert.InRange(Math.Abs(galaxy.X + 20) + Math.Abs(galaxy.Y - 15), 0, 0.3);
        Assert.InRange(Math.Abs(trail.X - 20) + Math.Abs(trail.Y + 15), 0, 0.3);
        // The variance of a trail of 15 pixels is 15^2 / 12; that of an exponential disc of scale h is 3 h^2 along the major axis.
        var (line, disc) = (15 * 15 / 12.0, 3 * Math.Pow(3 / 1.678, 2) * (1 + (0.7 * 0.7)));
        Assert.InRange(trail.XX + trail.YY - (galaxy.XX + galaxy.YY) - (line - disc), -2, 2);
    }

    [Fact]
    public void Points_and_galaxies_of_the_template_are_displaced_by_the_registration_error()
    {
        var scene = RubinSky.Empty();
        scene.Points.Add(new SkyPoint(5, 5, 1e7, 1e7));
        scene.Galaxies.Add(new SkyGalaxy(-5, -5, 1e7, 0.5, 1, 1, 0));
        var rendered = Render(scene, RubinSky.Visit with { Matching = new TemplateMatching(0.4, -0.7, 0.9) }, 7);
        foreach (var place in (int[])[25, -25])
        {
            var (science, template) = (
                Centroid(rendered.Images.Science, place, place, 20),
                Centroid(rendered.Images.Template, place, place, 20)
            );
            Assert.Equal(0.4, template.X - science.X, 1);
            Assert.Equal(-0.7, template.Y - science.Y, 1);
            Assert.Equal(0.9, template.Flux / science.Flux, 1);
        }
    }

    [Fact]
    public void A_flash_out_of_focus_is_an_annulus_of_the_pupil()
    {
        var image = new float[Grid.Length];
        TrailPainter.Add(image, Grid, new SkyTrail(0, 0, 0, 0, 1000, DefocusArcsec: 8), (0, 0));
        var dot = Centroid(image, 0, 0, 30);
        Assert.Equal(1000, dot.Flux, 0);
        // Radii from 0.61 x 20 to 20 pixels: the mean square radius of an annulus is half the sum of the squares of its radii.
        Assert.InRange((dot.XX + dot.YY) / (0.5 * ((20 * 20) + (12.2 * 12.2))), 0.98, 1.02);
        Assert.Equal(0, image[(Grid.Centre * Grid.Stride) + Grid.Centre]);
    }

    [Fact]
    public void Spikes_hold_one_and_a_half_percent_of_a_bright_stars_light()
    {
        var image = new float[Grid.Length];
        SpikePainter.Add(image, Grid, 0, 0, SkyScene.Flux(15), 0.7);
        Assert.InRange(image.Sum(v => (double)v) / SkyScene.Flux(15), 0.0135, 0.015);
        Array.Clear(image);
        SpikePainter.Add(image, Grid, 0, 0, SkyScene.Flux(17.01), 0.7);
        Assert.All(image, v => Assert.Equal(0, v));
    }

    [Fact]
    public void A_saturated_pixel_holds_130_000_electrons_with_its_sky() =>
        Assert.Equal((130_000 - 2000) * RubinSky.Red.NanojanskyPerElectron, RubinSky.Visit.FullWell, 6);

    private static (ExposurePair Images, ExposurePair Variances, float[] Difference) Render(SkyScene scene, RubinVisit visit, ulong seed)
    {
        var transform = new SceneTransform(Grid);
        var (images, variances, difference) = (new ExposurePair(Grid), new ExposurePair(Grid), new float[Grid.Length]);
        new VisitRenderer(Grid, transform).Render(scene, visit, images, variances, new Seed(seed).CreateSource());
        new MatchedSubtraction(Grid, transform).Subtract(images, visit, new PsfKnowledge(visit.SciencePsf, visit.TemplatePsf), difference);
        return (images, variances, difference);
    }

    private static double Length(TabulatedMoffat psf) => Math.Sqrt((psf.E1 * psf.E1) + (psf.E2 * psf.E2));

    private static float At(float[] image, int x, int y) => image[((y + Grid.Centre) * Grid.Stride) + x + Grid.Centre];

    private static IEnumerable<double> Inner(float[] image) =>
        from y in Enumerable.Range(-96, 192)
        from x in Enumerable.Range(-96, 192)
        select (double)At(image, x, y);

    private static (double Sigma, double[] Correlations) Noise(float[] image)
    {
        (int X, int Y)[] lags = [(0, 0), (1, 0), (0, 1), (1, 1), (2, 0)];
        double[] sums =
        [
            .. lags.Select(lag =>
                Enumerable
                    .Range(-96, 190)
                    .Sum(y => Enumerable.Range(-96, 190).Sum(x => (double)At(image, x, y) * At(image, x + lag.X, y + lag.Y)))
            ),
        ];
        return (Math.Sqrt(sums[0]) / 190, [.. sums[1..].Select(s => s / sums[0])]);
    }

    private static (double Slope, double Level) Line(float[] x, float[] y)
    {
        var pairs = Inner(x).Zip(Inner(y)).ToArray();
        var (meanX, meanY) = (pairs.Average(p => p.First), pairs.Average(p => p.Second));
        var slope = pairs.Sum(p => (p.First - meanX) * (p.Second - meanY)) / pairs.Sum(p => Math.Pow(p.First - meanX, 2));
        return (slope, meanY - (slope * meanX));
    }

    private static (double Flux, double X, double Y, double XX, double YY) Centroid(float[] image, int column, int row, int reach)
    {
        var (sum, x, y, xx, yy) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var v = row - reach; v <= row + reach; v++)
        {
            for (var u = column - reach; u <= column + reach; u++)
            {
                var value = At(image, u, v);
                (sum, x, y) = (sum + value, x + (value * u), y + (value * v));
                (xx, yy) = (xx + (value * (u - column) * (u - column)), yy + (value * (v - row) * (v - row)));
            }
        }

        return (sum, x / sum, y / sum, (xx / sum) - Math.Pow((x / sum) - column, 2), (yy / sum) - Math.Pow((y / sum) - row, 2));
    }
}
