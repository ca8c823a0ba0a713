using System.Numerics;
using StampSpec.Imaging.Psf;

namespace StampSpec.Imaging.Resampling;

/// <summary>
/// The transform H(k) of the kernel that turns samples of a scene seen through one PSF, S, into the same scene seen through another, T.
/// H = Q T / S. Q = |S(k)|^2 / sum over m of |S(k + 2 pi m / p)|^2 is the Wiener interpolation of samples with pixel p: of the power that
/// the sampling folded onto one frequency, it keeps the share that belongs to this frequency. For well-sampled PSFs its limit is a sharp
/// cut at the Nyquist frequency. If |T| &lt;= |S|, the ratio T / S is exact and can only broaden. If |T| &gt; |S|, which amplifies noise,
/// it is regularised to T S* / (|S|^2 + epsilon^2 (1 - |S / T|^2)).
/// </summary>
internal static class MatchingKernel
{
    /// <summary>
    /// Regularisation epsilon: there is no division by a PSF's transform below this fraction of its value at zero frequency. At 1e-4 the
    /// noise gain of a frequency is at most 5,000, and PSF models are not known more precisely.
    /// </summary>
    public const double DefaultRegularisation = 1e-4;

    /// <summary>The kernel's values at every pair of frequencies, row-major, with a row for each of <paramref name="ky"/>.</summary>
    /// <param name="source">S.</param>
    /// <param name="target">T.</param>
    /// <param name="sourceScaleArcsec">Pixel p of the samples, arcsec.</param>
    /// <param name="regularisation">Epsilon, above 0.</param>
    /// <param name="kx">Column frequencies, radians per arcsec.</param>
    /// <param name="ky">Row frequencies, radians per arcsec.</param>
    public static Complex[] Transform(
        PointSpreadFunction source,
        PointSpreadFunction target,
        double sourceScaleArcsec,
        double regularisation,
        double[] kx,
        double[] ky
    )
    {
        var s = new Complex[kx.Length * ky.Length];
        var t = new Complex[s.Length];
        source.Transform(kx, ky, s);
        target.Transform(kx, ky, t);
        var folded = FoldedPower(source, sourceScaleArcsec, kx, ky);
        for (var i = 0; i < s.Length; i++)
        {
            s[i] = folded[i] > 0 ? Power(s[i]) / folded[i] * Ratio(t[i], s[i], regularisation) : Complex.Zero;
        }

        return s;
    }

    /// <summary>T / S, regularised if it amplifies.</summary>
    private static Complex Ratio(Complex t, Complex s, double regularisation)
    {
        var (tPower, sPower) = (Power(t), Power(s));
        if (sPower <= double.Epsilon)
        {
            return Complex.Zero;
        }

        return tPower <= sPower ? t / s : t * Complex.Conjugate(s) / (sPower + (regularisation * regularisation * (1 - (sPower / tPower))));
    }

    private static double[] FoldedPower(PointSpreadFunction source, double scaleArcsec, double[] kx, double[] ky)
    {
        var sampling = 2 * Math.PI / scaleArcsec;
        var sum = new double[kx.Length * ky.Length];
        var s = new Complex[sum.Length];
        for (var m = -1; m <= 1; m++)
        {
            var shiftedRows = Shifted(ky, m * sampling);
            for (var n = -1; n <= 1; n++)
            {
                source.Transform(Shifted(kx, n * sampling), shiftedRows, s);
                for (var i = 0; i < sum.Length; i++)
                {
                    sum[i] += Power(s[i]);
                }
            }
        }

        return sum;
    }

    private static double[] Shifted(double[] frequencies, double by) => [.. frequencies.Select(k => k + by)];

    private static double Power(Complex value) => (value.Real * value.Real) + (value.Imaginary * value.Imaginary);
}
