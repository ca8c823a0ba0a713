namespace StampSpec.Common;

/// <summary>Galactic and ecliptic latitude of a direction in equatorial coordinates (ICRS). All angles are in degrees.</summary>
internal static class SkyLatitude
{
    private const double DegreesPerRadian = 180 / Math.PI;

    /// <summary>Galactic latitude in [-90, 90] (pole at 192.85948, +27.12825; ESA SP-1200, section 1.5.3).</summary>
    public static double GalacticDeg(double rightAscensionDeg, double declinationDeg) =>
        From(192.85948, 27.12825, rightAscensionDeg, declinationDeg);

    /// <summary>Ecliptic latitude in [-90, 90] (pole at 270, +66.56071: obliquity 23.43929 at J2000).</summary>
    public static double EclipticDeg(double rightAscensionDeg, double declinationDeg) =>
        From(270, 66.56071, rightAscensionDeg, declinationDeg);

    private static double From(double poleRightAscensionDeg, double poleDeclinationDeg, double rightAscensionDeg, double declinationDeg)
    {
        var (sinPole, cosPole) = Math.SinCos(poleDeclinationDeg / DegreesPerRadian);
        var (sinDec, cosDec) = Math.SinCos(declinationDeg / DegreesPerRadian);
        return Math.Asin((sinDec * sinPole) + (cosDec * cosPole * Math.Cos((rightAscensionDeg - poleRightAscensionDeg) / DegreesPerRadian)))
            * DegreesPerRadian;
    }
}
