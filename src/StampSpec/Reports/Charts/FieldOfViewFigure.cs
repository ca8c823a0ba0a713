using System.Globalization;
using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>Figure 5: recall of one class, the satellites above all, against the field of view.</summary>
public static class FieldOfViewFigure
{
    private static readonly double[] RoundAngles = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128];

    /// <summary>Builds the figure.</summary>
    /// <param name="layouts">At least one layout.</param>
    /// <param name="className">The class whose recall is drawn.</param>
    /// <param name="members">Scored objects of the class.</param>
    /// <param name="facts">What the caption states.</param>
    public static Figure Build(IReadOnlyList<LayoutSight> layouts, string className, int members, StudyFacts facts)
    {
        var points = layouts.Select(l => new ScorePoint(
            l.Layout, l.FieldOfViewArcsec, l.FieldOfViewArcsec.ToString("0.#", CultureInfo.InvariantCulture) + "\u2033", l.Recall, l.Runs, true)
        { Published = l.Published }).ToArray();
        var axes = new ScoreAxes(
            "field of view",
            new Axis { Title = "Field of view (arcsec)" },
            scale => [.. RoundAngles.Where(a => a >= scale.Low && a <= scale.High)],
            $"Recall of {className}",
            "published (Carvajal et al. 2025)",
            JoinsFront: false);
        var panel = ScorePanel.Build(points, [], axes, Figure.PointsOf(FigureWidth.SingleColumn) - 48, 150);
        var published = layouts.Any(l => l.Published is not null) ? ReferenceReach.Sentence("values of Carvajal et al. (2025)") : "";
        return new Figure($"{className}-recall-vs-field-of-view", $"Recall of {className} against field of view",
            new ColumnView([panel]) { Title = facts.Footing(FigureWidth.SingleColumn, facts.Interval) }, FigureWidth.SingleColumn,
            $"Recall of {className} ({members.ToString("N0", CultureInfo.InvariantCulture)} scored objects) against the widest field of view; layouts of equal field are moved apart.{published} {facts.Sentences(facts.Interval)}");
    }
}
