using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Imaging.Simulation;
using StampSpec.Sky.Artefacts;
using StampSpec.Sky.Classes;
using StampSpec.Sky.Injection;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Populations;
using StampSpec.Sky.Rendering;
using StampSpec.Sky.Scenes;

namespace StampSpec.Tests.Numbers;

/// <summary>
/// Numbers of the synthetic sky: descriptions of scenes, artefacts, whole alerts, and events that are injected into other alerts.
/// </summary>
internal static class SkyNumbers
{
    private const int Draws = 2000;
    private const int Exposures = 200;
    private const int Alerts = 12;

    private static readonly SkyClass[] Classes = Enum.GetValues<SkyClass>();

    // Drawn once, because the table of a PSF takes longer than a hundred scenes.
    private static readonly ObservingConditions[] Nights =
    [
        .. Enumerable.Range(0, 12).Select(i => ObservingConditions.Draw(new Seed(30).Derive(i).CreateSource(), 0.1, 1)),
    ];

    /// <summary>One of each artefact.</summary>
    public static IReadOnlyList<IArtefact> Artefacts { get; } =
    [
        new BadColumn(3, -5, 2, 120),
        new ChipEdge(0, 20, IsRagged: false),
        new ChipEdge(3, 12, IsRagged: true),
        new CosmicRay(-4, 6, 9, 0.7, 300),
        new MissingBlock(-10, 4, 8, 9),
        new PixelDefect(0.3, -0.2, 0.8, 0.5, 500),
        new Saturation(8000),
        new BackgroundStep(1, -2, 0.6, 0.01, 90),
    ];

    private static ObservingConditions Long { get; } =
        Nights[0] with
        {
            SciencePsf = new TabulatedMoffat(2, 1.7, 0.59, -0.59),
            TemplatePsf = new TabulatedMoffat(2, 1.7, -0.59, 0.59),
        };

    public static IEnumerable<NumberCase> Cases() =>
        [
            .. Drawn(),
            .. Classes.Select(Described),
            .. Artefacts.Index().Select(a => Applied($"artefact {a.Item.GetType().Name} {a.Index}", a.Item)),
            .. Classes.Select(Made),
            .. EventInjection.Classes.Select(Injected),
            .. Rendering(),
            .. OfRubin(),
            NumberCase.Of(
                "mixes",
                Mix(ClassMix.Published),
                Mix(ClassMix.Balanced),
                Mix(ClassMix.Published.Only([SkyClass.Agn, SkyClass.Supernova]))
            ),
            NumberCase.Of("survey", SyntheticSurvey.Generate(new SurveySettings { Threads = 2 }, 10, new Seed(8)).SelectMany(Labelled)),
            NumberCase.Of("columns of a survey", SyntheticSurvey.Generate(new SurveySettings(), 40, new Seed(8)).SelectMany(Columns)),
            NumberCase.Of("names", new long[] { 0, 1, 25, 26, 123_456_789 }.SelectMany(i => NumberCase.Text(AlertIdentity.ObjectId(i)))),
        ];

    private static IEnumerable<double> Columns(LabelledAlert made) => ZtfColumns.Carried.Select(c => c.ValueIn(made.Alert));

    private static IEnumerable<double> Mix(ClassMix mix) =>
        [.. Enumerable.Range(0, 60).Select(i => (double)SyntheticSurvey.ClassAt(mix, i, new Seed(4))), .. Classes.Select(c => mix[c])];

