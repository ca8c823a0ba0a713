using System.Numerics;
using StampSpec.Diagnostics;
using static System.FormattableString;

namespace StampSpec.Imaging;

/// <summary>
/// An effective point-spread function: what a point of unit flux looks like in an image, pixel response included. Its total is 1. Angles
/// are arcsec; transforms use angular frequencies, radians per arcsec: f(k) = integral of f(x) exp(-i k x) over the plane, so f(0) = 1.
/// </summary>
public abstract record PointSpreadFunction
{
    /// <summary>Full width at half maximum, arcsec; of the round profile of the same area where the shape is elliptical.</summary>
    public abstract double FwhmArcsec { get; }

    /// <summary>The transform at every pair of column and row frequencies.</summary>
    /// <param name="kx">Column frequencies, radians per arcsec.</param>
    /// <param name="ky">Row frequencies, radians per arcsec.</param>
    /// <param name="result">Row-major, one row for each of <paramref name="ky"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="result"/> has another length.</exception>
    public abstract void Transform(ReadOnlySpan<double> kx, ReadOnlySpan<double> ky, Span<Complex> result);

    /// <summary>The transform at one frequency.</summary>
    public Complex Transform(double kx, double ky)
    {
        Span<Complex> result = stackalloc Complex[1];
        Transform([kx], [ky], result);
        return result[0];
    }

    /// <summary>The same function with all angles multiplied by a factor.</summary>
    /// <param name="factor">Above 0.</param>
    public abstract PointSpreadFunction Dilated(double factor);

    /// <summary>A width, checked.</summary>
    /// <exception cref="InvalidInputException">The width is not a positive finite number.</exception>
    private protected static double CheckedFwhm(double fwhmArcsec) => double.IsFinite(fwhmArcsec) && fwhmArcsec > 0
        ? fwhmArcsec
        : throw new InvalidInputException(Diagnostic.Error("psf.fwhm", Invariant($"the FWHM is {fwhmArcsec}; it needs a positive number of arcsec")));

    /// <summary>Checks the length of a transform's result.</summary>
    private protected static void CheckLength(ReadOnlySpan<double> kx, ReadOnlySpan<double> ky, Span<Complex> result)
    {
        if (result.Length != kx.Length * ky.Length)
        {
            throw new ArgumentException($"{result.Length} values do not hold {ky.Length} x {kx.Length} frequencies", nameof(result));
        }
    }
}
