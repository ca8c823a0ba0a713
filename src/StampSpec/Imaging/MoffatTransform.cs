using System.Collections.Concurrent;
using MathNet.Numerics;

namespace StampSpec.Imaging;

/// <summary>
/// The transform of a unit Moffat profile as a function of z = k rd, tabulated once per exponent: a Bessel function costs microseconds, a
/// kernel needs a hundred thousand values. The logarithm is interpolated by cubics on an even grid in sqrt(z), where it is smooth.
/// </summary>
internal sealed class MoffatTransform
{
    private const double Step = 1.0 / 128;

    // exp(-81) and what lies beyond is zero beside any double of order 1.
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
        return (-a * (t - 1) * (t - 2) * (t - 3) / 6) + (b * t * (t - 2) * (t - 3) / 2)
            - (c * t * (t - 1) * (t - 3) / 2) + (d * t * (t - 1) * (t - 2) / 6);
    }
}
