using StampSpec.Diagnostics;
using static System.FormattableString;

namespace StampSpec.Imaging;

/// <summary>
/// Elliptical shape as a distortion: |e| = (a^2 - b^2) / (a^2 + b^2) of the major and minor axes, area-preserving; E1 &gt; 0 is elongated
/// along x (columns), E2 &gt; 0 along the diagonal x = y (Bernstein and Jarvis 2002, AJ 123, 583, section 2.2).
/// </summary>
/// <param name="E1">Elongation along x, in (-1, 1).</param>
/// <param name="E2">Elongation along the diagonal, in (-1, 1).</param>
public readonly record struct Ellipticity(double E1, double E2)
{
    /// <summary>|e|, in [0, 1).</summary>
    public double Magnitude => Math.Sqrt((E1 * E1) + (E2 * E2));

    /// <summary>
    /// Length of the frequency (kx, ky) after the shape's transposed stretch: a round profile with transform f(k) has, once stretched to
    /// this shape, the transform f of this length.
    /// </summary>
    public double StretchedLength(double kx, double ky)
    {
        // The area-preserving matrix with axes a/b = sqrt((1 + e) / (1 - e)) squares to (1 / sqrt(1 - e^2)) [[1 + E1, E2], [E2, 1 - E1]].
        var normalisation = 1 / Math.Sqrt(1 - (E1 * E1) - (E2 * E2));
        return Math.Sqrt(normalisation * (((1 + E1) * kx * kx) + (2 * E2 * kx * ky) + ((1 - E1) * ky * ky)));
    }

    /// <summary>The same shape.</summary>
    /// <exception cref="InvalidInputException">|e| is 1 or more, or not a number.</exception>
    internal Ellipticity Checked() => Magnitude < 1
        ? this
        : throw new InvalidInputException(Diagnostic.Error("psf.ellipticity", Invariant($"the distortion ({E1}, {E2}) has length {Magnitude}; an ellipse has less than 1")));
}
