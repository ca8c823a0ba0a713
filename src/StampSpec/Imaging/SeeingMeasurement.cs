using StampSpec.Pixels;

namespace StampSpec.Imaging;

/// <summary>
/// Measures a PSF's FWHM from the stars of an image: local maxima over 15 sigma, at least 6 pixels apart from the edge and from brighter
/// ones, each fitted by a Gaussian; those much wider than the narrowest are galaxies or blends and are left out.
/// </summary>
public static class SeeingMeasurement
{
    private const double FaintestSigma = 15;
    private const int Separation = 6;
    private const double WidestOverNarrowest = 1.25;

    // Outside this range an object is a cosmic ray, a galaxy or saturated: ZTF's seeing lies between 1.4" and 3.5" (Bellm et al. 2019, PASP
    // 131, 018002, fig. 6).
    private const double NarrowestPixels = 1.4;
    private const double WidestPixels = 3.5;

    /// <summary>Measures an image.</summary>
    /// <param name="image">Sky-subtracted flux; missing pixels NaN.</param>
    /// <param name="noise">Standard deviation of an empty pixel, above 0.</param>
    /// <returns>Weighted mean width, with the larger of its formal error and its scatter; null if no star is bright enough.</returns>
    public static SeeingEstimate? Of(Image<double> image, double noise)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(noise);
        var widths = Candidates(image, FaintestSigma * noise)
            .Select(at => StarFit.Fit(image, at.Row, at.Column, noise))
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
        var scatter = stars.Length < 2 ? 0 : Math.Sqrt(stars.Sum(s => Math.Pow(s.FwhmPixels - mean, 2)) / (stars.Length - 1) / stars.Length);
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
        for (var y = -StarFit.RadiusPixels; y <= StarFit.RadiusPixels; y++)
        {
            for (var x = -StarFit.RadiusPixels; x <= StarFit.RadiusPixels; x++)
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
}
