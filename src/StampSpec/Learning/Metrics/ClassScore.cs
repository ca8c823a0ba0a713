namespace StampSpec.Learning.Metrics;

/// <summary>How well one class is told from the others, one against the rest.</summary>
/// <param name="TrueCount">Objects of the class.</param>
/// <param name="PredictedCount">Objects predicted to be of the class.</param>
/// <param name="Precision">Fraction of the predicted that are of the class, in [0, 1]; 0 where none is predicted.</param>
/// <param name="Recall">Fraction of the class that is predicted, in [0, 1]; 0 where the class has no object.</param>
/// <param name="F1">Harmonic mean of precision and recall, 2 TP / (true + predicted), in [0, 1]; 0 where the class is absent.</param>
public sealed record ClassScore(long TrueCount, long PredictedCount, double Precision, double Recall, double F1);
