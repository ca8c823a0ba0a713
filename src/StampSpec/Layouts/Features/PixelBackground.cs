using StampSpec.Common;

namespace StampSpec.Layouts.Features;

/// <summary>
/// Level and noise of the finite pixels of an image, on which sources have little effect: the median, and 1.4826 times the median absolute
/// deviation from it.
/// </summary>
/// <param name="Count">Finite pixels.</param>
/// <param name="Median">0 if there are none.</param>
/// <param name="Sigma">0 if there are none, or if most pixels are equal.</param>
internal sealed record PixelBackground(int Count, double Median, double Sigma)
{
    /// <summary>Measures an image.</summary>
    public static PixelBackground Of(ReadOnlySpan<float> pixels)
    {
        var finite = new List<double>(pixels.Length);
        foreach (var pixel in pixels)
        {
            if (float.IsFinite(pixel))
            {
                finite.Add(pixel);
            }
        }

        if (finite.Count == 0)
        {
            return new PixelBackground(0, 0, 0);
        }

        var values = finite.ToArray();
        var (median, sigma) = RobustStatistics.Of(values);
        return new PixelBackground(values.Length, median, sigma);
    }
}
