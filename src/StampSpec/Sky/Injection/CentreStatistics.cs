using StampSpec.Alerts;
using StampSpec.Common;

namespace StampSpec.Sky.Injection;

/// <summary>Measures the centre of an alert's cutouts.</summary>
internal static class CentreStatistics
{
    private const int InnerReach = 4;
    private const int OuterReach = 24;

    /// <summary>Whether no pixel is missing around the centre, where an event is removed and injected.</summary>
    public static bool IsComplete(Alert alert)
    {
        var centre = alert.Science.Flux.Width / 2;
        for (var y = -OuterReach; y <= OuterReach; y++)
        {
            foreach (var pixel in alert.Difference.Flux.Row(centre + y).Slice(centre - OuterReach, (2 * OuterReach) + 1))
            {
                if (!float.IsFinite(pixel))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>The highest pixel of the template within four pixels of the centre, in standard deviations above the sky.</summary>
    public static double TemplatePeakSigma(Alert alert)
    {
        var (sky, sigma) = Sky(alert.Template.Flux);
        return (HighestCentral(alert.Template.Flux) - sky) / sigma;
    }

    /// <summary>
    /// The median of an image's finite pixels, and their standard deviation as 1.4826 times the median absolute deviation.
    /// </summary>
    public static (double Level, double Sigma) Sky(Image<float> image)
    {
        var pixels = image.Pixels.ToArray().Where(float.IsFinite).ToArray();
        if (pixels.Length == 0)
        {
            return (0, 1);
        }

        var level = Median(pixels);
        return (level, Math.Max(1e-6, RobustStatistics.RoundedSigmaOfDeviation * Median([.. pixels.Select(p => MathF.Abs(p - level))])));
    }

    /// <summary>The highest pixel within four pixels of the centre.</summary>
    public static float HighestCentral(Image<float> image)
    {
        var centre = image.Width / 2;
        var highest = float.NegativeInfinity;
        for (var y = -InnerReach; y <= InnerReach; y++)
        {
            for (var x = -InnerReach; x <= InnerReach; x++)
            {
                highest = MathF.Max(highest, image[centre + y, centre + x]);
            }
        }

        return highest;
    }

    private static float Median(float[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
