using CsvHelper;

namespace StampSpec.Studies.Results;

/// <summary>One row of objects.csv: an alert that the study used, with what its scores may be sliced by.</summary>
/// <param name="Candid">The alert.</param>
/// <param name="ObjectId">The object it belongs to.</param>
/// <param name="Group">The group that stays on one side of every split.</param>
/// <param name="Class">True class.</param>
/// <param name="Origin">Where it came from: <c>real</c>, <c>synthetic</c> or <c>injected</c>, or what was simulated from one of them and how.</param>
/// <param name="Role">What it was used for: <c>development</c>, <c>test</c>, <c>training</c> or <c>pretraining</c>.</param>
/// <param name="SignalToNoise">Signal-to-noise ratio of the detection; null where unknown.</param>
/// <param name="MissingFraction">Fraction of missing pixels over the three cutouts, in [0, 1].</param>
/// <param name="NearestSourceArcsec">Distance to the nearest catalogued source, arcsec; null where unknown.</param>
/// <param name="NearestSourceStarScore">Star-galaxy score of that source, 0 galaxy to 1 star; null where unknown.</param>
/// <param name="TemplateNeighbours">Sources in the template away from its centre; null where the template holds nothing, and in tables written without this column.</param>
[CsvRecord]
public sealed partial record ObjectRow(
    long Candid,
    string ObjectId,
    string Group,
    string Class,
    string Origin,
    string Role,
    double? SignalToNoise,
    double MissingFraction,
    double? NearestSourceArcsec,
    double? NearestSourceStarScore,
    int? TemplateNeighbours = null);
