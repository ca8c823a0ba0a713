using StampSpec.Studies.Results;

namespace StampSpec.Reports.Page;

/// <summary>The layout that scores best within a budget.</summary>
/// <param name="Budget">Name of the budget.</param>
/// <param name="BudgetBytes">What it grants; null without a limit.</param>
/// <param name="Winner">The best affordable layout; null where none fits.</param>
internal sealed record PageAnswer(string Budget, double? BudgetBytes, Charts.LayoutScore? Winner)
{
    /// <summary>The best layout within each budget, and the best of all; among equal scores the smaller one.</summary>
    public static IReadOnlyList<PageAnswer> Of(Charts.ScoreChartData study)
    {
        var answers = study.Limits.OrderBy(l => l.Bytes).Select(l => new PageAnswer(l.Name, l.Bytes, Best(study.Layouts.Where(s => s.Bytes <= l.Bytes)))).ToList();
        if (answers.Count == 0 || study.Layouts.Any(l => l.Bytes > answers[^1].BudgetBytes))
        {
            answers.Add(new PageAnswer(BudgetProbability.Unlimited, null, Best(study.Layouts)));
        }

        return answers;
    }

    private static Charts.LayoutScore? Best(IEnumerable<Charts.LayoutScore> layouts) => layouts.OrderByDescending(l => l.MacroF1.Value).ThenBy(l => l.Bytes).FirstOrDefault();
}
