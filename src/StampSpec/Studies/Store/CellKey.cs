namespace StampSpec.Studies.Store;

/// <summary>
/// Everything that a cell's result depends on: equal keys, equal results. Stamps, objects and split are hashed by content, settings by
/// value, so that it makes no difference how the source is written or where it stands.
/// </summary>
/// <param name="Stamps">The pixels, features and sky positions under the cell's layout.</param>
/// <param name="Objects">The alerts, their classes, groups, origins and roles.</param>
/// <param name="Split">Who trains, validates and is scored.</param>
/// <param name="Classifier">Architecture and hyper-parameters.</param>
/// <param name="Training">How it is trained.</param>
/// <param name="Seed">The cell's seed.</param>
internal sealed record CellKey(string Stamps, string Objects, string Split, string Classifier, string Training, string Seed)
{
    /// <summary>
    /// Versions of the calculations that make a cell's files of all that; null in folders of StampSpec's first versions, whose keys held a
    /// hash of its source files instead and cannot be compared with others.
    /// </summary>
    public string? Calculations { get; init; }

    /// <summary>How and on which objects its settings were chosen; null if they were given.</summary>
    public string? Tuning { get; init; }

    /// <summary>What the network that it starts from depends on; null if it starts from nothing.</summary>
    public string? Pretraining { get; init; }

    /// <summary>Why a result with another key does not serve, as a sentence without its end; null if it serves.</summary>
    public string? ReasonAgainst(CellKey other)
    {
        if (other.Calculations is null)
        {
            return "an earlier version of StampSpec made it, and noted its own source files in place of what the result depends on";
        }

        string[] differences =
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
                (Calculations == other.Calculations, $"StampSpec's calculations ({other.Calculations}; now {Calculations})"),
            }
                .Where(part => !part.Item1)
                .Select(part => part.Item2),
        ];
        return differences.Length == 0 ? null : $"{string.Join(", ", differences)} changed";
    }
}
