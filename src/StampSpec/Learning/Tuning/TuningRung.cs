namespace StampSpec.Learning.Tuning;

/// <summary>One round of successive halving.</summary>
/// <param name="Candidates">Candidates trained in it, at least 2.</param>
/// <param name="Steps">Steps of each.</param>
/// <param name="Survivors">Candidates that go on; 1 after the last rung.</param>
public sealed record TuningRung(int Candidates, int Steps, int Survivors);
