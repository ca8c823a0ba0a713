namespace StampSpec.Studies;

/// <summary>Bytes that a survey grants the stamps of one alert.</summary>
/// <param name="Name">Short name.</param>
/// <param name="Bytes">The bytes, above 0.</param>
/// <param name="Source">Document and derivation.</param>
public sealed record StudyBudget(string Name, double Bytes, string Source)
{
    /// <summary>The two budgets that are published, by rising bytes.</summary>
    public static IReadOnlyList<StudyBudget> Published { get; } =
    [
        new("DMTN-102", 18_000, "DMTN-102 v1.3 (2024): two stamps of 30 x 30 px with 32 bit of flux, 32 bit of variance and 16 bit of mask"),
        new("as shipped", 138_240, "Rubin alert packets, schema 9.0 to 11.0: three cutouts of 30 x 30 px with uncertainties and PSF images as FITS, at their smallest"),
    ];

    /// <summary>A study's own budgets, in their order, and the published ones whose names they do not take.</summary>
    /// <param name="own">Bytes by name.</param>
    internal static IReadOnlyList<StudyBudget> BesidePublished(IReadOnlyDictionary<string, double> own) =>
        [.. own.Select(b => new StudyBudget(b.Key, b.Value, "the study's spec")), .. Published.Where(p => !own.ContainsKey(p.Name))];
}
