using StampSpec.Alerts;
using StampSpec.Alerts.Lsst;
using StampSpec.Common;
using StampSpec.Imaging.Simulation;
using StampSpec.Sky.Artefacts;
using StampSpec.Sky.Detection;
using StampSpec.Sky.Populations;
using StampSpec.Sky.Rendering;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Packets;

/// <summary>
/// Makes single alerts as Rubin does: scene, visit and template, subtraction, detection, measurement, cutouts. Not thread-safe, because it
/// has its own buffers.
/// </summary>
internal sealed class RubinSimulator : IAlertSimulator
{
    private const int MostAttempts = 2000;

    // After this many attempts, a visit in which a kind of artefact is hardly ever detected gets another kind.
    private const int MostAttemptsOfKind = 300;

    // Of 53 artefacts in packets of LSSTCam, 2 are negative. Where nothing is cut on reliability (HSC, simulated packets), half are.
    private const double NegativeArtefactsKept = 0.1;

    // Errors of the PSFs that the pipeline measures, in units of ZTF's: residuals of 1 to 3 % of a star's peak.
    private const double PsfErrors = 0.6;

    // A detection this near is that of the event. Artefacts leave their strongest residual up to 3 arcsec away.
    private const double EventReachArcsec = 0.8;
    private const double ArtefactReachArcsec = 3;

    private const int CentralPixels = 1;

    /// <summary>Share of the full well above which a pixel counts as saturated.</summary>
    public const double NearlyFull = 0.99;

    private const double CosmicRayShare = 0.03;
    private const double EdgeShare = 0.015;

    private readonly LsstBand _band;
    private readonly SceneGrid _grid;
    private readonly VisitRenderer _renderer;
    private readonly MatchedSubtraction _subtraction;
    private readonly SourceDetector _detector;
    private readonly VisitImages _images;

    /// <summary>Creates a simulator of one band.</summary>
    /// <param name="band">The band.</param>
    /// <param name="grid">The grid, with the side of the cutouts.</param>
    public RubinSimulator(LsstBand band, SceneGrid grid)
    {
        var transform = new SceneTransform(grid);
        (_band, _grid) = (band, grid);
        (_renderer, _subtraction, _detector) = (new(grid, transform), new(grid, transform), new(grid));
        _images = new VisitImages(new ExposurePair(grid), new float[grid.Length], new ExposurePair(grid), new float[grid.Length]);
    }

    /// <summary>FWHM of every visit's PSF, arcsec; null to draw it.</summary>
    public double? SeeingArcsec { get; init; }

    /// <summary>Visits in every template; null to draw their number.</summary>
    public int? TemplateVisits { get; init; }

    /// <summary>Whether alerts carry the columns of their detections; these are measured in any case, to decide what is sent.</summary>
    public bool MeasuresColumns { get; init; } = true;

    /// <inheritdoc/>
    public LabelledAlert Create(SkyClass skyClass, long index, Seed seed)
    {
        // Drawn once, for all attempts: otherwise events that are easier to detect in good seeing would have better seeing.
        var visit = RubinVisit.Draw(_band, seed.Derive("conditions").CreateSource(), SeeingArcsec, TemplateVisits);
        // Also drawn once: the shares of the kinds of artefacts are those of detections.
        var kind = SkyPopulations.Of(skyClass, seed.Derive("kind").CreateSource());
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var random = seed.Derive(attempt).CreateSource();
            var scene = DrawScene(attempt < MostAttemptsOfKind ? kind : SkyPopulations.Of(skyClass), visit, random);
            if (Observe(scene, visit, ReachPixels(skyClass), random) is { } observed && IsSent(skyClass, observed.Measured, random))
            {
                var sent = RubinPacket.Alert(observed, skyClass, index, random);
                return MeasuresColumns ? sent : sent with { Alert = sent.Alert with { Columns = null } };
            }
        }

