using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Populations;

/// <summary>
/// Supernovae at Rubin's depth: types, redshifts and hosts from a toy run of the rates of ELAsTiCC (Ia 2.5e-5 (1 + z)^1.5; core collapse
/// after Strolger et al. 2015) to r = 24. Redshifts at 5, 50 and 95 %: Ia 0.18, 0.48, 0.76; II 0.14, 0.38, 0.72; Ib/c 0.09, 0.26, 0.46. The
/// host is brighter than the supernova by 1.6 magnitudes (Ia) or 0.9 (others) in the median, -1 to +4.6 for 90 %. The place is a random
/// draw from the light of an exponential disc (SNe Ia trace r-band light: arXiv 2401.13826).
/// </summary>
internal sealed class SupernovaPopulation : ISkyPopulation
{
    /// <summary>Counts rise by 0.5 dex a magnitude near the limit.</summary>
    public const double CountSlope = 1.25;

    /// <summary>Share of hosts fainter than r = 25, so that the supernova seems to have none. A choice of this model.</summary>
    public const double HostlessShare = 0.05;

    /// <summary>Share that is fainter than in a template taken when it was brighter. A choice of this model.</summary>
    public const double FadingShare = 0.06;

    /// <summary>
    /// Half-light radius of a star-forming host today, kpc, falling as (1 + z)^-0.75 (van der Wel et al. 2014, ApJ 788, 28, at 10^10 solar
    /// masses, rounded).
    /// </summary>
    public const double HostRadiusKpc = 6;

    private const double HostRadiusScatter = 0.4;
    private const double HostScatterMag = 1.7;

    private static readonly (double Share, double Redshift, double Width, double HostBrighterMag)[] Types =
    [
        (0.33, 0.48, 0.175, 1.6),
        (0.61, 0.39, 0.175, 0.9),
        (0.06, 0.27, 0.11, 0.9),
    ];

    /// <inheritdoc/>
    public double DensityAt(SkyPosition position) => Math.Abs(position.GalacticLatitudeDeg) < 15 ? 0 : 1;

    /// <inheritdoc/>
    public void AddEvent(SkyScene scene, RubinVisit visit, RandomSource random)
    {
        var type = DrawType(random);
        var redshift = Math.Max(0.02, type.Redshift + (type.Width * random.NextNormal()));
        var flux = ISkyPopulation.DetectableFlux(visit, CountSlope, random);
        var magnitude = SkyScene.Magnitude(flux);
        var host = Distributions.Chance(random, HostlessShare)
            ? random.NextDouble(25, 27)
            : magnitude - type.HostBrighterMag - (HostScatterMag * random.NextNormal());
        scene.Galaxies.Add(DrawHost(visit.Band.Name, Math.Max(15, host), redshift, random));
        var fades = Distributions.Chance(random, FadingShare);
        scene.Points.Add(new SkyPoint(0, 0, fades ? 0 : flux, fades ? flux : 0));
    }

    // The supernova is the centre of the scene, so the host is put off it by the supernova's own offset.
    private static SkyGalaxy DrawHost(string band, double magnitude, double redshift, RandomSource random)
    {
        var radiusKpc = Distributions.LogNormal(random, HostRadiusKpc * Math.Pow(1 + redshift, -0.75), HostRadiusScatter);
        var radius = Math.Clamp(radiusKpc / Cosmology.KiloparsecPerArcsec(redshift), 0.15, 8);
        var red = magnitude - BandColours.Galaxy(band) - GalaxyCounts.RedColour;
        var host = GalaxyCounts.Draw(random, band, red, radius, 0, 0);
        // The radius of a point drawn from an exponential disc is its scale length times a Gamma(2) variable.
        var scales = Distributions.Exponential(random, 1) + Distributions.Exponential(random, 1);
        var distance = radius / GalaxyCounts.HalfLightOfScale * scales;
        var (major, minor) = Math.SinCos(random.NextDouble(0, 2 * Math.PI));
        var (sine, cosine) = Math.SinCos(host.AngleRad);
        var (along, across) = (distance * major, distance * minor * host.AxisRatio);
        return host with { XArcsec = (across * sine) - (along * cosine), YArcsec = -(along * sine) - (across * cosine) };
    }

    private static (double Share, double Redshift, double Width, double HostBrighterMag) DrawType(RandomSource random)
    {
        var position = random.NextDouble();
        return position < Types[0].Share ? Types[0]
            : position < Types[0].Share + Types[1].Share ? Types[1]
            : Types[2];
    }
}

/// <summary>Distances in a flat universe with H0 = 70 km/s/Mpc and a matter density of 0.3.</summary>
internal static class Cosmology
{
    private const double HubbleDistanceMpc = 299_792.458 / 70;
    private const double Matter = 0.3;
    private const double ArcsecPerRadian = 206_264.806;
    private const int Steps = 40;

    /// <summary>Transverse length of one arcsec, kpc (Hogg 1999, astro-ph/9905116, equations 15 and 18; Simpson's rule).</summary>
    public static double KiloparsecPerArcsec(double redshift)
    {
        var step = redshift / Steps;
        var sum = 0.0;
        for (var i = 0; i <= Steps; i++)
        {
            var weight =
                i is 0 or Steps ? 1
                : i % 2 == 1 ? 4
                : 2;
            sum += weight / Math.Sqrt((Matter * Math.Pow(1 + (i * step), 3)) + 1 - Matter);
        }

        return HubbleDistanceMpc * sum * step / 3 / (1 + redshift) * 1000 / ArcsecPerRadian;
    }
}
