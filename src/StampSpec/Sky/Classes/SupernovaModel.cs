using StampSpec.Seeds;

namespace StampSpec.Sky.Classes;

/// <summary>
/// A supernova: brighter than the template, offset from its host by a draw from the host's own light (an exponential disc's radius,
/// Gamma(2), Kelly et al. 2008, ApJ 687, 1201: SNe follow the light). Hosts spread about r = 17.2 because the survey is flux-limited; one
/// in five is too faint to see well. One in eight is seen fading below a template that contains it. Those that get classified are brighter
/// than a flux-limited count: log-normal about four thresholds.
/// </summary>
internal sealed class SupernovaModel : ISceneModel
{
    private const double FadingShare = 0.12;
    private const double FaintHostShare = 0.2;

    /// <inheritdoc/>
    public double DensityAt(SkyPosition position) =>
        Math.Abs(position.GalacticLatitudeDeg) < 12 ? 0.08 : 1;

    /// <inheritdoc/>
    public void AddEvent(Scene scene, RandomSource random)
    {
        AddHost(scene, random);
        var flux = scene.Conditions.FluxNoise * Math.Max(Distributions.DetectionThreshold, Distributions.LogNormal(random, 20, 0.85));
        var fades = Distributions.Chance(random, FadingShare);
        scene.Stars.Add(new StarSource(scene.EventX, scene.EventY, fades ? 0 : flux, fades ? flux : 0));
    }

    private static void AddHost(Scene scene, RandomSource random)
    {
        var magnitude = Distributions.Chance(random, FaintHostShare) ? random.NextDouble(20.5, 24) : Math.Clamp(17.2 + (1.8 * random.NextNormal()), 13.5, 21);
        var host = FieldPopulation.DrawGalaxy(scene.Conditions, magnitude, 0, 0, random);
        // A disc of scale length h has r_e = 1.678 h; the radius of a point drawn from its light is h times a Gamma(2) variable.
        var radius = host.EffectiveRadiusPixels / 1.678 * (Distributions.Exponential(random, 1) + Distributions.Exponential(random, 1));
        var angle = random.NextDouble(0, 2 * Math.PI);
        var (major, minor) = (radius * Math.Cos(angle), radius * Math.Sin(angle) * host.AxisRatio);
        var (sine, cosine) = Math.SinCos(host.AngleRad);
        scene.Galaxies.Add(host with
        {
            X = scene.EventX - ((major * cosine) - (minor * sine)),
            Y = scene.EventY - ((major * sine) + (minor * cosine)),
        });
    }
}
