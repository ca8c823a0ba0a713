using StampSpec.Common;
using StampSpec.Studies.Model;
using StampSpec.Studies.Statistics;

namespace StampSpec.Studies.Analysis;

/// <summary>
/// Adds to summaries of earlier versions what they did not compute: probabilities of being the best within each budget, and p-values
/// of differences. The resamples are those of the summary's intervals.
/// </summary>
internal static class SummaryCompletion
{
    /// <summary>Completes a summary.</summary>
    /// <param name="summary">The summary of a folder.</param>
    /// <param name="objects">Its objects.</param>
    /// <param name="predictions">Its predictions.</param>
    /// <returns>The same summary if nothing is missing, or if no run was completed by every layout.</returns>
    public static StudySummary Complete(StudySummary summary, IReadOnlyList<ObjectRow> objects, IReadOnlyList<PredictionRow> predictions)
    {
        var macro = summary.Layouts.Select(l => summary.ComparisonOf(l.Id)).OfType<LayoutComparison>();
        if (
            summary.Layouts.Any(l => l.BestProbabilities.Count > 0)
            && macro.All(c => c.DifferencePValue is not null && c.NonSuperiorityPValue is not null)
        )
        {
            return summary;
        }

        if (ScoredPredictions.Of(summary, objects, predictions) is not { } scored)
        {
            return summary;
        }

        var scores = TwoLevelBootstrap.Resample(scored.Table, summary.Resamples, new Seed(summary.Seed).Derive("bootstrap"));
        return WithPValues(WithProbabilities(summary, scored, scores), scored, scores);
    }

    private static StudySummary WithProbabilities(StudySummary summary, ScoredPredictions scored, BootstrapScores scores)
    {
        if (summary.Layouts.Any(l => l.BestProbabilities.Count > 0))
        {
            return summary;
        }

        var answers = BudgetProbabilities
            .Of([.. scored.Layouts.Select(l => l.IsControl ? (double?)null : l.Bytes)], summary.Budgets, scores)
            .Index()
            .ToDictionary(a => scored.Layouts[a.Index], a => a.Item);
        return summary with
        {
            Layouts = [.. summary.Layouts.Select(l => answers.TryGetValue(l, out var found) ? l with { BestProbabilities = found } : l)],
        };
    }

    private static StudySummary WithPValues(StudySummary summary, ScoredPredictions scored, BootstrapScores scores)
    {
        if (scored.IndexOf(summary.Baseline) is not { } baseline)
        {
            return summary;
        }

        var family = BaselineFamily.Of(scores, baseline, summary.Margin);
        var positions = family.Positions(l => scored.Layouts[l].Id);
        return summary with
        {
            Comparisons =
            [
                .. summary.Comparisons.Select(c =>
                    c == summary.ComparisonOf(c.Id) && positions.TryGetValue(c.Id, out var i)
                        ? c with
                        {
                            DifferencePValue = c.DifferencePValue ?? family.Differs[i],
                            NonSuperiorityPValue = c.NonSuperiorityPValue ?? family.NonSuperior[i],
                        }
                        : c
                ),
            ],
        };
    }
}
