using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Sky.Artefacts;
using StampSpec.Sky.Classes;
using StampSpec.Sky.Detection;
using StampSpec.Sky.Rendering;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Packets;

/// <summary>
/// Makes single alerts: scene, images, subtraction, detection, packet fields. Not thread-safe, because it has its own buffers.
/// </summary>
internal sealed class AlertSimulator : IAlertSimulator
{
    // So many attempts are never needed, because the brightness of events is drawn above the threshold.
    private const int MostAttempts = 500;

    private static readonly SceneGrid Grid = SceneGrid.Ztf;
    private readonly ExposurePair _images = new(Grid);
    private readonly float[] _difference = new float[Grid.Length];
    private readonly SceneRenderer _renderer;
    private readonly ZogySubtraction _subtraction;

    // Shares and sizes as seen in 692 alerts of five classes: 6 % have a block, 3 % an edge, and blocks are 5 to 13 pixels wide.
    private const double BlockShare = 0.06;

    private const double EdgeShare = 0.03;

    private const double CosmicRayShare = 0.05;

    private const double BrightStarShare = 0.08;

    private const double TransientShare = 0.02;

    private const double FullWellDn = 55000;

    /// <summary>Creates a simulator.</summary>
    public AlertSimulator()
    {
        var transform = new SceneTransform(Grid);
        _renderer = new SceneRenderer(transform);
        _subtraction = new ZogySubtraction(transform);
    }

    /// <summary>Whether alerts get packet columns.</summary>
    public bool MeasuresColumns { get; init; } = true;

    /// <inheritdoc/>
    public LabelledAlert Create(SkyClass skyClass, long index, Seed seed)
    {
        // Drawn once, for all attempts: otherwise events that are easier to detect in good seeing would have better seeing.
        var conditions = DrawConditions(SceneModels.Of(skyClass), seed.Derive("conditions").CreateSource());
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var random = seed.Derive(attempt).CreateSource();
            var scene = DrawScene(skyClass, conditions, random);
            _renderer.Render(scene, _images, random);
            var psfs = PsfKnowledge.Draw(scene.Conditions, random);
            _subtraction.Subtract(_images, scene.Conditions, psfs, _difference);
            var detection = CentralDetection.Measure(_difference, _images, scene);
            if (detection.SignalToNoise >= Distributions.DetectionThreshold)
            {
                // Measured before the sky is added, with random numbers of their own, so that pixels do not depend on the columns.
                var candidate = new ObservedCandidate(scene, psfs, _images, _difference, detection.FluxDn < 0 ? -1 : 1);
                var columns = MeasuresColumns ? ZtfColumns.Of(candidate, seed.Derive("columns").CreateSource()) : null;
                var alert = Pack(scene, detection, index, random);
                return Labelled(skyClass, scene, alert with { Columns = columns?.ValuesOf(alert, conditions) });
            }
        }

