using System.Globalization;
using CsvHelper;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Exploring;

/// <summary>One row of best-per-budget.csv: the layout that the search chose for a budget. The validation objects decide the choice; the
/// test objects only score it.</summary>
/// <param name="Budget">Name of the budget.</param>
/// <param name="BudgetBytes">Bytes of the budget.</param>
/// <param name="Layout">The finalist with the highest validation macro-F1 within the budget, the smaller one if two are equal; null if none
/// fits.</param>
/// <param name="Encoding">Encoding of its pixels.</param>
/// <param name="BytesSent">Its bytes.</param>
/// <param name="ValidationMacroF1">Macro-F1 on the validation objects in the last rung.</param>
/// <param name="TestMacroF1">Macro-F1 on the test objects.</param>
/// <param name="TestLow">Lower end of its interval.</param>
/// <param name="TestHigh">Upper end of its interval.</param>
/// <param name="TestMinusValidation">Test minus validation macro-F1.</param>
/// <param name="TestBestProbability">Fraction of resamples of the test objects and runs in which no other finalist within the budget scores
/// higher.</param>
[CsvRecord]
public sealed partial record BestPerBudgetRow(
    string Budget,
    double BudgetBytes,
    string? Layout,
    string? Encoding,
    double? BytesSent,
    double? ValidationMacroF1,
    double? TestMacroF1,
    double? TestLow,
    double? TestHigh,
    double? TestMinusValidation,
    double? TestBestProbability
)
{
    /// <summary><c>decided</c> if the probability of being best is at least <see cref="BudgetProbability.Decided"/>, otherwise
    /// <c>undecided</c>; null if no layout fits.</summary>
    public string? Verdict() =>
        TestBestProbability switch
        {
            null => null,
            >= BudgetProbability.Decided => "decided",
            _ => "undecided",
        };

    /// <summary>Makes a row for each budget, smallest first.</summary>
    /// <param name="budgets">The budgets.</param>
    /// <param name="front">The finalists.</param>
    /// <param name="final">The finalists' study.</param>
    public static IReadOnlyList<BestPerBudgetRow> Of(IEnumerable<StudyBudget> budgets, IReadOnlyList<FrontRow> front, StudySummary final) =>
        [.. budgets.OrderBy(b => b.Bytes).Select(budget => Of(budget, front, final))];

    private static BestPerBudgetRow Of(StudyBudget budget, IReadOnlyList<FrontRow> front, StudySummary final)
    {
        var best = new ByteRange(null, budget.Bytes).Best(front, f => f.BytesSent, f => f.ValidationMacroF1);
        return new BestPerBudgetRow(
            budget.Name,
            budget.Bytes,
            best?.Id.Layout,
            best?.Id.Encoding,
            best?.BytesSent,
            best?.ValidationMacroF1,
            best?.TestMacroF1,
            best?.TestLow,
            best?.TestHigh,
            best?.TestMinusValidation,
            final
                .Layouts.SingleOrDefault(l => l.Id.Layout == best?.Id.Layout)
                ?.BestProbabilities.FirstOrDefault(p => p.Budget == budget.Name)
                ?.Probability
        );
    }
}

