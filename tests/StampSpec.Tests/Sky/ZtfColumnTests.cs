using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Sky.Artefacts;
using StampSpec.Sky.Detection;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Rendering;
using StampSpec.Sky.Scenes;
using StampSpec.Tests.Numbers;
using StampSpec.Tests.Sky.Rubin;
using StampSpec.Tests.Support;
using Xunit.Abstractions;

namespace StampSpec.Tests.Sky;

/// <summary>The packet columns of ZTF's synthetic alerts: measured from the pixels that were drawn and from the drawn catalogue.</summary>
public sealed class ZtfColumnTests(ITestOutputHelper output)
{
    private const double StarFlux = 2000;

    private static readonly IReadOnlyList<PacketColumn> Columns = PacketColumns.Sets[PacketColumns.DrawnOfZtf];

    private static readonly ObservingConditions Night = new()
    {
        Band = "r",
        ZeroPointMag = 26.3,
        SciencePsf = new TabulatedMoffat(2, 2.7, 0.05, -0.03),
        TemplatePsf = new TabulatedMoffat(1.95, 2.7, 0.02, 0.02),
        SkyDn = 200,
        NightSkyDn = 250,
        TemplateNoiseDn = 1.5,
    };

    [Fact]
    public void Columns_of_drawn_alerts_are_those_of_their_written_packets()
    {
        var drawn = SyntheticSurvey.Generate(new SurveySettings { Mix = ClassMix.Balanced }, 60, new Seed(4)).ToArray();
        using var folder = new TemporaryFolder();
        SurveyFolder.Write(folder["survey"], drawn, null, CancellationToken.None);
        var read = AlertFiles.Read([folder["survey", "alerts"]]).Select(r => r.Alert!).ToDictionary(a => a.Candid);
        foreach (var alert in drawn.Select(d => d.Alert))
        {
            Assert.All(ZtfColumns.Carried, c => Assert.Equal(c.ValueIn(alert), c.ValueIn(read[alert.Candid])));
        }

        Assert.All(Columns, c => Assert.Null(c.ProblemIn(drawn[0].Alert)));
        Assert.All(Columns, c => Assert.Contains(read.Values, a => double.IsFinite(c.ValueIn(a))));
        // Of the others, packets have only what their schema does not allow to be null, and the exposure.
        string[] others =
        [
            .. PacketColumns
                .Of(SurveyKind.Ztf)
                .Except(ZtfColumns.Carried)
                .Where(c => read.Values.Any(a => double.IsFinite(c.ValueIn(a))))
                .Select(c => c.Name),
        ];
        Assert.Equal(["ssnamenr", "ndethist", "ncovhist", "nframesref", "magzpsci", "nmatches", "exptime"], others);
    }

    [Fact]
    public void Other_noise_on_the_same_scene_changes_every_measured_number()
    {
        var (first, second) = (Values(Measure(Star(200, StarFlux), Night, 1)), Values(Measure(Star(200, StarFlux), Night, 2)));
        string[] same = [.. first.Keys.Where(name => double.IsFinite(first[name]) && first[name] == second[name])];
        Assert.Equal(["isdiffpos", "magpsf", "sigmapsf", "scorr", "diffmaglim", "nbad", "nmtchps"], same);
    }

    [Fact]
    public void Magnitudes_scatter_about_the_drawn_flux_by_no_more_than_the_errors_that_they_state()
    {
        var drawn = Enumerable.Range(0, 120).Select(i => (Flux: Night.FluxNoise * (8 + (i % 13)), Seed: 100 + (ulong)i)).ToArray();
        var measured = drawn.Select(d => Measure(Star(d.Flux, 0), Night, d.Seed)).ToArray();
        var psf = measured.Zip(drawn, (m, d) => (m.Detection.FluxDn - d.Flux) * m.Detection.SignalToNoise / m.Detection.FluxDn).ToArray();
        var small = measured.Zip(drawn, (m, d) => Pull(m.Columns.Candidate.Aperture, d.Flux)).ToArray();
        var large = measured.Zip(drawn, (m, d) => Pull(m.Columns.Candidate.LargeAperture, d.Flux)).ToArray();
        Print("magpsf", psf);
        Print("magap", small);
        Print("magapbig", large);
        // The stated error of magpsf contains a factor of 2.5, because the limits of real packets do; those of the apertures do not.
        Assert.InRange(RubinSky.Deviation(psf), 0.3, 0.7);
        Assert.All([small, large], pulls => Assert.InRange(RubinSky.Deviation(pulls), 0.8, 1.2));
        Assert.All([psf, small, large], pulls => Assert.InRange(pulls.Average(), -0.4, 0.4));
    }

