using StampSpec.Common;

namespace StampSpec.Sky.Scenes;

/// <summary>Random numbers from distributions other than the uniform and the normal.</summary>
internal static class Distributions
{
    /// <summary>Poisson distribution: by multiplication (Knuth) for small means, by its normal limit for means above 60.</summary>
    public static int Poisson(RandomSource random, double mean)
    {
        if (mean > 60)
        {
            return Math.Max(0, (int)Math.Round(mean + (Math.Sqrt(mean) * random.NextNormal())));
        }

        var limit = Math.Exp(-mean);
        var count = 0;
        for (var product = random.NextDouble(); product > limit; product *= random.NextDouble())
        {
            count++;
        }

        return count;
    }

    /// <summary>Log-normal distribution, given by its median and the standard deviation of its natural logarithm.</summary>
    public static double LogNormal(RandomSource random, double median, double width) => median * Math.Exp(width * random.NextNormal());

    /// <summary>
    /// Signal-to-noise ratio of a detection: N(&gt; s) falls as s^-slope above the threshold of 5, as for any population whose fluxes
    /// follow a power law.
    /// </summary>
    public static double SignalToNoise(RandomSource random, double slope) =>
        DetectionThreshold * Math.Pow(1 - random.NextDouble(), -1 / slope);

    /// <summary>Exponential distribution with a given mean.</summary>
    public static double Exponential(RandomSource random, double mean) => -mean * Math.Log(1 - random.NextDouble());

    /// <summary>True with a given probability.</summary>
    public static bool Chance(RandomSource random, double probability) => random.NextDouble() < probability;

    /// <summary>ZTF's alert stream contains detections above five sigma (Masci et al. 2019, PASP 131, 018003, section 6).</summary>
    public const double DetectionThreshold = 5;
}
