using System.Numerics;
using StampSpec.Imaging.Psf;

namespace StampSpec.Imaging.Simulation;

/// <summary>
/// The cost of changing the PSF of samples from S to T on the same angular scale without regularisation.
/// </summary>
/// <param name="NoiseGain">
/// Factor on the standard deviation of white noise: the root mean square of T / S over the source grid's Nyquist square |kx|, |ky| &lt;= pi
/// / p.
/// </param>
/// <param name="LostPower">
/// Fraction of the target PSF's power |T|^2 beyond the source's Nyquist circle |k| = pi / p. The samples do not contain this power.
/// </param>
public sealed record DeconvolutionCost(double NoiseGain, double LostPower)
{
    private const int Points = 400;
    private const double NegligiblePower = 1e-9;

    /// <summary>Computes the cost by midpoint sums over frequencies.</summary>
    /// <param name="source">S.</param>
    /// <param name="sourceScaleArcsec">Pixel p, arcsec.</param>
    /// <param name="target">T.</param>
    public static DeconvolutionCost Of(PointSpreadFunction source, double sourceScaleArcsec, PointSpreadFunction target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var nyquist = Math.PI / sourceScaleArcsec;
        return new DeconvolutionCost(Gain(source, target, nyquist), Lost(target, nyquist));
    }

    private static double Gain(PointSpreadFunction source, PointSpreadFunction target, double nyquist)
    {
        var (s, t) = (Values(source, nyquist), Values(target, nyquist));
        return Math.Sqrt(s.Zip(t, (a, b) => Power(b) / Power(a)).Average());
    }

    private static double Lost(PointSpreadFunction target, double nyquist)
    {
        var highest = nyquist;
        while (Power(target.Transform(highest, 0)) > NegligiblePower || Power(target.Transform(0, highest)) > NegligiblePower)
        {
            highest *= 1.25;
        }

        var axis = Axis(highest);
        var values = Values(target, highest);
        var (all, beyond) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            var power = Power(values[i]);
            all += power;
            beyond += double.Hypot(axis[i % axis.Length], axis[i / axis.Length]) > nyquist ? power : 0;
        }

        return beyond / all;
    }

    private static double[] Axis(double highest) => [.. Enumerable.Range(0, Points).Select(i => highest * (((2 * i) + 1.0) / Points - 1))];

    private static Complex[] Values(PointSpreadFunction psf, double highest)
    {
        var axis = Axis(highest);
        var values = new Complex[axis.Length * axis.Length];
        psf.Transform(axis, axis, values);
        return values;
    }

    private static double Power(Complex value) => (value.Real * value.Real) + (value.Imaginary * value.Imaginary);
}
