using System.Collections.Concurrent;
using MathNet.Numerics;
using StampSpec.Common;
using static System.FormattableString;

namespace StampSpec.Imaging.Psf;

/// <summary>
/// A <see cref="MoffatProfile"/> with its transform, 2 (z/2)^(beta-1) K_(beta-1)(z) / Gamma(beta-1) at z = k rd, where K is the modified
/// Bessel function of the second kind.
/// </summary>
internal sealed record MoffatPsf : ProfilePsf
{
    private readonly double _radiusArcsec;
    private readonly MoffatTransform _transform;

    /// <summary>Creates a round Moffat profile.</summary>
    /// <param name="fwhmArcsec">FWHM, arcsec, above 0.</param>
    /// <param name="beta">Steepness of the wings, 1.1 to 100. At 1 and below the flux is infinite.</param>
    /// <exception cref="InvalidInputException">A parameter is out of range.</exception>
    public MoffatPsf(double fwhmArcsec, double beta)
    {
        if (!(beta is >= 1.1 and <= 100))
        {
            throw InvalidInputException.Of(
                "psf.beta",
                Invariant($"the Moffat exponent is {beta}, but it must be between 1.1 and 100 (at 1 the flux is infinite)")
            );
        }

        FwhmArcsec = CheckedFwhm(fwhmArcsec);
        Beta = beta;
        _radiusArcsec = new MoffatProfile(fwhmArcsec, beta).Radius;
        _transform = MoffatTransform.Of(beta);
    }

    /// <inheritdoc/>
    public override double FwhmArcsec { get; }

    /// <summary>Steepness of the wings.</summary>
    public double Beta { get; }

    /// <inheritdoc/>
    public override PointSpreadFunction Dilated(double factor) => new MoffatPsf(FwhmArcsec * factor, Beta) { Shape = Shape };

    private protected override double RoundTransform(double k) => _transform.At(k * _radiusArcsec);
}

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
    /// The distance at which the surface brightness is the peak divided by <paramref name="ratio"/>, which is at least 1.
    /// </summary>
    public double DistanceOf(double ratio) => Radius * Math.Sqrt(Math.Pow(ratio, 1 / beta) - 1);
}

/// <summary>
/// The transform of a unit Moffat profile as a function of z = k rd, tabulated once for each exponent, because a Bessel function takes
/// microseconds and a kernel needs a hundred thousand values. The logarithm is interpolated by cubics on an even grid in sqrt(z), where it
/// is smooth.
/// </summary>
internal sealed class MoffatTransform
{
    private const double Step = 1.0 / 128;

    // exp(-81) and smaller values are zero compared with a double of order 1.
    private const double LastRoot = 9;

    private static readonly ConcurrentDictionary<double, MoffatTransform> ByBeta = new();

    private readonly double[] _logarithms;

    private MoffatTransform(double beta)
    {
        var order = beta - 1;
        var logGamma = SpecialFunctions.GammaLn(order);
        _logarithms = new double[(int)(LastRoot / Step) + 4];
        for (var i = 1; i < _logarithms.Length; i++)
        {
            var root = i * Step;
            var z = root * root;
            // K scaled by exp(z), so that nothing underflows.
            var scaled = SpecialFunctions.BesselKScaled(order, z);
            _logarithms[i] = Math.Log(2) + (order * Math.Log(z / 2)) + Math.Log(scaled) - z - logGamma;
        }
    }

    /// <summary>The table for one exponent.</summary>
    public static MoffatTransform Of(double beta) => ByBeta.GetOrAdd(beta, static b => new MoffatTransform(b));

    /// <summary>The transform at z; 1 at 0.</summary>
    public double At(double z)
    {
        var position = Math.Sqrt(z) / Step;
        var i = (int)position;
        if (i + 3 >= _logarithms.Length)
        {
            return 0;
        }

        return Math.Exp(Cubic(Math.Max(i - 1, 0), position));
    }

    private double Cubic(int first, double position)
    {
        var t = position - first;
        var (a, b, c, d) = (_logarithms[first], _logarithms[first + 1], _logarithms[first + 2], _logarithms[first + 3]);
        return (-a * (t - 1) * (t - 2) * (t - 3) / 6)
            + (b * t * (t - 2) * (t - 3) / 2)
            - (c * t * (t - 1) * (t - 3) / 2)
            + (d * t * (t - 1) * (t - 2) / 6);
    }
}
