namespace StampSpec.Studies.Running;

/// <summary>Everything that a cell's result depends on, as hashes: equal keys, equal results.</summary>
/// <param name="Stamps">The pixels and sky positions under the cell's layout.</param>
/// <param name="Objects">The alerts, their classes and groups.</param>
/// <param name="Split">Who trains, validates and is scored.</param>
/// <param name="Classifier">Architecture and hyper-parameters.</param>
/// <param name="Training">How it is trained.</param>
/// <param name="Seed">The cell's seed.</param>
/// <param name="Code">The source that StampSpec was built from.</param>
internal sealed record CellKey(
    string Stamps, string Objects, string Split, string Classifier, string Training, string Seed, string Code)
{
    /// <summary>How and on which objects its settings were chosen; null where they were given.</summary>
    public string? Tuning { get; init; }

    /// <summary>What the network that it starts from depends on; null where it starts from nothing.</summary>
    public string? Pretraining { get; init; }

    /// <summary>What differs, in words; empty where the keys are equal.</summary>
    public IReadOnlyList<string> DifferencesFrom(CellKey other) =>
    [
        .. new[]
        {
            (Stamps == other.Stamps, "its stamps"),
            (Objects == other.Objects, "the alerts or their labels"),
            (Split == other.Split, "the split"),
            (Classifier == other.Classifier, "the classifier's settings"),
            (Training == other.Training, "the training settings"),
            (Tuning == other.Tuning, "the tuning"),
            (Pretraining == other.Pretraining, "the pretraining"),
            (Seed == other.Seed, "the seed"),
            (Code == other.Code, "StampSpec itself"),
        }.Where(part => !part.Item1).Select(part => part.Item2),
    ];
}
