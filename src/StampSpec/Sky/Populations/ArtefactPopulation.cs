using StampSpec.Common;
using StampSpec.Sky.Artefacts;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Populations;

/// <summary>
/// What Rubin's pipeline detects that is not in the sky. The shares are those of detections and follow 92 bogus packets of 2025 and 2026
/// judged by eye (noise peaks 31, residuals of bright neighbours 34, most of them in a defocused night and therefore fewer here, rings and
/// dipoles on stars 10, weak excess 8, cosmic rays and streaks 6, template and edge 3); spikes, ghosts and steps between amplifiers are
/// choices.
/// </summary>
/// <param name="onlyKind">The kind of all events; null to draw that of each.</param>
internal sealed class ArtefactPopulation(ArtefactKind? onlyKind = null) : ISkyPopulation
{
    /// <summary>
    /// Share of each kind. Their order is that of the random draw.
    /// </summary>
    public static IReadOnlyList<(ArtefactKind Kind, double Share)> Shares { get; } =
    [
        (ArtefactKind.NoisePeak, 0.32),
        (ArtefactKind.BrightNeighbour, 0.2),
        (ArtefactKind.Dipole, 0.11),
        (ArtefactKind.WeakExcess, 0.08),
        (ArtefactKind.CosmicRay, 0.1),
        (ArtefactKind.Spike, 0.06),
        (ArtefactKind.Streak, 0.03),
        (ArtefactKind.TemplateArtefact, 0.05),
        (ArtefactKind.Ghost, 0.02),
        (ArtefactKind.AmplifierEdge, 0.03),
    ];

    // A dipole needs a shift of 5 sigma of a star's peak: 40 mas for stars of S/N 100. Its size is that of poor registration.
    private const double DipoleShiftPixels = 0.2;
    private const double CosmicRayMeanPixels = 4;

    /// <inheritdoc/>
    public double DensityAt(SkyPosition position) => Math.Abs(position.GalacticLatitudeDeg) < 15 ? 0 : 1;

    /// <inheritdoc/>
    public void AddEvent(SkyScene scene, RubinVisit visit, RandomSource random) => Add(onlyKind ?? DrawKind(random), scene, visit, random);

    /// <summary>Draws a kind.</summary>
    public static ArtefactKind DrawKind(RandomSource random)
    {
        var position = random.NextDouble() * Shares.Sum(s => s.Share);
        foreach (var (kind, share) in Shares)
        {
            position -= share;
            if (position < 0)
            {
                return kind;
            }
        }

        return Shares[^1].Kind;
    }

    /// <summary>Adds an artefact of one kind.</summary>
    public static void Add(ArtefactKind kind, SkyScene scene, RubinVisit visit, RandomSource random)
    {
        switch (kind)
        {
            case ArtefactKind.NoisePeak:
                AddNoisePeak(scene, visit, random);
                break;
            case ArtefactKind.BrightNeighbour:
                AddStar(scene, visit, random.NextDouble(15.5, 18.5), 0, random);
                break;
            case ArtefactKind.Dipole:
                AddDipole(scene, visit, random);
                break;
            case ArtefactKind.WeakExcess:
                AddWeakExcess(scene, visit, random);
                break;
            case ArtefactKind.Spike:
                AddStar(scene, visit, random.NextDouble(13, 15.5), random.NextDouble(2, 8), random);
                break;
            case ArtefactKind.Streak or ArtefactKind.TemplateArtefact:
                AddStreak(scene, visit, kind == ArtefactKind.Streak ? SkyExposure.Science : SkyExposure.Template, random);
                break;
            default:
                AddDetectorArtefact(kind, scene, visit, random);
                break;
        }
    }

    // Peaks of Gaussian noise above a high threshold t exceed it by an exponential amount with mean 1 / t.
    private static void AddNoisePeak(SkyScene scene, RubinVisit visit, RandomSource random)
    {
        var threshold = Distributions.DetectionThreshold;
        var flux = visit.FluxNoise * (threshold + Distributions.Exponential(random, 1 / threshold));
        scene.Points.Add(new SkyPoint(0, 0, flux, 0));
    }

