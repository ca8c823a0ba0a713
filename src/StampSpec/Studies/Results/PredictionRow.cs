namespace StampSpec.Studies.Results;

/// <summary>One row of predictions.csv: what one layout's classifier said of one object in one run.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Candid">The alert.</param>
/// <param name="Class">True class.</param>
/// <param name="Predicted">The most probable class, the first among equals.</param>
/// <param name="Probabilities">Probability of each class of the study, in its order.</param>
public sealed record PredictionRow(
    CellId Cell, long Candid, string Class, string Predicted, IReadOnlyList<float> Probabilities);
