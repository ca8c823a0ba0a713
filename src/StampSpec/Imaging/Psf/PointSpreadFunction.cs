using System.Numerics;
using StampSpec.Common;
using static System.FormattableString;

namespace StampSpec.Imaging.Psf;

/// <summary>
/// An effective point-spread function: the image of a point of unit flux, including the response of the pixels. Its total is 1. Angles
/// are arcsec; transforms use angular frequencies, radians per arcsec: f(k) = integral of f(x) exp(-i k x) over the plane, so f(0) = 1.
/// </summary>
public abstract record PointSpreadFunction
{
    /// <summary>Full width at half maximum, arcsec. For an elliptical shape it is that of the round profile with the same area.</summary>
    public abstract double FwhmArcsec { get; }

    /// <summary>The transform at every pair of column and row frequencies.</summary>
    /// <param name="kx">Column frequencies, radians per arcsec.</param>
    /// <param name="ky">Row frequencies, radians per arcsec.</param>
    /// <param name="result">Result, row-major, with a row for each of <paramref name="ky"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="result"/> has the wrong length.</exception>
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

    /// <summary>The width, if it is valid.</summary>
    /// <exception cref="InvalidInputException">The width is not a positive finite number.</exception>
    private protected static double CheckedFwhm(double fwhmArcsec) =>
        double.IsFinite(fwhmArcsec) && fwhmArcsec > 0
            ? fwhmArcsec
            : throw InvalidInputException.Of(
                "psf.fwhm",
                Invariant($"the FWHM is {fwhmArcsec}, but it must be a positive number of arcsec")
            );

    /// <summary>Checks the length of a transform's result.</summary>
    private protected static void CheckLength(ReadOnlySpan<double> kx, ReadOnlySpan<double> ky, Span<Complex> result)
    {
        if (result.Length != kx.Length * ky.Length)
        {
            throw new ArgumentException(
                $"the length of the result is {result.Length}, but there are {ky.Length} x {kx.Length} frequencies",
                nameof(result)
            );
        }
    }
}

/// <summary>
/// Elliptical shape as a distortion: |e| = (a^2 - b^2) / (a^2 + b^2) of the major and minor axes, area-preserving; E1 &gt; 0 is elongated
/// along x (columns), E2 &gt; 0 along the diagonal x = y (Bernstein and Jarvis 2002, AJ 123, 583, section 2.2).
/// </summary>
/// <param name="E1">Elongation along x, in (-1, 1).</param>
/// <param name="E2">Elongation along the diagonal, in (-1, 1).</param>
internal readonly record struct Ellipticity(double E1, double E2)
{
    /// <summary>|e|, in [0, 1).</summary>
    public double Magnitude => Math.Sqrt((E1 * E1) + (E2 * E2));

    /// <summary>
    /// Length of the frequency (kx, ky) after the transposed stretch of the shape. If a round profile with transform f(k) is stretched to
    /// this shape, its transform at (kx, ky) is f of this length.
    /// </summary>
    public double StretchedLength(double kx, double ky)
    {
        // The area-preserving matrix with axes a/b = sqrt((1 + e) / (1 - e)) squares to (1 / sqrt(1 - e^2)) [[1 + E1, E2], [E2, 1 - E1]].
        var normalisation = 1 / Math.Sqrt(1 - (E1 * E1) - (E2 * E2));
        return Math.Sqrt(normalisation * (((1 + E1) * kx * kx) + (2 * E2 * kx * ky) + ((1 - E1) * ky * ky)));
    }

    /// <summary>The shape, if it is valid.</summary>
    /// <exception cref="InvalidInputException">|e| is 1 or more, or not a number.</exception>
    internal Ellipticity Checked() =>
        Magnitude < 1
            ? this
            : throw InvalidInputException.Of(
                "psf.ellipticity",
                Invariant($"the distortion ({E1}, {E2}) has the length {Magnitude}, but it must be below 1")
            );
}

/// <summary>A point-spread function that is a round profile stretched to an ellipse.</summary>
internal abstract record ProfilePsf : PointSpreadFunction
{
    private readonly Ellipticity _shape;

    /// <summary>The stretch; round unless set.</summary>
    public Ellipticity Shape
    {
        get => _shape;
        init => _shape = value.Checked();
    }

    /// <inheritdoc/>
    public sealed override void Transform(ReadOnlySpan<double> kx, ReadOnlySpan<double> ky, Span<Complex> result)
    {
        CheckLength(kx, ky, result);
        for (var row = 0; row < ky.Length; row++)
        {
            for (var column = 0; column < kx.Length; column++)
            {
                result[(row * kx.Length) + column] = RoundTransform(Shape.StretchedLength(kx[column], ky[row]));
            }
        }
    }

    /// <summary>The round profile's transform at a frequency of length <paramref name="k"/>, radians per arcsec.</summary>
    private protected abstract double RoundTransform(double k);
}
