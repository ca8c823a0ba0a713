using CsvHelper;

namespace StampSpec.Studies.Exploring;

/// <summary>One row of explore.csv: a candidate in a rung, or one that was not trained.</summary>
/// <param name="Id">The candidate.</param>
/// <param name="Scales">Pixels a side and pixel scale in arcsec of each scale, finest first: <c>8@1.01+8@2.02</c>; with its images where they differ.</param>
/// <param name="Images">Images carried, joined by <c>+</c>.</param>
/// <param name="Planes">Planes carried, each with its number type, joined by <c>+</c>.</param>
/// <param name="Features">Features carried beside or in place of images, joined by <c>+</c>; null for none.</param>
/// <param name="FieldOfViewArcsec">Side of the widest field, arcsec.</param>
/// <param name="BytesRaw">Bytes of one alert's stamps, uncompressed and without headers.</param>
/// <param name="BytesSent">Bytes in its encoding; a mean where they vary from alert to alert.</param>
/// <param name="Rung">Rung, from 1; null where it was not trained.</param>
/// <param name="Steps">Steps of each training; null where it was not trained.</param>
/// <param name="ValidationMacroF1">Macro-F1 on the validation objects; null where it came to no result.</param>
/// <param name="ValidationLow">Lower end of its interval.</param>
/// <param name="ValidationHigh">Upper end of its interval.</param>
/// <param name="Front">Its front, from 1: among the candidates of its bin of bytes, in the last rung among all; null where it came to no result or went on as the best of its range, unranked.</param>
/// <param name="Outcome">What came of it: <c>continued</c>, <c>finalist</c>, <c>dropped</c>, <c>failed</c> or <c>over-budget</c>.</param>
/// <param name="Reason">Why.</param>
[CsvRecord]
public sealed partial record CandidateRow(
    LayoutId Id,
    string Scales,
    string Images,
    string Planes,
    string? Features,
    double FieldOfViewArcsec,
    long BytesRaw,
    double BytesSent,
    int? Rung,
    int? Steps,
    double? ValidationMacroF1,
    double? ValidationLow,
    double? ValidationHigh,
    int? Front,
    string Outcome,
    string Reason);
