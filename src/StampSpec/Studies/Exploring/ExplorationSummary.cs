namespace StampSpec.Studies.Exploring;

/// <summary>exploration.json: what was searched and how.</summary>
/// <param name="Name">Name of the exploration.</param>
/// <param name="Question">The question that it answers; null where the spec asks none.</param>
/// <param name="Candidates">Layouts of the spec, in their encodings.</param>
/// <param name="Rungs">The schedule.</param>
/// <param name="RungRuns">Trainings of each candidate in a rung.</param>
/// <param name="ValidationObjects">Objects that candidates were judged on.</param>
/// <param name="TestObjects">Objects that the finalists were scored on.</param>
/// <param name="FinalRuns">Runs of each finalist.</param>
/// <param name="Budgets">The budgets.</param>
/// <param name="SearchSteps">Training steps that the rungs took.</param>
/// <param name="FinalSteps">Most training steps of the finalists' runs.</param>
public sealed record ExplorationSummary(
    string Name,
    string? Question,
    int Candidates,
    IReadOnlyList<SearchRung> Rungs,
    int RungRuns,
    int ValidationObjects,
    int TestObjects,
    int FinalRuns,
    IReadOnlyList<StudyBudget> Budgets,
    long SearchSteps,
    long FinalSteps);
