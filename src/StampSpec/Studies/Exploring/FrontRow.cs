using CsvHelper;

namespace StampSpec.Studies.Exploring;

/// <summary>One row of front.csv: a finalist, on the front of the validation objects or the best of its range of bytes, and what the test objects say of it.</summary>
/// <param name="Id">The finalist.</param>
/// <param name="BytesRaw">Bytes of one alert's stamps, uncompressed and without headers.</param>
/// <param name="BytesSent">Bytes in its encoding; a mean where they vary from alert to alert.</param>
/// <param name="ValidationMacroF1">Macro-F1 on the validation objects in the last rung, by which it was chosen.</param>
/// <param name="ValidationLow">Lower end of its interval.</param>
/// <param name="ValidationHigh">Upper end of its interval.</param>
/// <param name="OnValidationFront">Whether no other candidate of the last rung beats it; false where it is a finalist as the best between two budgets alone.</param>
/// <param name="ValidationFrontProbability">Fraction of resamples of the validation objects in which it is on the front of the last rung.</param>
/// <param name="TestMacroF1">Macro-F1 on the test objects, mean over the final runs; null where no run came to a result.</param>
/// <param name="TestLow">Lower end of its interval (two-level bootstrap, BCa).</param>
/// <param name="TestHigh">Upper end of its interval.</param>
/// <param name="TestMinusValidation">Test less validation macro-F1: below 0 where the search was optimistic.</param>
/// <param name="OnTestFront">Whether none of the other finalists beats it on the test objects.</param>
/// <param name="FrontProbability">Its grade: the fraction of resamples of the test objects and runs in which no other finalist beats it.</param>
[CsvRecord]
public sealed partial record FrontRow(
    LayoutId Id,
    long BytesRaw,
    double BytesSent,
    double ValidationMacroF1,
    double? ValidationLow,
    double? ValidationHigh,
    bool OnValidationFront,
    double? ValidationFrontProbability,
    double? TestMacroF1,
    double? TestLow,
    double? TestHigh,
    double? TestMinusValidation,
    bool? OnTestFront,
    double? FrontProbability);