/// <summary>One row of best-per-range.csv: the best layout between two budgets. The validation objects decide the choice; the test objects
/// only score it.</summary>
/// <param name="AboveBytes">The next smaller budget, which is not in the range; null for the first range.</param>
/// <param name="UpToBytes">The budget at the upper end, which is in the range.</param>
/// <param name="Layout">The layout with the highest validation macro-F1 in the range, the smaller one if two are equal; null if no layout
/// of the range reached the last rung.</param>
/// <param name="Encoding">Encoding of its pixels.</param>
/// <param name="BytesSent">Its bytes.</param>
/// <param name="OnValidationFront">Whether no other candidate of the last rung beats it; false if it is a finalist as the best of its
/// range.</param>
/// <param name="ValidationMacroF1">Macro-F1 on the validation objects in the last rung.</param>
/// <param name="TestMacroF1">Macro-F1 on the test objects.</param>
/// <param name="TestLow">Lower end of its interval.</param>
/// <param name="TestHigh">Upper end of its interval.</param>
/// <param name="Baseline">The baseline of the finalists' study: the declared one if it is a reference, otherwise the finalist with the
/// highest validation macro-F1 of all.</param>
/// <param name="TestMinusBaseline">Test macro-F1 minus that of the baseline, paired over the runs that both completed; null for the
/// baseline itself.</param>
/// <param name="DifferenceLow">Lower end of its paired percentile interval.</param>
/// <param name="DifferenceHigh">Upper end.</param>
[CsvRecord]
public sealed partial record BestPerRangeRow(
    double? AboveBytes,
    double UpToBytes,
    string? Layout,
    string? Encoding,
    double? BytesSent,
    bool? OnValidationFront,
    double? ValidationMacroF1,
    double? TestMacroF1,
    double? TestLow,
    double? TestHigh,
    string Baseline,
    double? TestMinusBaseline,
    double? DifferenceLow,
    double? DifferenceHigh
)
{
    /// <summary>Makes a row for each range between budgets, smallest first.</summary>
    /// <param name="budgets">The budgets.</param>
    /// <param name="front">The finalists.</param>
    /// <param name="final">The finalists' study.</param>
    public static IReadOnlyList<BestPerRangeRow> Of(IEnumerable<StudyBudget> budgets, IReadOnlyList<FrontRow> front, StudySummary final) =>
        [.. ByteRange.Between(budgets).Select(range => Of(range, front, final))];

    private static BestPerRangeRow Of(ByteRange range, IReadOnlyList<FrontRow> front, StudySummary final)
    {
        var best = range.Best(front, f => f.BytesSent, f => f.ValidationMacroF1);
        var paired = best is null ? null : final.ComparisonOf(best.Id);
        return new BestPerRangeRow(
            range.Above,
            range.UpTo,
            best?.Id.Layout,
            best?.Id.Encoding,
            best?.BytesSent,
            best?.OnValidationFront,
            best?.ValidationMacroF1,
            best?.TestMacroF1,
            best?.TestLow,
            best?.TestHigh,
            final.Baseline,
            paired?.Difference,
            paired?.Low,
            paired?.High
        );
    }
}

/// <summary>The range of bytes from one budget of a study to the next; a search keeps the best candidate of each range.</summary>
/// <param name="Above">The next smaller budget, which is not in the range; null for the first range.</param>
/// <param name="UpTo">The budget at the upper end, which is in the range.</param>
internal sealed record ByteRange(double? Above, double UpTo)
{
    /// <summary>The ranges between budgets: up to the smallest, then from each to the next.</summary>
    /// <param name="budgets">At least one budget, in any order.</param>
    public static IReadOnlyList<ByteRange> Between(IEnumerable<StudyBudget> budgets)
    {
        double[] limits = [.. budgets.Select(b => b.Bytes).Distinct().Order()];
        return [.. limits.Select((limit, i) => new ByteRange(i == 0 ? null : limits[i - 1], limit))];
    }

    /// <summary>Whether a number of bytes is in the range.</summary>
    public bool Holds(double bytes) => bytes <= UpTo && !(bytes <= Above);

    /// <summary>The candidate of the range with the highest score; if several are equal, the smallest, then the first. Null if there is
    /// none.</summary>
    /// <param name="all">Candidates, in this range and others.</param>
    /// <param name="bytesOf">Bytes of a candidate.</param>
    /// <param name="scoreOf">Score of a candidate; null if it has no result.</param>
    public T? Best<T>(IEnumerable<T> all, Func<T, double> bytesOf, Func<T, double?> scoreOf)
        where T : class =>
        all.Where(c => scoreOf(c) is not null && Holds(bytesOf(c))).OrderByDescending(scoreOf).ThenBy(bytesOf).FirstOrDefault();

    /// <inheritdoc/>
    public override string ToString() =>
        (Above is { } above ? string.Create(CultureInfo.InvariantCulture, $"{above:0.##} to ") : "up to ")
        + string.Create(CultureInfo.InvariantCulture, $"{UpTo:0.##} B");
}
