namespace StampSpec.Learning;

/// <summary>
/// What a model that is passed on says of itself: its data, its scores, its limits. The model's file and its card contain it.
/// </summary>
/// <param name="Name">Name of the model.</param>
/// <param name="Survey">Survey whose packets it classifies: <c>ztf</c> or <c>lsst</c>.</param>
/// <param name="Layout">Name of its layout.</param>
/// <param name="Bytes">Bytes of one alert's stamps.</param>
/// <param name="BytesMeaning">What these bytes count.</param>
/// <param name="Networks">Number of networks whose probabilities it averages.</param>
/// <param name="Study">Name of the study that trained them.</param>
/// <param name="Data">The alerts of the study, in words.</param>
/// <param name="Scores">
/// Macro-F1 and F1 of each class, of the study's scored alerts. Each of these was scored by single networks that had not seen its object.
/// </param>
/// <param name="Limits">What the scores do not show, in sentences.</param>
/// <param name="Licence">Licence of the model.</param>
/// <param name="Version">Version of StampSpec that trained it.</param>
internal sealed record ModelFacts(
    string Name,
    string Survey,
    string Layout,
    double Bytes,
    string BytesMeaning,
    int Networks,
    string Study,
    string Data,
    IReadOnlyList<ModelScore> Scores,
    IReadOnlyList<string> Limits,
    string Licence,
    string Version
)
{
    /// <summary>Runs of the study over which the scores are means; null if the model does not say it.</summary>
    public int? Runs { get; init; }

    /// <summary>Macro-F1 over the classes.</summary>
    public ModelScore? MacroF1 => Scores.FirstOrDefault(s => s.Class is null);
}

/// <summary>A score with its interval.</summary>
/// <param name="Class">The class of an F1; null for macro-F1.</param>
/// <param name="Value">The score, in [0, 1].</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end of the 95 % interval.</param>
internal sealed record ModelScore(string? Class, double Value, double Low, double High);
