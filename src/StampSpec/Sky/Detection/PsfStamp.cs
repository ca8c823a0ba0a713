using StampSpec.Common;
using StampSpec.Sky.Rendering;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Detection;

/// <summary>A PSF on the pixels around a source, with unit sum.</summary>
internal sealed class PsfStamp
{
    /// <summary>Pixels a side of the PSF images in Rubin's packets, and of the fits to them.</summary>
    public const int Side = 41;

    /// <summary>Half of it.</summary>
    public const int Reach = Side / 2;

    private readonly double[] _values = new double[Side * Side];

    /// <summary>Draws a PSF whose centre is at an offset from the stamp's central pixel.</summary>
    /// <param name="psf">The PSF.</param>
    /// <param name="x">Columns from the stamp's central pixel.</param>
    /// <param name="y">Rows from it.</param>
    public PsfStamp(TabulatedMoffat psf, double x, double y)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = ScenePainter.PixelMean(psf, (i % Side) - Reach - x, (i / Side) - Reach - y);
        }

        var sum = _values.Sum();
        foreach (ref var value in _values.AsSpan())
        {
            value /= sum;
        }
    }

    /// <summary>The value at an offset from the central pixel.</summary>
    public double this[int x, int y] => _values[((y + Reach) * Side) + x + Reach];

    /// <summary>The stamp as an image.</summary>
    public Image<double> ToImage() => new(Side, Side, (double[])_values.Clone());
}

/// <summary>
/// Adaptive second moments (Bernstein and Jarvis 2002, AJ 123, 583): the covariance of the elliptical Gaussian that, as a weight, has the
/// same shape as the source.
/// </summary>
/// <param name="XX">Second moment along columns, pixels^2.</param>
/// <param name="YY">Second moment along rows.</param>
/// <param name="XY">Mixed moment.</param>
internal readonly record struct AdaptiveMoments(double XX, double YY, double XY)
{
    private const int Iterations = 10;
    private const double Largest = 150;
    private const double Smallest = 0.3;

    /// <summary>The difference of the squares of the axes, along the angle <see cref="AngleRad"/>.</summary>
    public double Elongation => 2 * Math.Sqrt((0.25 * (XX - YY) * (XX - YY)) + (XY * XY));

    /// <summary>Angle of the major axis.</summary>
    public double AngleRad => 0.5 * Math.Atan2(2 * XY, XX - YY);

    /// <summary>Measures a source; null if it has no stable shape.</summary>
    /// <param name="value">Value at an offset from the central pixel, up to <see cref="PsfStamp.Reach"/>.</param>
    /// <param name="x">Centre of the source, columns from the central pixel.</param>
    /// <param name="y">Centre, rows from the central pixel.</param>
    /// <param name="sigma">Starting width, pixels.</param>
    public static AdaptiveMoments? Of(Func<int, int, double> value, double x, double y, double sigma)
    {
        var moments = new AdaptiveMoments(sigma * sigma, sigma * sigma, 0);
        for (var i = 0; i < Iterations; i++)
        {
            if (moments.Weighted(value, x, y) is not { } next || next.XX is < Smallest or > Largest || next.YY is < Smallest or > Largest)
            {
                return null;
            }

            moments = next;
        }

        return moments;
    }

    // With a Gaussian weight of the source's own covariance C, the weighted covariance is C / 2.
    private AdaptiveMoments? Weighted(Func<int, int, double> value, double x, double y)
    {
        var determinant = (XX * YY) - (XY * XY);
        var (sum, xx, yy, xy) = (0.0, 0.0, 0.0, 0.0);
        for (var row = -PsfStamp.Reach; row <= PsfStamp.Reach; row++)
        {
            for (var column = -PsfStamp.Reach; column <= PsfStamp.Reach; column++)
            {
                var (u, v) = (column - x, row - y);
                var distance = ((YY * u * u) - (2 * XY * u * v) + (XX * v * v)) / determinant;
                if (distance > 25)
                {
                    continue;
                }

                var weighted = value(column, row) * Math.Exp(-0.5 * distance);
                (sum, xx, yy, xy) = (sum + weighted, xx + (weighted * u * u), yy + (weighted * v * v), xy + (weighted * u * v));
            }
        }

        var next = new AdaptiveMoments(2 * xx / sum, 2 * yy / sum, 2 * xy / sum);
        return (next.XX * next.YY) - (next.XY * next.XY) > 0 ? next : null;
    }
}
