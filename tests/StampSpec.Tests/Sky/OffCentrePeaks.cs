using StampSpec.Alerts;
using StampSpec.Layouts.Features;

namespace StampSpec.Tests.Sky;

/// <summary>
/// Peaks of the difference image away from the alert's own detection, found in real and synthetic alerts with the same finder: pixels five
/// sigma above the median and the highest of the 5 x 5 around them.
/// </summary>
internal static class OffCentrePeaks
{
    /// <summary>Significance of a peak, in units of the noise of a pixel.</summary>
    public const double SignalToNoise = 5;

    /// <summary>Peaks this near to the centre are parts of the alert's own detection, arcsec.</summary>
    public const double OwnReachArcsec = 6;

    /// <summary>Number of peaks of an alert.</summary>
    public static int Count(Alert alert) => Count(alert.Difference);

    /// <summary>Number of peaks of a difference image.</summary>
    public static int Count(Cutout difference) => GlintTrailFeature.Find(difference, SignalToNoise).Count(p => p.Length() > OwnReachArcsec);

    /// <summary>Share of the numbers that are at least a given one; each group has the same weight.</summary>
    /// <param name="counts">Numbers with their groups.</param>
    /// <param name="least">The smallest number that counts.</param>
    public static double ShareByGroup(IEnumerable<(string Group, int Count)> counts, int least) =>
        counts.GroupBy(c => c.Group).Average(group => group.Average(c => c.Count >= least ? 1.0 : 0));
}
