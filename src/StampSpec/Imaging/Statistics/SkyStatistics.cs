using MathNet.Numerics.Statistics;
using StampSpec.Common;

namespace StampSpec.Imaging.Statistics;

/// <summary>
/// Sky level and noise of a mostly empty image: median and standard deviation of the pixels within three sigma of the median. The iteration
/// starts with the median absolute deviation. The standard deviation is corrected for the tails of the normal distribution that the
/// clipping removes.
/// </summary>
/// <param name="Level">Sky level, in the image's unit.</param>
/// <param name="Noise">Standard deviation of an empty pixel.</param>
internal readonly record struct SkyStatistics(double Level, double Noise)
{
    private const double ClipSigma = 3;
    private const int Clippings = 5;

    // Standard deviation of a unit normal distribution truncated at +-3: sqrt(1 - 6 phi(3) / (2 Phi(3) - 1)).
    private const double ClippedDeviation = 0.98658;

    /// <summary>Measures the finite pixels; null if there is none.</summary>
    public static SkyStatistics? Of(Image<float> image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var values = Array.ConvertAll(Array.FindAll(image.Pixels.ToArray(), float.IsFinite), v => (double)v);
        if (values.Length == 0)
        {
            return null;
        }

        var (level, noise) = RobustStatistics.Of(values);
        Array.Sort(values);
        for (var i = 0; i < Clippings && noise > 0; i++)
        {
            var kept = Within(values, level, ClipSigma * noise);
            level = SortedArrayStatistics.Median(kept);
            noise = Deviation(kept) / ClippedDeviation;
        }

        return new SkyStatistics(level, noise);
    }

    private static double[] Within(double[] sorted, double level, double reach) => Array.FindAll(sorted, v => Math.Abs(v - level) <= reach);

    private static double Deviation(double[] values)
    {
        var (mean, sum) = (values.Average(), 0.0);
        foreach (var value in values)
        {
            sum += (value - mean) * (value - mean);
        }

        return Math.Sqrt(sum / values.Length);
    }
}
