using StampSpec.Seeds;

namespace StampSpec.Sky.Classes;

/// <summary>
/// A variable star: mostly near the plane, so in crowded fields, without a host, brighter or fainter than in the template. A thin disc's
/// concentration to the plane, 7 degrees, on an even background of nearby stars and the halo's; amplitudes are bounded by the star itself
/// when it fades.
/// </summary>
internal sealed class VariableStarModel : ISceneModel
{
    private const double CountSlope = 0.72;
    private const double BrighteningShare = 0.46;

    // Labelled variables' exposures are blurrier than those of AGN and supernovae at the same airmass; why is not known.
    public double SeeingFactor => 1.15;

    /// <inheritdoc/>
    public double DensityAt(SkyPosition position) =>
        0.14 + (0.86 * Math.Exp(-Math.Abs(position.GalacticLatitudeDeg) / 7));

    /// <inheritdoc/>
    public void AddEvent(Scene scene, RandomSource random)
    {
        var star = scene.Conditions.Flux(Math.Clamp(16.6 + (1.7 * random.NextNormal()), 12.6, 20.5));
        var change = (scene.Conditions.FluxNoise + (0.004 * star)) * Distributions.SignalToNoise(random, CountSlope);
        var brightens = Distributions.Chance(random, BrighteningShare) || change > 0.85 * star;
        scene.Stars.Add(new StarSource(scene.EventX, scene.EventY, star + (brightens ? change : -change), star));
    }
}