        throw new InvalidOperationException($"no event of class {skyClass} was detected in {MostAttempts} attempts");
    }

    /// <summary>Renders, subtracts, detects and measures a scene; null if its event is not detected.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="visit">The visit.</param>
    /// <param name="reachPixels">Largest distance of the detection from the event.</param>
    /// <param name="random">Source of random numbers.</param>
    public ObservedScene? Observe(SkyScene scene, RubinVisit visit, double reachPixels, RandomSource random)
    {
        _renderer.Render(scene, visit, _images.Images, _images.Variances, random);
        var psfs = PsfKnowledge.Draw(visit.SciencePsf, visit.TemplatePsf, PsfErrors, random);
        _subtraction.Subtract(_images.Images, visit, psfs, _images.Difference);
        // Per pixel the sum of both variances; for whitened noise it is also that of the difference.
        for (var i = 0; i < _grid.Length; i++)
        {
            _images.DifferenceVariance[i] = _images.Variances.Science[i] + _images.Variances.Template[i];
        }

        var sigma = visit.SciencePsf.FwhmPixels / LsstPacketReader.FwhmOfSigma;
        var detected = _detector.Detect(_images.Difference, _images.DifferenceVariance, sigma, reachPixels);
        if (detected is not { } source || IsSaturated(source, visit))
        {
            return null;
        }

        var measured = SourceMeasurement.Of(source, _images, psfs);
        return measured.SignalToNoise >= SourceDetector.Threshold ? new ObservedScene(scene, visit, psfs, measured, _images) : null;
    }

    // Rubin's pipeline removes sources whose centre is saturated or missing.
    private bool IsSaturated(DetectedSource source, RubinVisit visit)
    {
        var window = new SourceWindow(source, _grid);
        return window.Pixels.Any(p =>
            Math.Max(Math.Abs(p.X), Math.Abs(p.Y)) <= CentralPixels
            && (_images.Images.Missing[p.Index] || _images.Images.Science[p.Index] >= NearlyFull * visit.FullWell)
        );
    }

    private double ReachPixels(SkyClass skyClass) =>
        (skyClass == SkyClass.Bogus ? ArtefactReachArcsec : EventReachArcsec) / _grid.PixelScaleArcsec;

    // The stream keeps few negative artefacts, because the score of reliability is low for them.
    private static bool IsSent(SkyClass skyClass, SourceMeasurement measured, RandomSource random) =>
        skyClass != SkyClass.Bogus || !measured.IsNegative || Distributions.Chance(random, NegativeArtefactsKept);

    private SkyScene DrawScene(ISkyPopulation population, RubinVisit visit, RandomSource random)
    {
        var scene = new SkyScene(SkyPosition.DrawOfRubin(random, population.DensityAt));
        SkyField.AddTo(scene, _band.Name, _grid.Side * _grid.PixelScaleArcsec, random);
        population.AddEvent(scene, visit, random);
        AddDefects(scene, visit, random);
        return scene;
    }

    private void AddDefects(SkyScene scene, RubinVisit visit, RandomSource random)
    {
        scene.Artefacts.Add(new Saturation(visit.FullWell));
        if (Distributions.Chance(random, CosmicRayShare))
        {
            var (x, y) = (Beside(random), Beside(random));
            var charge = visit.NanojanskyPerElectron * random.NextDouble(200, 2000);
            scene.Artefacts.Add(new CosmicRay(x, y, random.NextDouble(0, 12), random.NextDouble(0, 2 * Math.PI), charge));
        }

        if (Distributions.Chance(random, EdgeShare))
        {
            scene.Artefacts.Add(new ChipEdge(random.NextInt(4), 8 + random.NextInt(_grid.CutoutSide / 2), IsRagged: false));
        }
    }

    private int Beside(RandomSource random) => (Distributions.Chance(random, 0.5) ? 1 : -1) * (15 + random.NextInt(_grid.Centre - 15));
}

/// <summary>A scene as a visit has observed it.</summary>
/// <param name="Scene">The scene.</param>
/// <param name="Visit">The visit.</param>
/// <param name="Psfs">The PSFs that the pipeline knows.</param>
/// <param name="Measured">The detection of the event.</param>
/// <param name="Images">The images. They are buffers of the simulator, overwritten by its next scene.</param>
internal sealed record ObservedScene(SkyScene Scene, RubinVisit Visit, PsfKnowledge Psfs, SourceMeasurement Measured, VisitImages Images);
