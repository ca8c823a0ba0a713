using StampSpec.Seeds;

namespace StampSpec.Sky.Classes;

/// <summary>
/// A Solar-System object: near the ecliptic, in the exposure only. Main-belt rates (0.2" to 0.6" a minute) leave points in 30 s; one in
/// twelve is near the Earth and trails by 2" to 12" (Ye et al. 2019, PASP 131, 078002).
/// </summary>
internal sealed class AsteroidModel : ISceneModel
{
    private const double CountSlope = 1.0;
    private const double TrailedShare = 0.08;

    /// <inheritdoc/>
    public double DensityAt(SkyPosition position) =>
        Math.Exp(-Math.Abs(position.EclipticLatitudeDeg) / 12) * (Math.Abs(position.GalacticLatitudeDeg) < 8 ? 0.3 : 1);

    /// <inheritdoc/>
    public void AddEvent(Scene scene, RandomSource random)
    {
        var length = Distributions.Chance(random, TrailedShare) ? random.NextDouble(2, 12) : random.NextDouble(0, 0.4);
        var flux = scene.Conditions.FluxNoise * Distributions.SignalToNoise(random, CountSlope) * Math.Sqrt(1 + (length / 5));
        Trails.Add(scene, scene.EventX, scene.EventY, length, random.NextDouble(0, Math.PI), flux);
    }
}
