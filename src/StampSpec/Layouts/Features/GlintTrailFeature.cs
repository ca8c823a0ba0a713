using StampSpec.Alerts;

namespace StampSpec.Layouts.Features;

/// <summary>
/// Whether an alert is one of several collinear detections of its difference image, as Rubin's pipeline flags the glints of a tumbling
/// satellite: at least 5 detections within 100 arcsec. Here the detections are those in the alert's own native cutout, 31.8 arcsec to
/// either side for ZTF, so a sparse trail that a pipeline would flag goes unflagged; the pipeline's numbers would come at the same bytes.
/// The line runs through the cutout's centre, whose detection counts as one. Distances do not depend on the view, so neither do the
/// numbers.
/// </summary>
/// <param name="Points">Detections on a line, the alert's own among them, from which on it counts as a trail; at least 3.</param>
/// <param name="SignalToNoise">Least peak of a detection over the noise of a pixel.</param>
/// <param name="ToleranceArcsec">Greatest distance of a detection from the line, arcsec.</param>
/// <param name="HasCounts">Whether the detections on the line and all detections are sent beside the flag, each up to 255.</param>
public sealed record GlintTrailFeature(int Points, double SignalToNoise, double ToleranceArcsec, bool HasCounts) : StampFeature
{
    /// <summary>The key of specs.</summary>
    public const string Key = "glint-trail";

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
        var detections = DifferenceDetections.Find(alert.Difference, SignalToNoise);
        var onLine = DifferenceDetections.MostOnALine(detections, ToleranceArcsec);
        double flag = onLine >= Points ? 1 : 0;
        return HasCounts ? [flag, Math.Min(onLine, byte.MaxValue), Math.Min(detections.Count, byte.MaxValue)] : [flag];
    }
}
