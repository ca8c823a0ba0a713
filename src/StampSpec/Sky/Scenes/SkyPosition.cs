using StampSpec.Common;

namespace StampSpec.Sky.Scenes;

/// <summary>A direction in equatorial coordinates (ICRS), with its galactic and ecliptic latitudes. All angles are in degrees.</summary>
/// <param name="RightAscensionDeg">Right ascension in [0, 360).</param>
/// <param name="DeclinationDeg">Declination in [-90, 90].</param>
internal readonly record struct SkyPosition(double RightAscensionDeg, double DeclinationDeg)
{
    // ZTF's southern limit (Bellm et al. 2019, PASP 131, 068003).
    private const double SouthernLimitDeg = -30;
    private const double PalomarLatitudeDeg = 33.36;
    private const double DegreesPerRadian = 180 / Math.PI;

    /// <summary>Galactic latitude.</summary>
    public double GalacticLatitudeDeg => SkyLatitude.GalacticDeg(RightAscensionDeg, DeclinationDeg);

    /// <summary>Ecliptic latitude.</summary>
    public double EclipticLatitudeDeg => SkyLatitude.EclipticDeg(RightAscensionDeg, DeclinationDeg);

    /// <summary>
    /// Seeing at transit divided by that in the zenith: airmass to the power 0.6 (Kolmogorov turbulence; Roddier 1981, Progress in Optics
    /// 19, 281), for Palomar's latitude of 33.36 degrees.
    /// </summary>
    public double SeeingAtTransit => Math.Pow(Math.Cos((PalomarLatitudeDeg - DeclinationDeg) / DegreesPerRadian), -0.6);

    /// <summary>Draws a direction within the survey, with a probability proportional to a weight.</summary>
    /// <param name="random">Source of random numbers.</param>
    /// <param name="weight">Weight of a direction, in [0, 1]; must not be 0 everywhere.</param>
    public static SkyPosition Draw(RandomSource random, Func<SkyPosition, double> weight) => Draw(random, weight, SouthernLimitDeg, 90);

    /// <summary>Draws a direction within Rubin's wide survey, from -72 to +12 degrees of declination, in the same way.</summary>
    /// <param name="random">Source of random numbers.</param>
    /// <param name="weight">Weight of a direction, in [0, 1]; must not be 0 everywhere.</param>
    public static SkyPosition DrawOfRubin(RandomSource random, Func<SkyPosition, double> weight) => Draw(random, weight, -72, 12);

    private static SkyPosition Draw(RandomSource random, Func<SkyPosition, double> weight, double southDeg, double northDeg)
    {
        var (lowest, highest) = (Math.Sin(southDeg / DegreesPerRadian), Math.Sin(northDeg / DegreesPerRadian));
        while (true)
        {
            var position = new SkyPosition(random.NextDouble(0, 360), Math.Asin(random.NextDouble(lowest, highest)) * DegreesPerRadian);
            if (random.NextDouble() < weight(position))
            {
                return position;
            }
        }
    }
}