    private static IEnumerable<NumberCase> Drawn()
    {
        (string Name, Func<RandomSource, double> Draw)[] laws =
        [
            ("few", r => Distributions.Poisson(r, 3.5)),
            ("many", r => Distributions.Poisson(r, 250)),
            ("log-normal", r => Distributions.LogNormal(r, 14, 0.5)),
            ("signal-to-noise", r => Distributions.SignalToNoise(r, 0.8)),
            ("exponential", r => Distributions.Exponential(r, 2)),
            ("chance", r => Distributions.Chance(r, 0.3) ? 1 : 0),
        ];
        return
        [
            .. laws.Select(law => Repeated($"drawn {law.Name}", r => [law.Draw(r)])),
            Repeated("from few to many", r => Enumerable.Range(55, 10).Select(mean => (double)Distributions.Poisson(r, mean))),
            Repeated("conditions", r => Conditions(ObservingConditions.Draw(r, 0.3, 1.2)), Exposures),
            Repeated("template matching", r => Matching(TemplateMatching.Draw(r))),
            Repeated("believed psf", r => Believed(Nights[0], r), Exposures),
            Repeated("galaxies", r => DescribedScene(Galaxies(r)), Exposures),
            Repeated("believed psfs of long stars", r => Believed(Long, r), Exposures),
            Repeated("field", r => DescribedScene(Populated(r)), Exposures),
            Repeated("defects", r => DescribedScene(WithDefects(r))),
            .. Classes.Select(c => Repeated($"positions of {c}", r => Position(SkyPosition.Draw(r, SceneModels.Of(c).DensityAt)))),
            NumberCase.Of("what classes assume", Classes.Select(c => SceneModels.Of(c).CloudShare)),
            NumberCase.Of("stars a square degree", Enumerable.Range(-9, 19).Select(i => FieldPopulation.StarsPerSquareDegree(10 * i))),
        ];
    }

    private static NumberCase Repeated(string name, Func<RandomSource, IEnumerable<double>> draw, int times = Draws) =>
        NumberCase.Of(name, Enumerable.Range(0, times).SelectMany(i => draw(new Seed(31).Derive(name).Derive(i).CreateSource())));

    private static NumberCase Described(SkyClass skyClass) => Repeated($"scenes of {skyClass}", random =>
        {
            var scene = EmptyScene(random);
            SceneModels.Of(skyClass).AddEvent(scene, random);
            return DescribedScene(scene);
        });

    private static Scene EmptyScene(RandomSource random) =>
        new(new SkyPosition(200, 35), Nights[random.NextInt(Nights.Length)], TemplateMatching.Draw(random), random);

    private static Scene Populated(RandomSource random)
    {
        var position = SkyPosition.Draw(random, _ => 1);
        var scene = new Scene(position, Nights[random.NextInt(Nights.Length)], new TemplateMatching(0, 0, 1), random);
        FieldPopulation.AddTo(scene, random);
        return scene;
    }

    private static Scene Galaxies(RandomSource random)
    {
        var scene = EmptyScene(random);
        var magnitudes = Enumerable.Range(11, 14);
        scene.Galaxies.AddRange(magnitudes.Select(m => FieldPopulation.DrawGalaxy(scene.Conditions, m, 0, 0, random)));
        return scene;
    }

    private static Scene WithDefects(RandomSource random)
    {
        var scene = EmptyScene(random);
        AlertSimulator.AddTo(scene, random);
        return scene;
    }

    private static IEnumerable<double> DescribedScene(Scene scene) =>
        [
            scene.EventX,
            scene.EventY,
            .. Matching(scene.Matching),
            .. scene.Stars.SelectMany(s => new[] { s.X, s.Y, s.ScienceFluxDn, s.TemplateFluxDn }),
            .. scene.Galaxies.SelectMany(g =>
                new[] { g.X, g.Y, g.Flux, g.EffectiveRadiusPixels, g.SersicIndex, g.AxisRatio, g.AngleRad, g.ArmContrast }
            ),
            .. scene.Artefacts.SelectMany(Settings),
        ];

