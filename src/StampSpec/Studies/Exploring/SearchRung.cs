namespace StampSpec.Studies.Exploring;

/// <summary>One round of an exploration.</summary>
/// <param name="Number">Which round, from 1.</param>
/// <param name="Candidates">Candidates trained in it, where none failed before.</param>
/// <param name="Steps">Steps of each.</param>
/// <param name="Survivors">Most candidates that go on, the best of each range of bytes among them; null in the last round, whose whole front and the best of each range go to the test.</param>
public sealed record SearchRung(int Number, int Candidates, int Steps, int? Survivors);
