using System.Globalization;
using StampSpec.Reports.Charts;
using StampSpec.Studies.Model;

namespace StampSpec.Reports.Page;

/// <summary>
/// The answer of a study in words. A layout is called the best only if the probability is at least
/// <see cref="BudgetProbability.Decided"/>; otherwise the answer is undecided. What is said against the baseline is the
/// <see cref="ComparisonVerdict"/>.
/// </summary>
internal sealed class StudyAnswer(ScoreChartData scores)
{
    private const int MostNamed = 4;

    /// <summary>The budgets with an answer each; budgets with the same answer share one. The last one is without a limit.</summary>
    public IReadOnlyList<BudgetAnswer> Budgets { get; } = BudgetsOf(scores);

    /// <summary>Whether one layout alone has scores, so that nothing is known about which is the best.</summary>
    public bool IsOfOneLayout => Competing.Count == 1;

    // Controls are not layouts to choose from.
    private IReadOnlyList<LayoutScore> Competing { get; } = [.. scores.Layouts.Where(l => !l.IsControl)];

    /// <summary>The first sentence.</summary>
    public string Verdict()
    {
        var (best, rest) = Named(Budgets[^1]);
        if (IsOfOneLayout || best.Count == 0)
        {
            var only = (Competing.Count > 0 ? Competing : scores.Layouts).MaxBy(l => l.MacroF1.Value)!;
            return $"On {scores.Alerts}, {only.Layout} scores a macro-F1 of {Score(only.MacroF1)}, at {ByteText.Of(only.Bytes)}.";
        }

        if (best.Count == 1 && rest.Count == 0)
        {
            return $"On {scores.Alerts}, {best[0].Layout.Layout} is the best of {Competing.Count} layouts "
                + $"(probability {Probability(best[0].Probability)}), at {ByteText.Of(best[0].Layout.Bytes)}.";
        }

        return Undecided(best, rest);
    }

    private string Undecided(
        IReadOnlyList<(LayoutScore Layout, double Probability)> best,
        IReadOnlyList<(LayoutScore Layout, double Probability)> rest
    )
    {
        var named = best.Select(b => $"{b.Layout.Layout} ({Probability(b.Probability)})");
        string[] all =
            rest.Count == 0 ? [.. named] : [.. named, $"one of {rest.Count} others ({Probability(rest.Sum(r => r.Probability))})"];
        return $"Undecided on {scores.Alerts}: the best may be {string.Join(", ", all[..^1])} or {all[^1]}; {CostOf(best)}.";
    }

    /// <summary>What is known against the baseline: a verdict and the layouts that it holds for, with their paired differences.</summary>
    /// <returns>Each verdict, whether it speaks for its layouts (null if neither for nor against), and the layouts.</returns>
    public IEnumerable<(string Verdict, bool? IsGood, string Layouts)> AgainstBaseline()
    {
        var compared = scores.Layouts.Where(l => l.Difference is not null).ToLookup(VerdictOf);
        foreach (var verdict in ComparisonVerdicts.All.Where(compared.Contains))
        {
            yield return (
                Words(verdict),
                verdict == ComparisonVerdict.NotShown ? null : verdict != ComparisonVerdict.Worse,
                string.Join("; ", compared[verdict].Select(l => $"{l.Layout}{(l.IsControl ? " (control)" : "")} {Signed(l)}"))
            );
        }
    }

    /// <summary>The layouts that may be the best within a budget, the likeliest first: as many as are needed for a probability of
    /// 0.95.</summary>
    /// <returns>At most four layouts, and the others.</returns>
    public static (
        IReadOnlyList<(LayoutScore Layout, double Probability)> Best,
        IReadOnlyList<(LayoutScore Layout, double Probability)> Others
    ) Named(BudgetAnswer budget)
    {
        var found = new List<(LayoutScore Layout, double Probability)>();
        foreach (var layout in budget.Likely)
        {
            found.Add(layout);
            if (found.Sum(f => f.Probability) >= BudgetProbability.Decided)
            {
                break;
            }
        }

        return ([.. found.Take(MostNamed)], [.. found.Skip(MostNamed)]);
    }

    /// <summary>A score with its interval.</summary>
    public static string Score(Estimate score) =>
        string.Create(CultureInfo.InvariantCulture, $"{score.Value:0.000}{(score.Text is { } text ? $" ({text})" : "")}");

