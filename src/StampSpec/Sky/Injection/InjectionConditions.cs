using StampSpec.Alerts;
using StampSpec.Pixels;
using StampSpec.Seeds;

namespace StampSpec.Sky.Injection;

/// <summary>The observing conditions of a real alert, as far as its packet and pixels tell; the rest is drawn.</summary>
internal static class InjectionConditions
{
    private const double LeastSeeingPixels = 1.4;
    private const double MostSeeingPixels = 5;

    /// <summary>Zero point from the packet, noise from the science cutout, seeing from the packet or from the alert's own event.</summary>
    public static ObservingConditions Of(Alert alert, RandomSource random)
    {
        var drawn = ObservingConditions.Draw(random, cloudShare: 0, blurring: 1);
        var (sky, sigma) = CentreStatistics.Sky(alert.Science.Flux);
        var seeing = alert.SeeingPixels ?? EventWidth(alert) ?? drawn.SciencePsf.FwhmPixels;
        return drawn with
        {
            Band = alert.Band ?? drawn.Band,
            ZeroPointMag = alert.ZeroPointMag ?? drawn.ZeroPointMag,
            SkyDn = sky,
            NightSkyDn = ObservingConditions.NightSkyOfNoise(sigma),
            SciencePsf = new TabulatedMoffat(Math.Clamp(seeing, LeastSeeingPixels, MostSeeingPixels), drawn.SciencePsf.Beta, drawn.SciencePsf.E1, drawn.SciencePsf.E2),
        };
    }

    // Flux over peak of a Moffat profile of exponent 2.7, less the pixel's own width in quadrature; null for an event too faint to tell.
    private static double? EventWidth(Alert alert)
    {
        const double leastPeakSigma = 12;
        const double widthPerRootArea = 0.80;
        const double pixelWidth = 0.9;
        var (sky, sigma) = CentreStatistics.Sky(alert.Difference.Flux);
        var peak = CentreStatistics.HighestCentral(alert.Difference.Flux) - sky;
        if (peak < leastPeakSigma * sigma)
        {
            return null;
        }

        var area = Math.Max(1, CentralSum(alert.Difference.Flux, sky) / peak);
        return Math.Sqrt(Math.Max(1, (widthPerRootArea * widthPerRootArea * area) - (pixelWidth * pixelWidth)));
    }

    private static double CentralSum(Image<float> image, double sky)
    {
        const int reach = 4;
        var centre = image.Width / 2;
        var sum = 0.0;
        for (var y = -reach; y <= reach; y++)
        {
            for (var x = -reach; x <= reach; x++)
            {
                sum += image[centre + y, centre + x] - sky;
            }
        }

        return sum;
    }
}
