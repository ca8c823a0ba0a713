using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Classes;

/// <summary>
/// An active nucleus: away from the galactic plane, visible in the template too, and brighter or fainter than in the template with nearly
/// equal probability. Two in three are point-like (blazars and quasars outshine their hosts); the others are in the centre of a visible
/// galaxy.
/// </summary>
internal sealed class AgnModel : ISceneModel
{
    private const double CountSlope = 0.8;
    private const double HostShare = 0.35;
    private const double BrighteningShare = 0.47;

    /// <inheritdoc/>
    public double DensityAt(SkyPosition position) => Math.Abs(position.GalacticLatitudeDeg) < 12 ? 0.05 : 1;

    /// <inheritdoc/>
    public void AddEvent(Scene scene, RandomSource random)
    {
        var magnitude = Math.Clamp(17.6 + (1.25 * random.NextNormal()), 14.5, 20.8);
        var nucleus = scene.Conditions.Flux(magnitude);
        if (Distributions.Chance(random, HostShare))
        {
            var host = FieldPopulation.DrawGalaxy(
                scene.Conditions,
                magnitude + random.NextDouble(-1.5, 0.5),
                scene.EventX,
                scene.EventY,
                random
            );
            scene.Galaxies.Add(host);
            nucleus *= 0.7;
        }

        var change = scene.Conditions.FluxNoise * Distributions.SignalToNoise(random, CountSlope);
        var brightens = Distributions.Chance(random, BrighteningShare) || change > 0.9 * nucleus;
        scene.Stars.Add(new StarSource(scene.EventX, scene.EventY, nucleus + (brightens ? change : -change), nucleus));
    }
}

/// <summary>
/// A Solar-System object: near the ecliptic, and only in the exposure. At main-belt rates (0.2" to 0.6" a minute) it is a point in 30 s;
/// one in twelve is near the Earth and has a trail of 2" to 12" (Ye et al. 2019, PASP 131, 078002).
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

/// <summary>
/// A supernova: brighter than the template, offset from its host by a random draw from the host's light (radius in an exponential disc,
/// Gamma(2); Kelly et al. 2008, ApJ 687, 1201: SNe follow the light). The magnitudes of hosts scatter about r = 16.9 because the survey is
/// flux-limited; 28 % of hosts are too faint to see well (20 of 72 labelled supernovae, by eye). One supernova in eight fades below a
/// template that contains it. Classified supernovae are brighter than in a flux-limited sample: their flux is log-normal about four
/// detection thresholds.
/// </summary>
internal sealed class SupernovaModel : ISceneModel
{
    private const double FadingShare = 0.12;
    private const double FaintHostShare = 0.28;

    /// <inheritdoc/>
    public double DensityAt(SkyPosition position) => Math.Abs(position.GalacticLatitudeDeg) < 12 ? 0.08 : 1;

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
        var magnitude = Distributions.Chance(random, FaintHostShare)
            ? random.NextDouble(20.5, 24)
            : Math.Clamp(16.9 + (2.2 * random.NextNormal()), 12, 21);
        var host = FieldPopulation.DrawGalaxy(scene.Conditions, magnitude, 0, 0, random);
        // A disc of scale length h has r_e = 1.678 h. The radius of a point drawn from its light is h times a Gamma(2) variable.
        var radius = host.EffectiveRadiusPixels / 1.678 * (Distributions.Exponential(random, 1) + Distributions.Exponential(random, 1));
        var angle = random.NextDouble(0, 2 * Math.PI);
        var (major, minor) = (radius * Math.Cos(angle), radius * Math.Sin(angle) * host.AxisRatio);
        var (sine, cosine) = Math.SinCos(host.AngleRad);
        scene.Galaxies.Add(
            host with
            {
                X = scene.EventX - ((major * cosine) - (minor * sine)),
                Y = scene.EventY - ((major * sine) + (minor * cosine)),
            }
        );
    }
}

/// <summary>
/// A variable star: mostly near the galactic plane and therefore in crowded fields, without a host, brighter or fainter than in the
/// template. Its density is that of a thin disc with a scale of 7 degrees, plus a uniform background of nearby and halo stars. When the
/// star fades, its own flux limits the amplitude.
/// </summary>
internal sealed class VariableStarModel : ISceneModel
{
    private const double CountSlope = 0.72;
    private const double BrighteningShare = 0.46;

    /// <inheritdoc/>
    public double DensityAt(SkyPosition position) => 0.14 + (0.86 * Math.Exp(-Math.Abs(position.GalacticLatitudeDeg) / 7));

    /// <inheritdoc/>
    public void AddEvent(Scene scene, RandomSource random)
    {
        var star = scene.Conditions.Flux(Math.Clamp(16.6 + (1.7 * random.NextNormal()), 12.6, 20.5));
        var change = (scene.Conditions.FluxNoise + (0.004 * star)) * Distributions.SignalToNoise(random, CountSlope);
        var brightens = Distributions.Chance(random, BrighteningShare) || change > 0.85 * star;
        scene.Stars.Add(new StarSource(scene.EventX, scene.EventY, star + (brightens ? change : -change), star));
    }
}