    /// <summary>A probability in per cent; resamples cannot show that it is 1.</summary>
    public static string Probability(double value) =>
        value > 0.995 ? "over 99\u00A0%" : string.Create(CultureInfo.InvariantCulture, $"{100 * value:0}\u00A0%");

    private static List<BudgetAnswer> BudgetsOf(ScoreChartData scores)
    {
        IEnumerable<ByteLimit?> limits = [.. scores.Limits.OrderBy(l => l.Bytes), null];
        return
        [
            .. limits
                .Select(limit => new BudgetAnswer([limit], [.. LikelyWithin(limit, scores)]))
                .GroupBy(answer => string.Join('\n', Named(answer).Best.Select(b => $"{b.Layout.Layout}\t{Probability(b.Probability)}")))
                .Select(same => new BudgetAnswer([.. same.SelectMany(a => a.Limits)], same.Last().Likely)),
        ];
    }

    private static IEnumerable<(LayoutScore Layout, double Probability)> LikelyWithin(ByteLimit? limit, ScoreChartData scores)
    {
        var name = limit?.Name ?? BudgetProbability.Unlimited;
        return scores
            .Layouts.Where(l => l.BestWithin.ContainsKey(name))
            .Select(l => (l, l.BestWithin[name]))
            .OrderByDescending(l => l.Item2)
            .ThenBy(l => l.l.Bytes);
    }

    private static string CostOf(IReadOnlyList<(LayoutScore Layout, double Probability)> best)
    {
        var (least, most) = (best.Min(b => b.Layout.Bytes), best.Max(b => b.Layout.Bytes));
        return least == most ? $"each costs {ByteText.Of(least)}"
            : best.Count == 2 ? $"the smaller costs {ByteText.Of(least)}, the larger {ByteText.Of(most)}"
            : $"the smallest of these costs {ByteText.Of(least)}, the largest {ByteText.Of(most)}";
    }

    private static ComparisonVerdict VerdictOf(LayoutScore layout) => layout.Verdict ?? ComparisonVerdict.NotShown;

    private string Words(ComparisonVerdict verdict) =>
        verdict switch
        {
            ComparisonVerdict.Better => $"Better than {scores.Baseline}",
            ComparisonVerdict.Equivalent => string.Create(
                CultureInfo.InvariantCulture,
                $"Equivalent to {scores.Baseline}, within the margin of {scores.Margin:0.###}"
            ),
            ComparisonVerdict.NoWorse => string.Create(
                CultureInfo.InvariantCulture,
                $"No worse than {scores.Baseline}, within the margin of {scores.Margin:0.###}"
            ),
            ComparisonVerdict.Worse => $"Worse than {scores.Baseline}",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"Not shown to differ from {scores.Baseline}, and a loss above {scores.Margin:0.###} is not ruled out"
            ),
        };

    // One interval of several may exclude 0 by chance.
    private static string Signed(LayoutScore layout)
    {
        var difference = layout.Difference!.Value;
        var isChance = (difference.Low > 0 || difference.High < 0) && VerdictOf(layout) == ComparisonVerdict.NotShown;
        return difference is { Low: { } low, High: { } high }
            ? $"{Text(difference.Value)} ({Text(low)} to {Text(high)}{(isChance ? "; not after Holm's adjustment" : "")})"
            : Text(difference.Value);

        static string Text(double value) => value.ToString("+0.000;\u22120.000;0.000", CultureInfo.InvariantCulture);
    }
}

/// <summary>The answer for one or several budgets.</summary>
/// <param name="Limits">The budgets; null stands for no limit.</param>
/// <param name="Likely">The layouts that fit, with their probability of being the best, the likeliest first.</param>
internal sealed record BudgetAnswer(IReadOnlyList<ByteLimit?> Limits, IReadOnlyList<(LayoutScore Layout, double Probability)> Likely)
{
    /// <summary>The budgets in words.</summary>
    public string Name
    {
        get
        {
            var limits = string.Join(" or ", Limits.OfType<ByteLimit>().Select(l => $"{l.Name} ({ByteText.Of(l.Bytes)})"));
            return limits.Length == 0 ? "Without a budget"
                : Limits.Contains(null) ? $"Within {limits}, or without a budget"
                : $"Within {limits}";
        }
    }
}
