using StampSpec.Pixels;

namespace StampSpec.Imaging;

/// <summary>Sky level and noise of an image that is mostly empty: median, and 1.4826 times the median absolute deviation from it.</summary>
/// <param name="Level">Sky, in the image's unit.</param>
/// <param name="Noise">Standard deviation of an empty pixel.</param>
public readonly record struct SkyStatistics(double Level, double Noise)
{
    private const double DeviationInSigma = 1.482602218505602;

    /// <summary>Measures the finite pixels; null where there is none.</summary>
    public static SkyStatistics? Of(Image<float> image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var values = image.Pixels.ToArray().Where(float.IsFinite).Select(v => (double)v).ToArray();
        if (values.Length == 0)
        {
            return null;
        }

        var level = Median(values);
        return new SkyStatistics(level, DeviationInSigma * Median([.. values.Select(v => Math.Abs(v - level))]));
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
    }
}
