namespace StampSpec.Studies.Results;

/// <summary>A seed that cells of one run and fold used, whatever their layout.</summary>
/// <param name="Purpose"><c>training</c>, <c>tuning</c> or <c>pretraining</c>.</param>
/// <param name="Run">Run, from 1.</param>
/// <param name="Fold">Fold, from 1; null where all folds share it.</param>
/// <param name="Seed">The seed.</param>
public sealed record RunSeed(string Purpose, int Run, int? Fold, ulong Seed);