    [Fact]
    public void The_nearest_source_of_the_template_has_the_drawn_flux_and_a_galaxy_a_larger_chi()
    {
        var stars = Enumerable.Range(0, 60).Select(i => Measure(Star(300, StarFlux), Night, 300 + (ulong)i).Columns.Template!).ToArray();
        var pulls = stars.Select(s => Pull(s.Flux, StarFlux)).ToArray();
        Print("magnr", pulls);
        Assert.InRange(pulls.Average(), -0.7, 0.7);
        Assert.InRange(RubinSky.Deviation(pulls), 0.3, 1.3);
        var galaxies = Enumerable.Range(0, 60).Select(i => Measure(InGalaxy, Night, 400 + (ulong)i).Columns.Template!.Chi).ToArray();
        var chi = RubinSky.Median(stars.Select(s => s.Chi));
        Assert.InRange(chi, 0.5, 1.5);
        Assert.InRange(RubinSky.Median(galaxies), 1.5 * chi, 20);
        // Correlated noise has peaks of 3.5 sigma too. So have real templates: nearest sources of asteroids are at 4 sigma in the median.
        var noise = Enumerable
            .Range(0, 60)
            .Select(i => Measure(Star(300, 0), Night, 500 + (ulong)i).Columns.Template)
            .OfType<TemplateSource>();
        Assert.All(noise, s => Assert.InRange(s.Flux.Value / s.Flux.Error, 2, 6));
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(2)]
    [InlineData(2.5)]
    [InlineData(3)]
    [InlineData(3.5)]
    public void The_axes_of_isolated_stars_grow_with_the_seeing(double fwhmPixels)
    {
        var night = Night with { SciencePsf = new TabulatedMoffat(fwhmPixels, 2.7, 0, 0) };
        var shapes = Enumerable
            .Range(0, 40)
            .Select(i => Measure(Star(20 * night.FluxNoise, 0), night, 600 + (ulong)i).Columns.Candidate.Shape)
            .ToArray();
        var (major, minor) = (RubinSky.Median(shapes.Select(s => s.Major)), RubinSky.Median(shapes.Select(s => s.Minor)));
        output.WriteLine(FormattableString.Invariant($"seeing {fwhmPixels}: aimage {major:0.000}, bimage {minor:0.000}"));
        // A Gaussian under a window of its own width has the moment sigma^2 / 2; a pixel is 0.29 pixels wide in the same sense.
        var sigma = Math.Sqrt((fwhmPixels * fwhmPixels / (2.3548 * 2.3548)) + (1 / 12.0));
        Assert.InRange(Math.Sqrt(major * minor) / (sigma / Math.Sqrt(2)), 0.95, 1.25);
        Assert.InRange(major / minor, 1, 1.08);
    }

    [Fact]
    public void Neighbours_are_the_drawn_sources_with_errors_and_vanished_transients_are_not_among_them()
    {
        var scene = Empty(Night, 7);
        scene.Stars.Add(new StarSource(2, 1, Night.Flux(17), Night.Flux(17)));
        scene.Stars.Add(new StarSource(2.2, 1.1, Night.Flux(20), Night.Flux(20)));
        scene.Galaxies.Add(new GalaxySource(-9, 4, Night.Flux(18), 3, 1, 0.8, 0.3, 0));
        scene.Stars.Add(new StarSource(0, 0, 0, Night.Flux(18)));
        scene.Stars.Add(new StarSource(5, 5, Night.Flux(18), 0));
        scene.Stars.Add(new StarSource(35, 0, Night.Flux(15), Night.Flux(15)));
        var catalogues = Enumerable
            .Range(0, 200)
            .Select(i => FieldCatalogue.Near(scene, 0, 0, new Seed((ulong)i).CreateSource()))
            .ToArray();
        Assert.All(catalogues, c => Assert.Equal(2, c.Count));
        Assert.Equal(1.01 * Math.Sqrt(5), catalogues.Average(c => c[0].DistanceArcsec), 0.05);
        Assert.Equal(1.01 * Math.Sqrt(97), catalogues.Average(c => c[1].DistanceArcsec), 0.05);
        Assert.InRange(RubinSky.Median(catalogues.Select(c => c[0].StarScore)), 0.9, 1);
        Assert.InRange(RubinSky.Median(catalogues.Select(c => c[1].StarScore)), 0, 0.1);
        Assert.Equal(16.93, catalogues.Average(c => c[0].RedMag!.Value), 0.02);
        Assert.Equal(16.93 + FieldPopulation.StarColourMag, catalogues.Average(c => c[0].GreenMag!.Value), 0.1);
    }

