using System.Numerics.Tensors;
using MathNet.Numerics.Statistics;
using StampSpec.Pixels;

namespace StampSpec.Layouts;

/// <summary>
/// The published normalisation of one image (Reyes-Jainaga et al. 2023, the authors' code): pixels that are not finite or exceed 1e10 in
/// magnitude are missing; with a = |x| over the others, low the least a and high its 99th percentile (linear interpolation between order
/// statistics at 0.99 (n - 1), numpy's default), a value is (x - low) / (high - low + 1e-8), clipped to [-2, 2]; missing pixels become 0.
/// Computed in double, rounded once.
/// </summary>
public static class PixelNormalisation
{
    private const double LargestMagnitude = 1e10;
    private const double Quantile = 0.99;
    private const double Floor = 1e-8;
    private const double Bound = 2;

    /// <summary>Normalises one image by its own statistics; an image without any valid pixel becomes zeros.</summary>
    public static NormalisedImage Normalise(Image<float> image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var magnitudes = ValidMagnitudes(image.Pixels);
        var low = magnitudes.Length == 0 ? 0 : TensorPrimitives.Min(magnitudes);
        var range = magnitudes.Length == 0 ? Floor : Percentile(magnitudes) - low + Floor;
        var values = new Image<float>(image.Width, image.Height);
        var missing = new Image<float>(image.Width, image.Height);
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            var pixel = image.Pixels[i];
            var isValid = IsValid(pixel);
            missing.Pixels[i] = isValid ? 0 : 1;
            values.Pixels[i] = isValid ? (float)Math.Clamp((pixel - low) / range, -Bound, Bound) : 0;
        }

        return new NormalisedImage(values, missing);
    }

    private static bool IsValid(float pixel) => float.IsFinite(pixel) && Math.Abs((double)pixel) <= LargestMagnitude;

    private static double[] ValidMagnitudes(ReadOnlySpan<float> pixels)
    {
        var magnitudes = new double[pixels.Length];
        var count = 0;
        foreach (var pixel in pixels)
        {
            if (IsValid(pixel))
            {
                magnitudes[count++] = Math.Abs((double)pixel);
            }
        }

        Array.Resize(ref magnitudes, count);
        return magnitudes;
    }

    /// <summary>Written as numpy writes it, from the nearer order statistic, so that both round alike. Reorders the values.</summary>
    private static double Percentile(double[] values)
    {
        var position = (values.Length - 1) * Quantile;
        var order = (int)Math.Floor(position) + 1;
        var fraction = position - Math.Floor(position);
        var below = ArrayStatistics.OrderStatisticInplace(values, order);
        var above = ArrayStatistics.OrderStatisticInplace(values, Math.Min(order + 1, values.Length));
        var step = above - below;
        return fraction >= 0.5 ? above - (step * (1 - fraction)) : below + (step * fraction);
    }
}
