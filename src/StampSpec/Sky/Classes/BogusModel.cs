using StampSpec.Common;
using StampSpec.Sky.Artefacts;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Classes;

/// <summary>
/// Detections that are not in the sky (kinds as in Duev et al. 2019, MNRAS 489, 3582, figure 1, and in ZTF's alerts with a low real-bogus
/// score): pixel defects, cosmic rays, bad columns, residuals of stars, misregistration, edges, halos and spikes of very bright stars,
/// streak fragments, steps of the background, noise peaks. Their shares are those of 72 labelled bogus alerts seen by eye: 36 residuals of
/// stars, 22 sharp peaks, 4 halos and spikes, 3 columns; 14 have an edge or a mask.
/// </summary>
internal sealed class BogusModel : ISceneModel
{
    private static readonly (double Share, Action<Scene, RandomSource> Add)[] Kinds =
    [
        (0.27, AddPixelDefect),
        (0.05, AddCosmicRay),
        (0.04, AddBadColumn),
        (0.24, AddStarResidual),
        (0.16, AddMisregistration),
        (0.12, AddEdge),
        (0.05, AddHalo),
        (0.02, AddStreak),
        (0.02, AddStep),
        (0.05, AddNoisePeak),
    ];

    /// <inheritdoc/>
    public double CloudShare => 0.4;

    /// <inheritdoc/>
    public double DensityAt(SkyPosition position) => 0.6 + (0.4 * Math.Exp(-Math.Abs(position.GalacticLatitudeDeg) / 15));

    /// <inheritdoc/>
    public void AddEvent(Scene scene, RandomSource random)
    {
        var position = random.NextDouble() * Kinds.Sum(k => k.Share);
        foreach (var (share, add) in Kinds)
        {
            position -= share;
            if (position < 0)
            {
                add(scene, random);
                break;
            }
        }
    }

    private static double Charge(Scene scene, RandomSource random) =>
        scene.Conditions.ScienceNoiseDn * Distributions.LogNormal(random, 42, 0.7);

    private static void AddPixelDefect(Scene scene, RandomSource random)
    {
        var sign = Distributions.Chance(random, 0.45) ? 1 : -1;
        var width = random.NextDouble(0.35, 1);
        var height = random.NextDouble(0.3, 1.3);
        scene.Artefacts.Add(new PixelDefect(scene.EventX, scene.EventY, width, height, sign * Charge(scene, random)));
    }

    private static void AddCosmicRay(Scene scene, RandomSource random)
    {
        var length = Math.Min(25, Distributions.Exponential(random, 2));
        scene.Artefacts.Add(new CosmicRay(0, 0, length, random.NextDouble(0, 2 * Math.PI), Charge(scene, random)));
    }

    private static void AddBadColumn(Scene scene, RandomSource random)
    {
        var sign = Distributions.Chance(random, 0.6) ? 1 : -1;
        var first = Distributions.Chance(random, 0.5) ? -SceneGrid.Ztf.Centre : 0;
        scene.Artefacts.Add(new BadColumn(0, first, 1 + random.NextInt(2), sign * Charge(scene, random) * 0.3));
    }

    // The PSF, flux or position of the star differs from that of the field, and some stars saturate.
    private static void AddStarResidual(Scene scene, RandomSource random)
    {
        var flux = scene.Conditions.Flux(random.NextDouble(12, 17));
        var (x, y) = Distributions.Chance(random, 0.7)
            ? (scene.EventX, scene.EventY)
            : (scene.EventX + (3 * random.NextNormal()), scene.EventY + (3 * random.NextNormal()));
        scene.Stars.Add(new StarSource(x, y, flux, 0));
        scene.Stars.Add(
            new StarSource(
                x + (0.05 * random.NextNormal()),
                y + (0.05 * random.NextNormal()),
                0,
                flux * (1 + (0.012 * random.NextNormal()))
            )
        );
        if (Distributions.Chance(random, 0.2))
        {
            scene.Artefacts.Add(new Saturation(random.NextDouble(8000, 40000)));
        }
    }

    private static void AddMisregistration(Scene scene, RandomSource random)
    {
        var flux = scene.Conditions.Flux(Math.Clamp(16 + (1.5 * random.NextNormal()), 12.5, 19));
        scene.Stars.Add(new StarSource(scene.EventX, scene.EventY, flux, flux));
        scene.Matching = new TemplateMatching(0.13 * random.NextNormal(), 0.13 * random.NextNormal(), 1 + (0.015 * random.NextNormal()));
    }

    // The wings and the spike of a star beyond saturation are not the same in two nights.
    private static void AddHalo(Scene scene, RandomSource random)
    {
        var (distance, angle) = (random.NextDouble(10, 30), random.NextDouble(0, 2 * Math.PI));
        var flux = scene.Conditions.Flux(random.NextDouble(7, 11));
        var (x, y) = (distance * Math.Cos(angle), distance * Math.Sin(angle));
        scene.Stars.Add(new StarSource(x, Distributions.Chance(random, 0.5) ? scene.EventY : y, flux, flux * random.NextDouble(0.8, 1.2)));
        if (Distributions.Chance(random, 0.6))
        {
            var side = 9 + random.NextInt(9);
            scene.Artefacts.Add(new MissingBlock((int)x - (side / 2), (int)y - (side / 2), side, side));
        }
    }

    private static void AddStep(Scene scene, RandomSource random)
    {
        var angle = 0.5 * Math.PI * random.NextInt(4);
        var step = scene.Conditions.ScienceNoiseDn * random.NextDouble(1.5, 4);
        scene.Artefacts.Add(new BackgroundStep(random.NextInt(5) - 2, random.NextInt(5) - 2, angle, 0, step));
    }

    private static void AddEdge(Scene scene, RandomSource random)
    {
        Action<Scene, RandomSource> add = Distributions.Chance(random, 0.6) ? AddStarResidual : AddPixelDefect;
        add(scene, random);
        scene.Artefacts.Add(new ChipEdge(random.NextInt(4), 2 + random.NextInt(24), Distributions.Chance(random, 0.6)));
    }

    private static void AddStreak(Scene scene, RandomSource random)
    {
        var length = random.NextDouble(8, 120);
        var angle = random.NextDouble(0, Math.PI);
        var shift = random.NextDouble(-0.5, 0.5) * length;
        var fluxPerPixel = scene.Conditions.ScienceNoiseDn * random.NextDouble(4, 15);
        Trails.Add(
            scene,
            scene.EventX + (shift * Math.Cos(angle)),
            scene.EventY + (shift * Math.Sin(angle)),
            length,
            angle,
            fluxPerPixel * length
        );
    }

    // A chance alignment of a few high pixels, narrower than the PSF.
    private static void AddNoisePeak(Scene scene, RandomSource random)
    {
        for (var i = 0; i < 4; i++)
        {
            var charge = scene.Conditions.ScienceNoiseDn * random.NextDouble(2.5, 5);
            scene.Artefacts.Add(new PixelDefect(random.NextInt(3) - 1, random.NextInt(3) - 1, 0.3, 0.3, charge));
        }
    }
}
