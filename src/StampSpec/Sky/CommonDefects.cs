using StampSpec.Seeds;
using StampSpec.Sky.Artefacts;

namespace StampSpec.Sky;

/// <summary>
/// What any alert's images may show besides its event: chip edges and masked stars (about one ZTF alert in eight misses pixels), a cosmic
/// ray elsewhere, full wells.
/// </summary>
internal static class CommonDefects
{
    private const double BlockShare = 0.06;
    private const double EdgeShare = 0.05;
    private const double CosmicRayShare = 0.05;
    private const double FullWellDn = 55000;

    /// <summary>Adds them to a scene, clear of its centre.</summary>
    public static void AddTo(Scene scene, RandomSource random)
    {
        scene.Artefacts.Add(new Saturation(FullWellDn));
        if (Distributions.Chance(random, CosmicRayShare))
        {
            var charge = scene.Conditions.ScienceNoiseDn * random.NextDouble(5, 40);
            scene.Artefacts.Add(new CosmicRay(Beside(random), Beside(random), random.NextDouble(0, 12), random.NextDouble(0, 2 * Math.PI), charge));
        }

        if (Distributions.Chance(random, EdgeShare))
        {
            scene.Artefacts.Add(new ChipEdge(random.NextInt(4), 4 + random.NextInt(28), Distributions.Chance(random, 0.5)));
        }

        if (Distributions.Chance(random, BlockShare))
        {
            AddMaskedStar(scene, random);
        }
    }

    // A star too bright for the detector under its mask: its light still shows around the block.
    private static void AddMaskedStar(Scene scene, RandomSource random)
    {
        var (x, y) = (Beside(random), Beside(random));
        var side = 7 + random.NextInt(13);
        var flux = scene.Conditions.Flux(random.NextDouble(9.5, 14));
        scene.Stars.Add(new StarSource(x, y, flux, flux));
        scene.Artefacts.Add(new MissingBlock(x - (side / 2), y - (side / 2), side, side + random.NextInt(3)));
    }

    private static int Beside(RandomSource random) => (Distributions.Chance(random, 0.5) ? 1 : -1) * (12 + random.NextInt(22));
}