    // In the order of their names, because the compiler does not guarantee an order of properties.
    private static IEnumerable<double> Settings(IArtefact artefact) =>
        artefact
            .GetType()
            .GetProperties()
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => Convert.ToDouble(p.GetValue(artefact), System.Globalization.CultureInfo.InvariantCulture));

    private static double[] Matching(TemplateMatching matching) => [matching.ShiftX, matching.ShiftY, matching.FluxRatio];

    private static double[] Psf(TabulatedMoffat psf) =>
        [psf.FwhmPixels, psf.Beta, psf.E1, psf.E2, psf.At(1.3, -2.2), psf.At(20, 3), psf.RadiusAbove(500, 0.4)];

    private static double[] Believed(ObservingConditions conditions, RandomSource random)
    {
        var psfs = PsfKnowledge.Draw(conditions, random);
        return [.. Psf(psfs.Science), .. Psf(psfs.Template)];
    }

    private static double[] Position(SkyPosition p) =>
        [p.RightAscensionDeg, p.DeclinationDeg, p.GalacticLatitudeDeg, p.EclipticLatitudeDeg, p.SeeingAtTransit];

    private static IEnumerable<double> Conditions(ObservingConditions c) =>
        [
            .. NumberCase.Text(c.Band),
            c.ZeroPointMag,
            .. Psf(c.SciencePsf),
            .. Psf(c.TemplatePsf),
            c.SkyDn,
            c.NightSkyDn,
            c.ScienceNoiseDn,
            c.TemplateNoiseDn,
            c.StripeDn,
            c.FluxNoise,
            c.Flux(19),
            c.Magnitude(250),
            ObservingConditions.NightSkyOfNoise(c.ScienceNoiseDn),
            ObservingConditions.NightSkyOfNoise(1),
        ];

    private static NumberCase Applied(string name, IArtefact artefact)
    {
        var images = new ExposurePair(SceneGrid.Ztf);
        Fill(images.Science, 7);
        Fill(images.Template, 8);
        artefact.Apply(images, new Seed(6).CreateSource());
        return NumberCase.Of(
            name,
            NumberCase.Floats(images.Science),
            NumberCase.Floats(images.Template),
            images.Missing.Select(m => m ? 1.0 : 0)
        );
    }

    private static void Fill(float[] grid, uint seed)
    {
        var image = TestScene.Image(
            SceneGrid.Ztf.Side,
            SceneGrid.Ztf.Side,
            seed,
            0,
            10,
            new TestScene.Star(0.2, -0.1, 30_000),
            new TestScene.Star(15, 9, 4000)
        );
        for (var row = 0; row < SceneGrid.Ztf.Side; row++)
        {
            image.Row(row).CopyTo(grid.AsSpan(row * SceneGrid.Ztf.Stride));
        }
    }

    private static IEnumerable<double> Labelled(LabelledAlert made) =>
        NumberCase.Alert(made.Alert).Concat(NumberCase.Text(made.Class)).Concat(NumberCase.Text(made.Group));

    private static NumberCase Made(SkyClass skyClass)
    {
        var simulator = new AlertSimulator();
        return NumberCase.Of(
            $"alerts of {skyClass}",
            Enumerable.Range(0, Alerts).SelectMany(i => Labelled(simulator.Create(skyClass, i, new Seed(17).Derive(i))))
        );
    }

    private static IEnumerable<NumberCase> OfRubin() =>
        [
            .. LsstBand.All.Select(b => Repeated($"Rubin visits in {b.Name}", r => Conditions(RubinVisit.Draw(b, r)), Exposures)),
            .. Classes.Select(c => Repeated($"Rubin scenes of {c}", r => DescribedScene(RubinScene(c, r)), Exposures)),
            .. Classes.Select(c => NumberCase.Of($"Rubin alerts of {c}", Rubin(c).SelectMany(Labelled))),
        ];

    private static IEnumerable<LabelledAlert> Rubin(SkyClass skyClass)
    {
        var simulator = new RubinSimulator(LsstBand.Find("i")!, SceneGrid.Rubin(48));
        return Enumerable.Range(0, Alerts / 3).Select(i => simulator.Create(skyClass, i, new Seed(18).Derive(i)));
    }

    private static SkyScene RubinScene(SkyClass skyClass, RandomSource random)
    {
        var population = SkyPopulations.Of(skyClass);
        var visit = RubinVisit.Draw(LsstBand.Find("r")!, random);
        var scene = new SkyScene(SkyPosition.DrawOfRubin(random, population.DensityAt));
        SkyField.AddTo(scene, "r", 12, random);
        population.AddEvent(scene, visit, random);
        return scene;
    }

    private static IEnumerable<double> DescribedScene(SkyScene scene) =>
        [
            .. Position(scene.Position),
            scene.TrainPoints,
            .. scene.Points.SelectMany(p => new[] { p.XArcsec, p.YArcsec, p.FluxNanojansky, p.TemplateFluxNanojansky }),
            .. scene.Galaxies.SelectMany(g =>
                new[] { g.XArcsec, g.YArcsec, g.FluxNanojansky, g.HalfLightRadiusArcsec, g.SersicIndex, g.AxisRatio, g.AngleRad }
            ),
            .. scene.Trails.SelectMany(t => new[] { t.XArcsec, t.YArcsec, t.LengthArcsec, t.AngleRad, t.FluxNanojansky, t.DefocusArcsec }),
            scene.Artefacts.Count,
        ];

    private static IEnumerable<double> Conditions(RubinVisit visit) =>
        [
            visit.ScienceNoise,
            visit.TemplateNoise,
            visit.FluxNoise,
            visit.FluxNoiseOf(5000),
            visit.FullWell,
            visit.StarShiftPixels,
            visit.TemplateStructure,
            visit.Trefoil.Share,
            visit.Trefoil.AngleRad,
            visit.PointingPixels.X,
            visit.PointingPixels.Y,
            .. Matching(visit.Matching),
            .. new[] { visit.SciencePsf, visit.TemplatePsf }.SelectMany(p => new[] { p.FwhmPixels, p.Beta, p.E1, p.E2, p.Peak }),
        ];

    private static NumberCase Injected(SkyClass skyClass)
    {
        var backgrounds = Enumerable.Range(0, 30).Select(Background).ToArray();
        return NumberCase.Of($"injected {skyClass}", EventInjection.Inject(skyClass, backgrounds, 20, new Seed(9)).SelectMany(Labelled));
    }

    // Alerts with different centres of the template, from empty to a star, and different events, from none to a bright one.
    private static Alert Background(int index)
    {
        var alert = TestScene.Ztf(40 + (uint)index);
        var template = TestScene.Image(63, 63, 200 + (uint)index, 180, 2.5, new(-20, 18, 2480), new(0, 0, 0.7 * index));
        var difference = TestScene.Image(63, 63, 300 + (uint)index, 0, 9.5, new(0.3, -0.2, 12 * index, 1.6), new(-9, 7, 25));
        return alert with
        {
            SeeingPixels = index % 4 == 0 ? 2.4 : null,
            ZeroPointMag = index % 5 == 0 ? null : 26.1,
            IsPositive = index % 3 != 0,
            Template = alert.Template with { Flux = template },
            Difference = alert.Difference with { Flux = difference },
        };
    }

    private static IEnumerable<NumberCase> Rendering()
    {
        var random = new Seed(12).CreateSource();
        var scene = Populated(random);
        scene.Stars.Add(new StarSource(4.3, -2.2, 60_000, 61_000));
        scene.Galaxies.Add(new GalaxySource(-6, 5, 20_000, 5, 1.2, 0.6, 0.8, 0.5));
        scene.Galaxies.Add(new GalaxySource(9, 11, 9000, 3, 4, 0.8, 0.2, 0));
        var (images, difference, transform) = (
            new ExposurePair(SceneGrid.Ztf),
            new float[SceneGrid.Ztf.Length],
            new SceneTransform(SceneGrid.Ztf)
        );
        new SceneRenderer(transform).Render(scene, images, random);
        new ZogySubtraction(transform).Subtract(images, scene.Conditions, PsfKnowledge.Exact(scene.Conditions), difference);
        var detection = CentralDetection.Measure(difference, images, scene);
        yield return NumberCase.Of("rendered", NumberCase.Floats(images.Science), NumberCase.Floats(images.Template));
        yield return NumberCase.Of("subtracted", NumberCase.Floats(difference), [detection.FluxDn, detection.SignalToNoise]);
    }
}
