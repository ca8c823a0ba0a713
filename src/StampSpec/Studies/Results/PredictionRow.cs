namespace StampSpec.Studies.Results;

/// <summary>One row of predictions.csv: what one layout's classifier said of one object in one run.</summary>
/// <param name="Layout">Name of the layout.</param>
/// <param name="Encoding">Encoding of its pixels.</param>
/// <param name="Run">Run, from 1.</param>
/// <param name="Fold">Fold, from 1; 1 without cross-validation.</param>
/// <param name="Candid">The alert.</param>
/// <param name="Class">True class.</param>
/// <param name="Predicted">The most probable class, the first among equals.</param>
/// <param name="Probabilities">Probability of each class of the study, in its order.</param>
public sealed record PredictionRow(
    string Layout, string Encoding, int Run, int Fold, long Candid, string Class, string Predicted, IReadOnlyList<float> Probabilities);
