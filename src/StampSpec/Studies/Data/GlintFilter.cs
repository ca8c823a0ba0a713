using StampSpec.Alerts;
using StampSpec.Layouts.Features;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Data;

/// <summary>
/// Leaves out alerts of trains of glints, as Rubin's pipeline does: at least 5 collinear detections within 100 arcsec. Synthetic and
/// injected events know their train. For other alerts the detections are counted in the native difference cutout (31.8 arcsec to either
/// side for ZTF), so sparse trains remain in the stream.
/// </summary>
internal static class GlintFilter
{
    private static readonly GlintTrailFeature Rule = new(Points: 5, SignalToNoise: 5, ToleranceArcsec: 2, HasCounts: true);

    /// <summary>The alerts that the study's stream still has.</summary>
    /// <param name="stream">The stream; null leaves nothing out.</param>
    /// <param name="sources">Alerts with native cutouts, read lazily.</param>
    /// <param name="removed">Receives a row for each alert that is left out.</param>
    public static IEnumerable<StudySource> Apply(StreamStage? stream, IEnumerable<StudySource> sources, List<SkippedRow> removed) =>
        stream == StreamStage.AfterGlintFilter ? Kept(sources, removed) : sources;

    private static IEnumerable<StudySource> Kept(IEnumerable<StudySource> sources, List<SkippedRow> removed)
    {
        foreach (var source in sources)
        {
            if (Finding(source.Labelled) is { } finding)
            {
                removed.Add(new SkippedRow(source.Role, source.Source, SkipReason.GlintTrain, finding));
            }
            else
            {
                yield return source;
            }
        }
    }

    private static string? Finding(LabelledAlert labelled)
    {
        var points = labelled.TrainPoints ?? (int)Rule.Measure(labelled.Alert)[1];
        var field = labelled.TrainPoints is null ? "in the difference cutout" : "within 100 arcsec";
        return points < Rule.Points ? null : FormattableString.Invariant($"{labelled.Class}: {points} collinear detections {field}");
    }
}
