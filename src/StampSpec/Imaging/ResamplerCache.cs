using System.Collections.Concurrent;

namespace StampSpec.Imaging;

/// <summary>Resamplers and their noise by plan: alerts of one seeing (in steps) and size share them.</summary>
internal static class ResamplerCache
{
    // Seeing in steps of 0.05", three mappings and a few stamp sizes stay far below; the cap only bounds what odd input could pile up.
    private const int MostEntries = 512;

    private static readonly ConcurrentDictionary<ResamplingPlan, Lazy<(Resampler Resampler, ResampledNoise Noise)>> ByPlan = new();

    /// <summary>The resampler of a plan and its noise.</summary>
    public static (Resampler Resampler, ResampledNoise Noise) Get(ResamplingPlan plan)
    {
        if (ByPlan.Count >= MostEntries)
        {
            ByPlan.Clear();
        }

        return ByPlan.GetOrAdd(plan, static p => new Lazy<(Resampler, ResampledNoise)>(() =>
        {
            var resampler = new Resampler(p);
            return (resampler, new ResampledNoise(resampler));
        })).Value;
    }
}
