using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Populations;

/// <summary>
/// Galaxies of the field. Counts: N(&lt; i) = 46 x 10^(0.31 (i - 25)) per square arcmin (LSST Science Book, section 3.7.2), with the
/// steeper slope 0.45 brighter than i = 21, where that line has too many (a choice of this model). Sizes: disc scale exp(-1.145 - 0.269
/// (i - 23)) arcsec (Miller et al. 2013, MNRAS 429, 2858, equation B1), with a scatter of 0.35 in the logarithm. Profiles and ellipticities
/// as in the COSMOS sample of GalSim: 64 % discs, 12 % steeper than n = 3, 0.257 a component.
/// </summary>
internal static class GalaxyCounts
{
    /// <summary>
    /// The faintest galaxies, i. The depth of a template is about 25.5; the light of fainter ones adds to its noise, as in packets.
    /// </summary>
    public const double FaintestMag = 27;

    /// <summary>Half-light radius of an exponential disc over its scale length.</summary>
    public const double HalfLightOfScale = 1.678;

    /// <summary>Mean colour r - i.</summary>
    public const double RedColour = 0.4;

    private const double AtReference = 46;
    private const double ReferenceMag = 25;
    private const double Slope = 0.31;
    private const double JoinMag = 21;
    private const double BrightSlope = 0.45;
    private const double SizeScatter = 0.35;
    private const double ColourScatter = 0.3;
    private const double EllipticityComponent = 0.257;
    private const double DiscShare = 0.64;
    private const double SteepShare = 0.12;

    /// <summary>Galaxies per square arcmin brighter than an i magnitude.</summary>
    public static double PerSquareArcmin(double magnitude)
    {
        var join = AtReference * Math.Pow(10, Slope * (JoinMag - ReferenceMag));
        return magnitude > JoinMag
            ? AtReference * Math.Pow(10, Slope * (magnitude - ReferenceMag))
            : join * Math.Pow(10, BrightSlope * (magnitude - JoinMag));
    }

    /// <summary>Median half-light radius at an i magnitude, arcsec.</summary>
    public static double HalfLightRadiusArcsec(double magnitude) => HalfLightOfScale * Math.Exp(-1.145 - (0.269 * (magnitude - 23)));

    /// <summary>Draws the i magnitude of a galaxy of the field.</summary>
    public static double DrawMagnitude(RandomSource random)
    {
        var (rank, join) = ((1 - random.NextDouble()) * PerSquareArcmin(FaintestMag), PerSquareArcmin(JoinMag));
        return rank > join ? ReferenceMag + (Math.Log10(rank / AtReference) / Slope) : JoinMag + (Math.Log10(rank / join) / BrightSlope);
    }

    /// <summary>Draws a galaxy of an i magnitude at a place, with the size of its magnitude.</summary>
    public static SkyGalaxy Draw(RandomSource random, string band, double magnitude, double x, double y) =>
        Draw(random, band, magnitude, Math.Max(0.1, Distributions.LogNormal(random, HalfLightRadiusArcsec(magnitude), SizeScatter)), x, y);

    /// <summary>Draws a galaxy of an i magnitude and a half-light radius at a place.</summary>
    public static SkyGalaxy Draw(RandomSource random, string band, double magnitude, double radiusArcsec, double x, double y)
    {
        var (e1, e2) = (EllipticityComponent * random.NextNormal(), EllipticityComponent * random.NextNormal());
        var length = Math.Min(0.8, Math.Sqrt((e1 * e1) + (e2 * e2)));
        var profile = random.NextDouble();
        var index = profile switch
        {
            < DiscShare => random.NextDouble(0.6, 1.5),
            < 1 - SteepShare => random.NextDouble(1.5, 3),
            _ => random.NextDouble(3, 4.5),
        };
        var colour = BandColours.Galaxy(band) + RedColour + (ColourScatter * random.NextNormal());
        return new SkyGalaxy(
            x,
            y,
            SkyScene.Flux(magnitude + colour),
            radiusArcsec,
            index,
            (1 - length) / (1 + length),
            0.5 * Math.Atan2(e2, e1)
        );
    }
}

/// <summary>Mean colours of kinds of source: the magnitude in a band minus that in r. Rounded choices of this model.</summary>
internal static class BandColours
{
    private const string Bands = "ugrizy";
    private static readonly double[] Galaxies = [1.6, 0.7, 0, -0.4, -0.65, -0.8];
    private static readonly double[] Stars = [1.9, 0.65, 0, -0.3, -0.45, -0.5];
    private static readonly double[] Nuclei = [0.3, 0.2, 0, -0.1, -0.15, -0.2];

    /// <summary>Colour of galaxies.</summary>
    public static double Galaxy(string band) => Galaxies[Bands.IndexOf(band, StringComparison.Ordinal)];

    /// <summary>Colour of stars.</summary>
    public static double Star(string band) => Stars[Bands.IndexOf(band, StringComparison.Ordinal)];

    /// <summary>Colour of active nuclei.</summary>
    public static double Nucleus(string band) => Nuclei[Bands.IndexOf(band, StringComparison.Ordinal)];
}
