using MathNet.Numerics.LinearAlgebra;
using StampSpec.Pixels;

namespace StampSpec.Imaging;

/// <summary>
/// Fits flux, position, width and background of a round Gaussian to the pixels within <see cref="RadiusPixels"/> of a star, by Gauss-Newton
/// steps from its second moments. Noise is taken as equal in all pixels.
/// </summary>
internal static class StarFit
{
    /// <summary>Radius of the fit, pixels.</summary>
    public const int RadiusPixels = 4;

    private const int Parameters = 5;
    private const int Steps = 12;

    /// <summary>The width; null if the fit runs away.</summary>
    public static StarWidth? Fit(Image<double> image, int row, int column, double noise)
    {
        var pixels = (from y in Enumerable.Range(-RadiusPixels, (2 * RadiusPixels) + 1)
                      from x in Enumerable.Range(-RadiusPixels, (2 * RadiusPixels) + 1)
                      where (x * x) + (y * y) <= RadiusPixels * RadiusPixels
                      select (X: (double)x, Y: (double)y, Value: image[row + y, column + x])).ToArray();
        // Amplitude, x, y, sigma, background.
        var p = Vector<double>.Build.DenseOfArray([image[row, column], 0, 0, MomentSigma(pixels), 0]);
        for (var step = 0; step < Steps; step++)
        {
            var (design, residual) = Linearised(pixels, p);
            var change = design.QR().Solve(residual);
            p += change;
            if (!(p[3] is > 0.3 and < 2 * RadiusPixels) || Math.Max(Math.Abs(p[1]), Math.Abs(p[2])) > 1.5)
            {
                return null;
            }
        }

        var (final, _) = Linearised(pixels, p);
        var error = noise * Math.Sqrt(final.TransposeThisAndMultiply(final).Inverse()[3, 3]);
        return new StarWidth(p[3] * GaussianPsf.FwhmInSigma, error * GaussianPsf.FwhmInSigma);
    }

    // Half of the mean square radius of the light above zero, a start only.
    private static double MomentSigma((double X, double Y, double Value)[] pixels)
    {
        var flux = pixels.Sum(p => Math.Max(p.Value, 0));
        var square = pixels.Sum(p => Math.Max(p.Value, 0) * ((p.X * p.X) + (p.Y * p.Y)));
        return Math.Clamp(Math.Sqrt(square / (2 * flux)), 0.6, 2);
    }

    private static (Matrix<double> Design, Vector<double> Residual) Linearised((double X, double Y, double Value)[] pixels, Vector<double> p)
    {
        var design = Matrix<double>.Build.Dense(pixels.Length, Parameters);
        var residual = Vector<double>.Build.Dense(pixels.Length);
        var inverse = 1 / (p[3] * p[3]);
        for (var i = 0; i < pixels.Length; i++)
        {
            var (dx, dy) = (pixels[i].X - p[1], pixels[i].Y - p[2]);
            var square = ((dx * dx) + (dy * dy)) * inverse;
            var shape = Math.Exp(-0.5 * square);
            design.SetRow(i, [shape, p[0] * shape * dx * inverse, p[0] * shape * dy * inverse, p[0] * shape * square / p[3], 1]);
            residual[i] = pixels[i].Value - (p[0] * shape) - p[4];
        }

        return (design, residual);
    }
}
