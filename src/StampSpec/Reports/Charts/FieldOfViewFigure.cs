using System.Globalization;
using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Charts;

/// <summary>Figure 5: recall of one class, usually the satellites, against the field of view.</summary>
internal static class FieldOfViewFigure
{
    /// <summary>The end of the figure's name, after the class.</summary>
    public const string NameEnd = "-recall-vs-field-of-view";

    private const double Left = 34;

    private static readonly double[] RoundAngles = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128];

    /// <summary>Builds the figure.</summary>
    /// <param name="layouts">At least one layout.</param>
    /// <param name="className">The class whose recall is drawn.</param>
    /// <param name="members">Scored objects of the class.</param>
    /// <param name="facts">The facts that the caption states.</param>
    /// <param name="width">Column width.</param>
    public static Figure Build(IReadOnlyList<FieldOfViewPoint> layouts, string className, int members, StudyFacts facts, FigureWidth width)
    {
        var points = layouts
            .Select(l => new ScorePoint(
                l.Layout,
                l.Layout,
                l.FieldOfViewArcsec,
                AngleText(l.FieldOfViewArcsec) + "\u2033",
                l.Recall,
                l.Runs,
                true
            )
            {
                Published = l.Published,
            })
            .ToArray();
        var axes = new ScoreAxes(
            "field of view",
            "Field of view (arcsec)",
            scale => [.. RoundAngles.Where(a => a >= scale.Low && a <= scale.High).Select(a => new AxisTick(a, AngleText(a)))],
            $"Recall of {className}",
            "published (Carvajal et al. 2025)",
            JoinsFront: false
        );
        var sheet = new Sheet(Figure.PointsOf(width));
        var top = ChartStyle.Margin + ScorePanel.RoomAbove(points, [], Left, sheet.Width - 8);
        ScorePanel.Draw(sheet, points, [], axes, new PlotBox(Left, top, sheet.Width - 8, top + 150));
        sheet.EndWith(facts.Footing(facts.Interval), top + 150 + ChartStyle.AxisRoom + 4);
        var published = layouts.Any(l => l.Published is not null) ? OffScaleMarker.Sentence("values of Carvajal et al. (2025)") : "";
        var count = members.ToString("N0", CultureInfo.InvariantCulture);
        return facts.Figure(
            className + NameEnd,
            $"Recall of {className} against field of view",
            sheet,
            width,
            $"Recall of {className} ({count} scored objects) against the widest field of view. {ScorePanel.Legend}{published}",
            facts.Interval
        );
    }

    private static string AngleText(double arcsec) => arcsec.ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>A layout's field of view and its recall of one class.</summary>
/// <param name="Layout">Name.</param>
/// <param name="FieldOfViewArcsec">Side of the widest field, arcsec.</param>
/// <param name="Recall">Recall with interval.</param>
/// <param name="Runs">Recall of each run.</param>
/// <param name="Published">A published value for this field; null if there is none.</param>
internal sealed record FieldOfViewPoint(
    string Layout,
    double FieldOfViewArcsec,
    Estimate Recall,
    IReadOnlyList<double> Runs,
    double? Published
);
