using System.Globalization;
using StampSpec.Learning.Metrics;
using StampSpec.Reports.Charts;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Data;
using StampSpec.Studies.Results;

namespace StampSpec.Reports;

/// <summary>The rows of slices.csv that figures draw, and the sentences that say how the parts are made.</summary>
internal sealed class SliceSelection(StudyResults results, ReportNames names)
{
    /// <summary>How the parts are made.</summary>
    public static string Rule { get; } = string.Create(CultureInfo.InvariantCulture,
        $"Signal-to-noise: four parts of nearly equal numbers. Host: the nearest Pan-STARRS source within {ObjectSlices.HostArcsec} arcsec is a galaxy (star-galaxy score below {ObjectSlices.GalaxyScore}) or a star, as the alert says. Edge: a cutout lacks pixels. Crowding: peaks of the template's 3 x 3 px mean, {TemplateNeighbours.Threshold} robust standard deviations above its median, farther than {TemplateNeighbours.CentreArcsec} arcsec from the centre. Unknown: the alert does not tell. Macro-F1 averages the classes with at least {SliceScores.FewestMembers} objects in the part, so that layouts compare, and parts only where their classes agree.");

    /// <summary>What the bars span.</summary>
    public string Bars { get; } = string.Create(CultureInfo.InvariantCulture,
        $"{100 * results.Summary.Level:0.#} % percentile interval (two-level bootstrap, {results.Summary.Resamples:N0} resamples)");

    /// <summary>Macro-F1 of every part, origins apart, which have a figure of their own.</summary>
    public IReadOnlyList<SliceScore> Macro() => Select(r => r.Metric == MetricNames.MacroF1 && r.Slice != ObjectSlices.Origin);

    /// <summary>F1 of each class by signal-to-noise ratio, where the ratio is known.</summary>
    public IReadOnlyList<SliceScore> ByNoise() => Select(r => r is { Metric: MetricNames.F1, Slice: ObjectSlices.SignalToNoise, Median: not null });

    /// <summary>F1 of each class and macro-F1 of each origin; none where all objects have one origin.</summary>
    public IReadOnlyList<SliceScore> ByOrigin() => Select(r => r.Metric != MetricNames.Recall && r.Slice == ObjectSlices.Origin);

    private SliceScore[] Select(Func<SliceRow, bool> isWanted) => [.. results.Slices.Where(r => r.Score is not null && isWanted(r)).Select(r => new SliceScore(
        names.Of(r.Id), r.Slice, r.Value, r.Median, r.Class, r.Objects, new Estimate(r.Score!.Value, r.Low, r.High))
    {
        Classes = r.Classes,
        Difference = r.Difference is { } difference ? new Estimate(difference, r.DifferenceLow, r.DifferenceHigh) : null,
    })];
}
