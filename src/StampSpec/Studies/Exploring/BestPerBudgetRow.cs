using CsvHelper;
using StampSpec.Studies.Results;

namespace StampSpec.Studies.Exploring;

/// <summary>One row of best-per-budget.csv: the layout that the search chose for a budget. The choice is made on the validation objects; the test only scores it.</summary>
/// <param name="Budget">Name of the budget.</param>
/// <param name="BudgetBytes">Bytes that it grants.</param>
/// <param name="Layout">The finalist of highest validation macro-F1 within it, the cheaper among equals; null where none fits.</param>
/// <param name="Encoding">Encoding of its pixels.</param>
/// <param name="BytesSent">Its bytes.</param>
/// <param name="ValidationMacroF1">Macro-F1 on the validation objects in the last rung.</param>
/// <param name="TestMacroF1">Macro-F1 on the test objects.</param>
/// <param name="TestLow">Lower end of its interval.</param>
/// <param name="TestHigh">Upper end of its interval.</param>
/// <param name="TestMinusValidation">Test less validation macro-F1.</param>
/// <param name="TestBestProbability">Fraction of resamples of the test objects and runs in which no other finalist within the budget scores higher.</param>
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
    double? TestBestProbability)
{
    /// <summary>The answers for some budgets, from the smallest.</summary>
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
            final.Layouts.SingleOrDefault(l => l.Id.Layout == best?.Id.Layout)?.BestProbabilities.FirstOrDefault(p => p.Budget == budget.Name)?.Probability);
    }
}