        throw new InvalidOperationException($"no event of class {skyClass} was detected in {MostAttempts} attempts");
    }

    private static LabelledAlert Labelled(SkyClass skyClass, Scene scene, Alert alert) =>
        new(alert, skyClass.Label(), alert.ObjectId) { TrainPoints = scene.TrainPoints };

    // The airmass is that of a random direction of the survey, not of the class: the seeing decides how many pixels a cutout has at LSST's
    // resolution, so the mask of missing pixels would otherwise tell the class.
    private static ObservingConditions DrawConditions(ISceneModel model, RandomSource random) =>
        ObservingConditions.Draw(random, model.CloudShare, SkyPosition.Draw(random, _ => 1).SeeingAtTransit);

    // The order of field, event and defects matters only for the random numbers.
    private static Scene DrawScene(SkyClass skyClass, ObservingConditions conditions, RandomSource random)
    {
        var model = SceneModels.Of(skyClass);
        var scene = new Scene(SkyPosition.Draw(random, model.DensityAt), conditions, TemplateMatching.Draw(random), random);
        FieldPopulation.AddTo(scene, random);
        model.AddEvent(scene, random);
        AddTo(scene, random);
        return scene;
    }

    private Alert Pack(Scene scene, CentralDetection detection, long index, RandomSource random)
    {
        var sky = (float)scene.Conditions.SkyDn;
        // The pixels of the exposure were single-precision numbers above the sky of the night when the pipeline shifted them to the sky of
        // the template, so their last bits are lost.
        AddSky(_images.Science, (float)scene.Conditions.NightSkyDn);
        AddSky(_images.Science, sky - (float)scene.Conditions.NightSkyDn);
        AddSky(_images.Template, sky);
        // For negative candidates the pipeline subtracts the exposure from the template, so a detection is always positive.
        var sign = detection.FluxDn < 0 ? -1f : 1f;
        var science = Cut(CutoutKind.Science, _images.Science, 1);
        var template = Cut(CutoutKind.Template, _images.Template, 1);
        var difference = Cut(CutoutKind.Difference, _difference, sign);
        return AlertIdentity.Complete(
            new Alert(
                SurveyKind.Ztf,
                0,
                string.Empty,
                scene.Position.RightAscensionDeg,
                scene.Position.DeclinationDeg,
                science,
                template,
                difference
            ),
            scene,
            detection,
            index,
            random
        );
    }

    private static void AddSky(float[] image, float levelDn)
    {
        for (var i = 0; i < image.Length; i++)
        {
            image[i] += levelDn;
        }
    }

    private Cutout Cut(CutoutKind kind, float[] grid, float sign)
    {
        var image = new Image<float>(Grid.CutoutSide, Grid.CutoutSide);
        for (var row = 0; row < Grid.CutoutSide; row++)
        {
            var from = ((row + Grid.Margin) * Grid.Stride) + Grid.Margin;
            var line = image.Row(row);
            for (var column = 0; column < line.Length; column++)
            {
                line[column] = _images.Missing[from + column] ? float.NaN : sign * grid[from + column];
            }
        }

        return new Cutout(kind, image, Grid.PixelScaleArcsec);
    }

    /// <summary>Adds saturation and random defects to a scene, away from its centre.</summary>
    internal static void AddTo(Scene scene, RandomSource random)
    {
        scene.Artefacts.Add(new Saturation(FullWellDn));
        if (Distributions.Chance(random, CosmicRayShare))
        {
            var charge = scene.Conditions.ScienceNoiseDn * random.NextDouble(5, 40);
            scene.Artefacts.Add(
                new CosmicRay(
                    Beside(random),
                    Beside(random),
                    Distributions.Exponential(random, 3),
                    random.NextDouble(0, 2 * Math.PI),
                    charge
                )
            );
        }

        if (Distributions.Chance(random, EdgeShare))
        {
            scene.Artefacts.Add(new ChipEdge(random.NextInt(4), 4 + random.NextInt(28), Distributions.Chance(random, 0.5)));
        }

        if (Distributions.Chance(random, BlockShare))
        {
            AddMaskedStar(scene, random);
        }

        AddNeighbours(scene, random);
    }

    // Bright stars, of which real fields have more than counts that end at the magnitude of saturation, and other events in the field.
    private static void AddNeighbours(Scene scene, RandomSource random)
    {
        if (Distributions.Chance(random, BrightStarShare))
        {
            var flux = scene.Conditions.Flux(random.NextDouble(12, 15));
            scene.Stars.Add(new StarSource(Beside(random), Beside(random), flux, flux));
        }

        if (Distributions.Chance(random, TransientShare))
        {
            var flux = scene.Conditions.FluxNoise * Distributions.SignalToNoise(random, 1);
            scene.Stars.Add(new StarSource(Beside(random), Beside(random), flux, 0));
        }
    }

    // A star that is too bright for the detector, with its mask. Its light is still visible around the masked block.
    private static void AddMaskedStar(Scene scene, RandomSource random)
    {
        var (x, y) = (Beside(random), Beside(random));
        var side = 5 + random.NextInt(9);
        var flux = scene.Conditions.Flux(random.NextDouble(9.5, 14));
        scene.Stars.Add(new StarSource(x, y, flux, flux));
        scene.Artefacts.Add(new MissingBlock(x - (side / 2), y - (side / 2), side, side + random.NextInt(3)));
    }

    private static int Beside(RandomSource random) => (Distributions.Chance(random, 0.5) ? 1 : -1) * (12 + random.NextInt(22));
}

/// <summary>Makes alerts of one survey.</summary>
internal interface IAlertSimulator
{
    /// <summary>Draws scenes of a class until an event is detected, and makes an alert of it.</summary>
    /// <param name="skyClass">The class.</param>
    /// <param name="index">The alert's position in the survey.</param>
    /// <param name="seed">The alert's own seed.</param>
    public LabelledAlert Create(SkyClass skyClass, long index, Seed seed);
}