    private static void AddStar(SkyScene scene, RubinVisit visit, double magnitude, double distanceArcsec, RandomSource random)
    {
        var angle = random.NextDouble(0, 2 * Math.PI);
        var flux = SkyScene.Flux(magnitude + BandColours.Star(visit.Band.Name));
        scene.Points.Add(new SkyPoint(distanceArcsec * Math.Cos(angle), distanceArcsec * Math.Sin(angle), flux, flux));
    }

    private static void AddDipole(SkyScene scene, RubinVisit visit, RandomSource random)
    {
        AddStar(scene, visit, random.NextDouble(16.5, 20.5), 0, random);
        scene.Matching = new TemplateMatching(
            DipoleShiftPixels * random.NextNormal(),
            DipoleShiftPixels * random.NextNormal(),
            1 + (0.005 * random.NextNormal())
        );
    }

    // A wrong flux scale: a star or a galaxy leaves a weak excess or deficit of its own shape.
    private static void AddWeakExcess(SkyScene scene, RubinVisit visit, RandomSource random)
    {
        if (Distributions.Chance(random, 0.5))
        {
            AddStar(scene, visit, random.NextDouble(17, 20.5), 0, random);
        }
        else
        {
            scene.Galaxies.Add(GalaxyCounts.Draw(random, visit.Band.Name, random.NextDouble(16.5, 19.5), 0, 0));
        }

        scene.Matching = new TemplateMatching(0, 0, 1 + (0.03 * random.NextNormal()));
    }

    private static void AddStreak(SkyScene scene, RubinVisit visit, SkyExposure exposure, RandomSource random)
    {
        var length = random.NextDouble(4, 60);
        var angle = random.NextDouble(0, Math.PI);
        var shift = random.NextDouble(-0.5, 0.5) * length;
        var perArcsec = visit.FluxNoise * random.NextDouble(3, 12) / (visit.SciencePsf.FwhmPixels * 0.2);
        scene.Trails.Add(new SkyTrail(shift * Math.Cos(angle), shift * Math.Sin(angle), length, angle, perArcsec * length, 0, exposure));
    }

    private static void AddDetectorArtefact(ArtefactKind kind, SkyScene scene, RubinVisit visit, RandomSource random)
    {
        switch (kind)
        {
            case ArtefactKind.CosmicRay:
                var length = Math.Min(30, Distributions.Exponential(random, CosmicRayMeanPixels));
                var electrons = 150 * Math.Pow(50, random.NextDouble());
                scene.Artefacts.Add(
                    new CosmicRay(0, 0, length, random.NextDouble(0, 2 * Math.PI), electrons * visit.NanojanskyPerElectron)
                );
                break;
            default:
                var isGhost = kind == ArtefactKind.Ghost;
                var angle = isGhost ? random.NextDouble(0, 2 * Math.PI) : 0.5 * Math.PI * random.NextInt(4);
                var curvature = isGhost ? 1 / random.NextDouble(60, 300) : 0;
                var step = visit.ScienceNoise * random.NextDouble(1.5, 4);
                scene.Artefacts.Add(new BackgroundStep(random.NextInt(5) - 2, random.NextInt(5) - 2, angle, curvature, step));
                break;
        }
    }
}

/// <summary>The kinds of bogus detection.</summary>
internal enum ArtefactKind
{
    /// <summary>No artefact.</summary>
    None,

    /// <summary>A peak of the noise.</summary>
    NoisePeak,

    /// <summary>A residual of a bright star's wings or core.</summary>
    BrightNeighbour,

    /// <summary>A star that is not where the template has it.</summary>
    Dipole,

    /// <summary>A star or galaxy with a wrong flux scale.</summary>
    WeakExcess,

    /// <summary>A cosmic ray that was not masked.</summary>
    CosmicRay,

    /// <summary>A diffraction spike.</summary>
    Spike,

    /// <summary>A streak in the exposure.</summary>
    Streak,

    /// <summary>A streak in the template, of a visit that was not clipped.</summary>
    TemplateArtefact,

    /// <summary>The edge of a ghost.</summary>
    Ghost,

    /// <summary>A step between two amplifiers.</summary>
    AmplifierEdge,
}
