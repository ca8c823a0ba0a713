using System.Globalization;
using StampSpec.Studies.Results;
using StampSpec.Studies.Statistics;

namespace StampSpec.Studies.Analysis;

/// <summary>What a reader should know before trusting a study's figures.</summary>
internal static class StudyWarnings
{
    /// <summary>Groups of a class below which its scores rest on very little.</summary>
    private const int FewGroups = 10;

    /// <summary>All warnings.</summary>
    public static IReadOnlyList<string> All(Study study, StudyAnalysis analysis) =>
        analysis.ComparedRuns.Count == 0
            ? ["no run was completed by every layout: there are no intervals and no comparisons", .. ExternalModels(study), .. LeftOut(study)]
            : [.. Classes(study, analysis.Objects.Rows), .. Runs(analysis.ComparedRuns.Count), .. ExternalModels(study), .. LeftOut(study)];

    /// <summary>Each layout's scale that reaches farthest beyond simulated images, whose size follows the seeing.</summary>
    public static IEnumerable<string> Missing(Study study, IReadOnlyList<MissingRow> rows) => study.DataSet.Simulation is null
        ? []
        : rows.GroupBy(r => r.Layout).Select(g => g.MaxBy(r => r.MissingFraction)!).Where(r => r.AlertsWithMissing > 0).Select(r => string.Create(CultureInfo.InvariantCulture,
            $"{r.Layout}: of the scale of {r.Pixels} px of {r.PixelScaleArcsec:0.###} arcsec, {r.MissingFraction:0.00 %} lies beyond the simulated images or is missing in them, in {r.AlertsWithMissing} of {r.Alerts} alerts; masks say so ({ResultFile.Missing})"));

    private static IEnumerable<string> ExternalModels(Study study) => study.Layouts.Where(l => l.ExternalModel is not null).Select(l =>
        $"{l.Name} is scored with {l.ExternalModel!.File.Name}, which was not trained here: whether it has learned from scored objects is not known, and its runs differ only by the objects scored");

    private static IEnumerable<string> LeftOut(Study study) => study.LeftOut.Select(l => $"{l.Name} was left out of a grid: {l.Reason}");

    private static IEnumerable<string> Classes(Study study, IReadOnlyList<ObjectRow> scored)
    {
        foreach (var name in study.DataSet.Classes)
        {
            var members = scored.Where(o => o.Class == name).ToArray();
            var groups = members.Select(m => m.Group).Distinct(StringComparer.Ordinal).Count();
            if (groups == 0)
            {
                yield return $"no object of class {name} was scored: its F1 counts as 0 in every macro-F1";
            }
            else if (groups < FewGroups)
            {
                yield return string.Create(CultureInfo.InvariantCulture,
                    $"class {name} has {members.Length} scored objects in only {groups} independent groups: its scores, and macro-F1 with them, rest on little");
            }
        }
    }

    private static IEnumerable<string> Runs(int runs)
    {
        if (runs < SignFlipTest.FewestRuns)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{runs} {(runs == 1 ? "run" : "runs")}: a sign-flip p-value cannot go below {2.0 / (1 << runs):0.####}, so effects and intervals are given without one");
        }
    }
}
