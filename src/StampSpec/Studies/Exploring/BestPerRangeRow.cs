using CsvHelper;
using StampSpec.Studies.Results;

namespace StampSpec.Studies.Exploring;

/// <summary>One row of best-per-range.csv: the best layout between two budgets. The choice is made on the validation objects; the test only scores it.</summary>
/// <param name="AboveBytes">The budget below, which is not of the range; null for the first range.</param>
/// <param name="UpToBytes">The budget above, which is of the range.</param>
/// <param name="Layout">The layout of highest validation macro-F1 in it, the cheaper among equals; null where none of its bytes reached the last rung.</param>
/// <param name="Encoding">Encoding of its pixels.</param>
/// <param name="BytesSent">Its bytes.</param>
/// <param name="OnValidationFront">Whether no other candidate of the last rung beats it; false where it is a finalist as the best of its range.</param>
/// <param name="ValidationMacroF1">Macro-F1 on the validation objects in the last rung.</param>
/// <param name="TestMacroF1">Macro-F1 on the test objects.</param>
/// <param name="TestLow">Lower end of its interval.</param>
/// <param name="TestHigh">Upper end of its interval.</param>
/// <param name="Best">The finalist of highest validation macro-F1 of all, the baseline of the finalists' study.</param>
/// <param name="TestMinusBest">Test macro-F1 less that of the best, paired over the runs that both completed; null for the best itself.</param>
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
    string Best,
    double? TestMinusBest,
    double? DifferenceLow,
    double? DifferenceHigh)
{
    /// <summary>The answers for the ranges between some budgets, from the smallest.</summary>
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
            paired?.High);
    }
}
