using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Populations;

/// <summary>
/// Solar-System objects: counts rise by 0.27 dex a magnitude (Gladman et al. 2009, Icarus 202, 104), and fall to a half at 8 degrees from
/// the ecliptic and a tenth at 20 (a choice). Rates: 97 % of the main belt, 0.22 +- 0.06 degrees a day; 2 % slower than 0.05; 1 % near the
/// Earth, log-uniform to 10 degrees a day, above which Rubin's pipeline drops trails. In 30 s, 1 degree a day is a trail of 1.25 arcsec.
/// </summary>
internal sealed class AsteroidPopulation : ISkyPopulation
{
    /// <summary>Length of a trail at 1 degree a day in 30 s, arcsec.</summary>
    public const double TrailArcsecPerRate = 1.25;

    /// <summary>0.27 dex a magnitude, divided by 0.4.</summary>
    public const double CountSlope = 0.675;

    /// <summary>Mean rate of the main belt, degrees a day.</summary>
    public const double MainBeltRate = 0.22;

    /// <summary>Standard deviation of the rate of the main belt.</summary>
    public const double MainBeltWidth = 0.06;

    /// <summary>Share of objects near the Earth.</summary>
    public const double NearEarthShare = 0.01;

    /// <summary>Share of distant objects.</summary>
    public const double SlowShare = 0.02;

    private const double SlowestNearEarth = 0.3;
    private const double FastestNearEarth = 10;
    private const double SlowRate = 0.05;
    private const double BrightestMag = 16.5;

    /// <inheritdoc/>
    public double DensityAt(SkyPosition position) =>
        Math.Abs(position.GalacticLatitudeDeg) < 15 ? 0 : Math.Max(1 / 30.0, Math.Pow(2, -Math.Abs(position.EclipticLatitudeDeg) / 8));

    /// <inheritdoc/>
    public void AddEvent(SkyScene scene, RubinVisit visit, RandomSource random)
    {
        var length = TrailArcsecPerRate * DrawRate(random);
        var loss = SignalLossMag(length, visit.SciencePsf.FwhmPixels * 0.2);
        var flux = ISkyPopulation.DetectableFlux(visit, CountSlope, random) * Math.Pow(10, 0.4 * loss);
        scene.Trails.Add(new SkyTrail(0, 0, length, random.NextDouble(0, Math.PI), Math.Min(flux, SkyScene.Flux(BrightestMag))));
    }

    /// <summary>Draws a rate of motion, degrees a day.</summary>
    public static double DrawRate(RandomSource random)
    {
        var position = random.NextDouble();
        return position < NearEarthShare ? SlowestNearEarth * Math.Pow(FastestNearEarth / SlowestNearEarth, random.NextDouble())
            : position < NearEarthShare + SlowShare ? random.NextDouble(0, SlowRate)
            : Math.Max(SlowRate, MainBeltRate + (MainBeltWidth * random.NextNormal()));
    }

    /// <summary>
    /// Loss of signal of a trail that is detected as a point: 1.25 lg(1 + 0.42 x^2 / (1 + 0.003 x)), x the length over the FWHM (rubin_sim,
    /// moving_objects/base_obs.py).
    /// </summary>
    public static double SignalLossMag(double lengthArcsec, double fwhmArcsec)
    {
        var x = lengthArcsec / fwhmArcsec;
        return 1.25 * Math.Log10(1 + (0.42 * x * x / (1 + (0.003 * x))));
    }
}
