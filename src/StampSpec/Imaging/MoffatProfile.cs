namespace StampSpec.Imaging;

/// <summary>
/// A round Moffat profile (Moffat 1969, A&amp;A 3, 455): I(r) = I(0) (1 + r^2 / rd^2)^-beta, FWHM = 2 rd sqrt(2^(1/beta) - 1).
/// </summary>
/// <param name="fwhm">Full width at half maximum, in any unit of length, above 0.</param>
/// <param name="beta">Fall-off exponent, above 1.</param>
internal readonly struct MoffatProfile(double fwhm, double beta)
{
    /// <summary>rd, in the unit of the FWHM.</summary>
    public double Radius { get; } = fwhm / (2 * Math.Sqrt(Math.Pow(2, 1 / beta) - 1));

    /// <summary>Surface brightness at the centre, for unit flux.</summary>
    public double Peak => (beta - 1) / (Math.PI * Radius * Radius);

    /// <summary>Surface brightness at a distance from the centre, as a fraction of the peak.</summary>
    public double RelativeAt(double distance)
    {
        var r = distance / Radius;
        return Math.Pow(1 + (r * r), -beta);
    }

    /// <summary>
    /// The distance at which the surface brightness has fallen to one part in <paramref name="ratio"/> of the peak, at least 1.
    /// </summary>
    public double DistanceOf(double ratio) => Radius * Math.Sqrt(Math.Pow(ratio, 1 / beta) - 1);
}
