namespace StampSpec.Learning.Tuning;

/// <summary>Values from which a search draws.</summary>
/// <param name="Low">Least value.</param>
/// <param name="High">Greatest value, at least <paramref name="Low"/>.</param>
public sealed record TuningRange(double Low, double High);
