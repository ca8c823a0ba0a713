using MathNet.Numerics.LinearAlgebra;
using StampSpec.Common;
using StampSpec.Imaging.Psf;

namespace StampSpec.Imaging.Statistics;

/// <summary>
/// Measures the FWHM of a PSF from the stars of an image: local maxima above 15 sigma that are at least 6 pixels from the edge and from
/// brighter maxima, each fitted by a Gaussian. Sources much wider than the narrowest one are galaxies or blends and are left out.
/// </summary>
internal static class SeeingMeasurement
{
    private const double FaintestSigma = 15;
    private const int Separation = 6;
    private const double WidestOverNarrowest = 1.25;

    // Outside this range an object is a cosmic ray, a galaxy or saturated: ZTF's seeing is between 1.4" and 3.5" (Bellm et al. 2019, PASP
    // 131, 018002, fig. 6).
    private const double NarrowestPixels = 1.4;
    private const double WidestPixels = 3.5;

    /// <summary>Radius of the fit, pixels.</summary>
    private const int RadiusPixels = 4;

    private const int Parameters = 5;

    private const int Steps = 12;

    /// <summary>Measures an image.</summary>
    /// <param name="image">Sky-subtracted flux; missing pixels are NaN.</param>
    /// <param name="noise">Standard deviation of an empty pixel, above 0.</param>
    /// <returns>
    /// Weighted mean width. Its error is the larger of the formal error and the scatter of the stars. Null if no star is bright enough.
    /// </returns>
    public static SeeingEstimate? Of(Image<double> image, double noise)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(noise);
        var widths = Candidates(image, FaintestSigma * noise)
            .Select(at => Fit(image, at.Row, at.Column, noise))
            .OfType<StarWidth>()
            .Where(w => double.IsFinite(w.ErrorPixels) && w.FwhmPixels is >= NarrowestPixels and <= WidestPixels)
            .ToArray();
        if (widths.Length == 0)
        {
            return null;
        }

        var narrowest = widths.Min(w => w.FwhmPixels + w.ErrorPixels);
        var stars = widths.Where(w => w.FwhmPixels - w.ErrorPixels <= WidestOverNarrowest * narrowest).ToArray();
        var weight = stars.Sum(s => 1 / (s.ErrorPixels * s.ErrorPixels));
        var mean = stars.Sum(s => s.FwhmPixels / (s.ErrorPixels * s.ErrorPixels)) / weight;
        var scatter =
            stars.Length < 2 ? 0 : Math.Sqrt(stars.Sum(s => Math.Pow(s.FwhmPixels - mean, 2)) / (stars.Length - 1) / stars.Length);
        return new SeeingEstimate(mean, Math.Max(scatter, 1 / Math.Sqrt(weight)), SeeingOrigin.Measured);
    }

    private static List<(int Row, int Column)> Candidates(Image<double> image, double threshold)
    {
        var bright = new List<(int Row, int Column, double Value)>();
        for (var row = Separation; row < image.Height - Separation; row++)
        {
            for (var column = Separation; column < image.Width - Separation; column++)
            {
                if (image[row, column] > threshold && IsWholePeak(image, row, column))
                {
                    bright.Add((row, column, image[row, column]));
                }
            }
        }

        var chosen = new List<(int Row, int Column)>();
        foreach (var (row, column, _) in bright.OrderByDescending(b => b.Value))
        {
            if (chosen.TrueForAll(c => Math.Max(Math.Abs(c.Row - row), Math.Abs(c.Column - column)) >= Separation))
            {
                chosen.Add((row, column));
            }
        }

        return chosen;
    }

    private static bool IsWholePeak(Image<double> image, int row, int column)
    {
        for (var y = -RadiusPixels; y <= RadiusPixels; y++)
        {
            for (var x = -RadiusPixels; x <= RadiusPixels; x++)
            {
                var isNear = Math.Max(Math.Abs(x), Math.Abs(y)) <= 2;
                var value = image[row + y, column + x];
                if (!double.IsFinite(value) || (isNear && value > image[row, column]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>The width; null if the fit does not converge.</summary>
    private static StarWidth? Fit(Image<double> image, int row, int column, double noise)
    {
        var pixels = (
            from y in Enumerable.Range(-RadiusPixels, (2 * RadiusPixels) + 1)
            from x in Enumerable.Range(-RadiusPixels, (2 * RadiusPixels) + 1)
            where (x * x) + (y * y) <= RadiusPixels * RadiusPixels
            select (X: (double)x, Y: (double)y, Value: image[row + y, column + x])
        ).ToArray();
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

    // The root of half the mean square radius of the flux above zero, only a starting value.
    private static double MomentSigma((double X, double Y, double Value)[] pixels)
    {
        var flux = pixels.Sum(p => Math.Max(p.Value, 0));
        var square = pixels.Sum(p => Math.Max(p.Value, 0) * ((p.X * p.X) + (p.Y * p.Y)));
        return Math.Clamp(Math.Sqrt(square / (2 * flux)), 0.6, 2);
    }

    private static (Matrix<double> Design, Vector<double> Residual) Linearised(
        (double X, double Y, double Value)[] pixels,
        Vector<double> p
    )
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

/// <summary>The width of an image's PSF.</summary>
/// <param name="FwhmPixels">FWHM, pixels.</param>
/// <param name="ErrorPixels">One-sigma error, pixels; null if unknown.</param>
/// <param name="Origin">Source of the value.</param>
public sealed record SeeingEstimate(double FwhmPixels, double? ErrorPixels, SeeingOrigin Origin);

/// <summary>Source of the width of an image's PSF.</summary>
public enum SeeingOrigin
{
    /// <summary>The value in the alert packet.</summary>
    Packet,

    /// <summary>Measured from stars in the science cutout.</summary>
    Measured,

    /// <summary>The survey's median, because the packet contains no value and no star is bright enough.</summary>
    Median,
}

/// <summary>The width of one star: FWHM of the fitted Gaussian and its formal error, pixels.</summary>
internal readonly record struct StarWidth(double FwhmPixels, double ErrorPixels);