    [Fact]
    public void Star_scores_say_less_of_faint_sources_and_magnitudes_end_at_22()
    {
        double Error(double magnitude)
        {
            var scene = Empty(Night, 8);
            scene.Stars.Add(new StarSource(2, 1, Night.Flux(magnitude), Night.Flux(magnitude)));
            return Enumerable
                .Range(0, 300)
                .Average(i => 1 - FieldCatalogue.Near(scene, 0, 0, new Seed((ulong)i).CreateSource())[0].StarScore);
        }

        Assert.True(Error(17) + 0.1 < Error(21) && Error(21) < Error(22.5), $"{Error(17)}, {Error(21)}, {Error(22.5)}");
        var faint = Empty(Night, 9);
        faint.Stars.Add(new StarSource(2, 1, Night.Flux(23.5), Night.Flux(23.5)));
        Assert.Equal(
            (null, null),
            FieldCatalogue.Near(faint, 0, 0, new Seed(1).CreateSource()).Select(s => (s.GreenMag, s.RedMag)).Single()
        );
    }

    [Fact]
    public void The_distance_of_a_candidate_from_its_own_star_is_the_error_of_its_position()
    {
        var found = Enumerable
            .Range(0, 100)
            .Select(i => Measure(Star(10 * Night.FluxNoise, StarFlux), Night, 700 + (ulong)i).Columns.Catalogue.Single().DistanceArcsec);
        Assert.InRange(RubinSky.Median(found), 0.05, 0.25);
    }

    [Fact]
    public void Masked_pixels_are_counted_and_the_edge_of_the_detector_is_seen()
    {
        var scene = Star(1000, 0)(Night, new Seed(1));
        scene.Artefacts.Add(new ChipEdge(1, 12, IsRagged: false));
        scene.Artefacts.Add(new MissingBlock(1, 1, 8, 8));
        var columns = Measure((_, _) => scene, Night, 3).Columns;
        Assert.Equal((12.0, 4), (columns.EdgePixels, columns.Candidate.BadPixels));
        Assert.InRange(Measure(Star(1000, 0), Night, 3).Columns.EdgePixels, 32, 1536);
    }

    private static Func<ObservingConditions, Seed, Scene> InGalaxy { get; } =
        (night, seed) =>
        {
            var scene = Star(300, 0)(night, seed);
            scene.Galaxies.Add(new GalaxySource(scene.EventX, scene.EventY, 8000, 3, 1, 0.7, 0.3, 0));
            return scene;
        };

    private static Scene Empty(ObservingConditions night, ulong seed) =>
        new(new SkyPosition(200, 35), night, new TemplateMatching(0, 0, 1), new Seed(seed).CreateSource());

    private static Func<ObservingConditions, Seed, Scene> Star(double change, double templateFlux) =>
        (night, seed) =>
        {
            var scene = Empty(night, seed.Value);
            scene.Stars.Add(new StarSource(scene.EventX, scene.EventY, templateFlux + change, templateFlux));
            return scene;
        };

    private static (CentralDetection Detection, ZtfColumns Columns) Measure(
        Func<ObservingConditions, Seed, Scene> draw,
        ObservingConditions night,
        ulong seed
    )
    {
        var random = new Seed(seed).CreateSource();
        var scene = draw(night, new Seed(seed));
        var (transform, images) = (new SceneTransform(SceneGrid.Ztf), new ExposurePair(SceneGrid.Ztf));
        var difference = new float[SceneGrid.Ztf.Length];
        new SceneRenderer(transform).Render(scene, images, random);
        var psfs = PsfKnowledge.Draw(night, random);
        new ZogySubtraction(transform).Subtract(images, night, psfs, difference);
        var columns = ZtfColumns.Of(new ObservedCandidate(scene, psfs, images, difference, 1), random);
        return (CentralDetection.Measure(difference, images, scene), columns);
    }

    private static Dictionary<string, double> Values((CentralDetection Detection, ZtfColumns Columns) measured)
    {
        var alert = TestScene.Ztf(1) with { MagnitudePsf = 19, MagnitudePsfError = 0.1, SignalToNoise = 10, LimitingMagnitude = 20.5 };
        var values = measured.Columns.ValuesOf(alert, Night);
        return Columns.ToDictionary(c => c.Name, values.ValueOf);
    }

    private static double Pull(MeasuredFlux measured, double drawn) => (measured.Value - drawn) / measured.Error;

    private void Print(string name, double[] pulls) =>
        output.WriteLine(FormattableString.Invariant($"{name}: mean {pulls.Average():0.00}, deviation {RubinSky.Deviation(pulls):0.00}"));
}
