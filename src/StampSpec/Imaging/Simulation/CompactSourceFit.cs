using MathNet.Numerics.LinearAlgebra;
using StampSpec.Common;
using StampSpec.Imaging.Resampling;

namespace StampSpec.Imaging.Simulation;

/// <summary>
/// Fits the flux, position and width of a small round Gaussian (or a point) on a quadratic background to the pixels within <see
/// cref="RadiusPixels"/> of a pixel, by Gauss-Newton steps.
/// </summary>
internal sealed class CompactSourceFit
{
    /// <summary>Side of the window: 2 x 3 + 1 pixels.</summary>
    public const int WindowPixels = 7;

    private const double RadiusPixels = 3.2;
    private const int Steps = 8;
    private const double LongestStepPixels = 0.3;
    private const double FarthestPixels = 1;
    private const double Difference = 0.02;
    private const double WidestPixels = 1.5;
    private const int Terms = 10;

    private readonly ImpulseRenderer _window;
    private readonly double _scaleArcsec;
    private readonly (int Row, int Column)[] _pixels;
    private readonly double[][] _renders;

    /// <summary>Prepares fits.</summary>
    /// <param name="window">Draws the source's PSF on a grid of <see cref="WindowPixels"/> a side.</param>
    /// <param name="scaleArcsec">Side of a pixel, arcsec.</param>
    public CompactSourceFit(ImpulseRenderer window, double scaleArcsec)
    {
        _window = window;
        _scaleArcsec = scaleArcsec;
        const int half = WindowPixels / 2;
        _pixels =
        [
            .. from row in Enumerable.Range(-half, WindowPixels)
            from column in Enumerable.Range(-half, WindowPixels)
            where (row * row) + (column * column) <= RadiusPixels * RadiusPixels
            select (row, column),
        ];
        _renders = [.. Enumerable.Range(0, 6).Select(_ => new double[window.Length])];
    }

    /// <summary>The source at a pixel, with its position relative to the pixel's centre; null if the fit fails.</summary>
    /// <param name="image">The image. It must contain the whole window.</param>
    /// <param name="row">Row of the window's centre.</param>
    /// <param name="column">Column of the window's centre.</param>
    public CompactSource? Fit(Image<double> image, int row, int column)
    {
        var data = Vector<double>.Build.Dense(_pixels.Length, i => image[row + _pixels[i].Row, column + _pixels[i].Column]);
        var (x, y, width, flux) = (0.0, 0.0, 0.0, 0.0);
        for (var step = 0; step < Steps; step++)
        {
            var solution = Design(x, y, width).QR().Solve(data);
            flux = solution[0];
            if (!double.IsFinite(flux) || flux == 0)
            {
                return null;
            }

            var limit = LongestStepPixels * _scaleArcsec;
            x += Math.Clamp(solution[1] / flux, -limit, limit);
            y += Math.Clamp(solution[2] / flux, -limit, limit);
            width = Math.Clamp(
                width + Math.Clamp(solution[3] / flux, -limit * _scaleArcsec, limit * _scaleArcsec),
                0,
                Math.Pow(WidestPixels * _scaleArcsec, 2)
            );
        }

        return Math.Max(Math.Abs(x), Math.Abs(y)) <= FarthestPixels * _scaleArcsec ? new CompactSource(flux, x, y, width) : null;
    }

    private Matrix<double> Design(double x, double y, double width)
    {
        var h = Difference * _scaleArcsec;
        _window.Draw(x, y, width, _renders[0]);
        _window.Draw(x + h, y, width, _renders[1]);
        _window.Draw(x - h, y, width, _renders[2]);
        _window.Draw(x, y + h, width, _renders[3]);
        _window.Draw(x, y - h, width, _renders[4]);
        _window.Draw(x, y, width + (h * _scaleArcsec), _renders[5]);
        return Matrix<double>.Build.Dense(_pixels.Length, Terms, (i, j) => Term(_pixels[i].Row, _pixels[i].Column, j, h));
    }

    private double Term(int row, int column, int term, double h)
    {
        const int half = WindowPixels / 2;
        var at = ((row + half) * WindowPixels) + column + half;
        return term switch
        {
            0 => _renders[0][at],
            1 => (_renders[1][at] - _renders[2][at]) / (2 * h),
            2 => (_renders[3][at] - _renders[4][at]) / (2 * h),
            3 => (_renders[5][at] - _renders[0][at]) / (h * _scaleArcsec),
            4 => 1,
            5 => column,
            6 => row,
            7 => column * column,
            8 => row * row,
            _ => row * column,
        };
    }
}

/// <summary>A compact source in an image.</summary>
/// <param name="Flux">Its flux, in the image's unit; negative in a difference image if the source faded.</param>
/// <param name="XArcsec">Columns from the grid's centre, arcsec.</param>
/// <param name="YArcsec">Rows from the grid's centre, arcsec.</param>
/// <param name="SquareWidthArcsec">
/// Variance of the round Gaussian before convolution with the PSF, arcsec^2; 0 for a point.
/// </param>
internal readonly record struct CompactSource(double Flux, double XArcsec, double YArcsec, double SquareWidthArcsec);
