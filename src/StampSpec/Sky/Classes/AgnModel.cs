using StampSpec.Seeds;

namespace StampSpec.Sky.Classes;

/// <summary>
/// An active nucleus: away from the plane, in the template too, brighter or fainter than there with nearly equal chance. Two in three are
/// point-like (blazars and quasars outshine their hosts), the rest sit in the centre of a visible galaxy.
/// </summary>
internal sealed class AgnModel : ISceneModel
{
    private const double CountSlope = 0.8;
    private const double HostShare = 0.35;
    private const double BrighteningShare = 0.47;

    /// <inheritdoc/>
    public double DensityAt(SkyPosition position) =>
        Math.Abs(position.GalacticLatitudeDeg) < 12 ? 0.05 : 1;

    /// <inheritdoc/>
    public void AddEvent(Scene scene, RandomSource random)
    {
        var magnitude = Math.Clamp(17.6 + (1.25 * random.NextNormal()), 14.5, 20.8);
        var nucleus = scene.Conditions.Flux(magnitude);
        if (Distributions.Chance(random, HostShare))
        {
            var host = FieldPopulation.DrawGalaxy(scene.Conditions, magnitude + random.NextDouble(-1.5, 0.5), scene.EventX, scene.EventY, random);
            scene.Galaxies.Add(host);
            nucleus *= 0.7;
        }

        var change = scene.Conditions.FluxNoise * Distributions.SignalToNoise(random, CountSlope);
        var brightens = Distributions.Chance(random, BrighteningShare) || change > 0.9 * nucleus;
        scene.Stars.Add(new StarSource(scene.EventX, scene.EventY, nucleus + (brightens ? change : -change), nucleus));
    }
}
