using System.Numerics;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Features;

/// <summary>
/// Whether an alert is one of several collinear detections of its difference image, as Rubin's pipeline flags the glints of a tumbling
/// satellite: at least 5 detections within 100 arcsec. Here the detections are those in the alert's own native cutout, which for ZTF
/// extends 31.8 arcsec to either side, so a sparse trail that a pipeline would flag is not flagged here. The pipeline's numbers would need
/// the same number of bytes. The line passes through the cutout's centre, whose detection counts as one. Distances do not depend on the
/// view, and therefore the numbers do not either.
/// </summary>
/// <param name="Points">Number of detections on a line, including the alert's own, from which on they are a trail; at least 3.</param>
/// <param name="SignalToNoise">Minimum peak of a detection, in units of the noise of a pixel.</param>
/// <param name="ToleranceArcsec">Maximum distance of a detection from the line, arcsec.</param>
/// <param name="HasCounts">
/// Whether the number of detections on the line and the number of all detections are sent with the flag, each up to 255.
/// </param>
internal sealed record GlintTrailFeature(int Points, double SignalToNoise, double ToleranceArcsec, bool HasCounts) : StampFeature
{
    /// <summary>The key of specs.</summary>
    public const string Key = "glint-trail";

    /// <summary>A detection's pixel is the highest within this many pixels along rows and columns.</summary>
    private const int PeakReach = 2;

    /// <summary>A detection within this distance of the centre, arcsec, is the alert's own.</summary>
    private const double OwnReachArcsec = 3;

    /// <inheritdoc/>
    public override string Kind => Key;

    /// <inheritdoc/>
    public override int Length => HasCounts ? 3 : 1;

    /// <inheritdoc/>
    public override PixelNumberType Number => PixelNumberType.UInt8;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, object>> Settings =>
        [new("points", Points), new("signal-to-noise", SignalToNoise), new("tolerance", ToleranceArcsec), new("counts", HasCounts)];

    /// <inheritdoc/>
    public override double[] Measure(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var detections = Find(alert.Difference, SignalToNoise);
        var onLine = MostOnALine(detections, ToleranceArcsec);
        double flag = onLine >= Points ? 1 : 0;
        return HasCounts ? [flag, Math.Min(onLine, byte.MaxValue), Math.Min(detections.Count, byte.MaxValue)] : [flag];
    }

    /// <summary>
    /// Positions of the detections, arcsec from the cutout's centre along columns and rows. A detection is a pixel that is at least
    /// <paramref name="signalToNoise"/> sigma above the median and the highest of the 5 x 5 around it; its position is the flux-weighted
    /// mean of the 3 x 3 around it.
    /// </summary>
    internal static IReadOnlyList<Vector2> Find(Cutout difference, double signalToNoise)
    {
        var image = difference.Flux;
        var background = PixelBackground.Of(image.Pixels);
        var limit = background.Median + (signalToNoise * background.Sigma);
        var found = new List<Vector2>();
        for (var row = 0; row < image.Height && background.Sigma > 0; row++)
        {
            for (var column = 0; column < image.Width; column++)
            {
                if (image[row, column] >= limit && IsPeak(image, row, column))
                {
                    found.Add(Place(image, row, column, background.Median) * (float)difference.PixelScaleArcsec);
                }
            }
        }

        return found;
    }

    /// <summary>
    /// The largest number of detections within a tolerance of one line through the centre. The alert's own detection counts as one, so the
    /// result is 1 if there are no others.
    /// </summary>
    /// <param name="detections">Positions relative to the centre, arcsec.</param>
    /// <param name="toleranceArcsec">Maximum distance from the line, arcsec.</param>
    internal static int MostOnALine(IReadOnlyList<Vector2> detections, double toleranceArcsec)
    {
        Vector2[] others = [.. detections.Where(d => d.Length() > OwnReachArcsec)];
        return 1 + others.Select(through => others.Count(d => DistanceFrom(through, d) <= toleranceArcsec)).DefaultIfEmpty().Max();
    }

    private static double DistanceFrom(Vector2 through, Vector2 point) =>
        Math.Abs((through.X * point.Y) - (through.Y * point.X)) / through.Length();

    private static bool IsPeak(Image<float> image, int row, int column)
    {
        for (var y = Math.Max(0, row - PeakReach); y <= Math.Min(image.Height - 1, row + PeakReach); y++)
        {
            for (var x = Math.Max(0, column - PeakReach); x <= Math.Min(image.Width - 1, column + PeakReach); x++)
            {
                // The first of several equal neighbours is the peak, so that a saturated plateau counts once.
                var isBefore = y < row || (y == row && x < column);
                if (image[y, x] > image[row, column] || (isBefore && image[y, x] == image[row, column]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static Vector2 Place(Image<float> image, int row, int column, double level)
    {
        var (flux, moment) = (0.0, Vector2.Zero);
        for (var y = Math.Max(0, row - 1); y <= Math.Min(image.Height - 1, row + 1); y++)
        {
            for (var x = Math.Max(0, column - 1); x <= Math.Min(image.Width - 1, column + 1); x++)
            {
                var weight = float.IsFinite(image[y, x]) ? Math.Max(0, image[y, x] - level) : 0;
                flux += weight;
                moment += (float)weight * new Vector2(x - column, y - row);
            }
        }

        return new Vector2(column - ((image.Width - 1) / 2f), row - ((image.Height - 1) / 2f)) + (moment / (float)flux);
    }
}
