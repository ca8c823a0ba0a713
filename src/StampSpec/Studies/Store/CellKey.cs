namespace StampSpec.Studies.Store;

/// <summary>
/// Everything that a cell's result depends on: equal keys mean equal results. Stamps, objects and split are hashed by content, settings by
/// value, so the key does not depend on how or where the source is written.
/// </summary>
/// <param name="Stamps">The pixels, features and sky positions under the cell's layout.</param>
/// <param name="Objects">The alerts, their classes, groups, origins and roles.</param>
/// <param name="Split">Which objects train, validate and are scored.</param>
/// <param name="Classifier">Architecture and hyper-parameters.</param>
/// <param name="Training">How it is trained.</param>
/// <param name="Seed">The cell's seed.</param>
internal sealed record CellKey(string Stamps, string Objects, string Split, string Classifier, string Training, string Seed)
{
    /// <summary>
    /// Versions of the calculations that make a cell's files. Null in folders of the first versions of StampSpec, whose keys contained a
    /// hash of the source files instead and cannot be compared.
    /// </summary>
    public string? Calculations { get; init; }

    /// <summary>How and on which objects the settings were chosen; null if the spec gave them.</summary>
    public string? Tuning { get; init; }

    /// <summary>Everything that the pretrained network depends on; null if the cell trains from random weights.</summary>
    public string? Pretraining { get; init; }

    /// <summary>Why a result with another key cannot be used, as a sentence without a full stop; null if it can be used.</summary>
    public string? ReasonAgainst(CellKey other)
    {
        if (other.Calculations is null)
        {
            return "an earlier version of StampSpec made the result and did not record what it depends on";
        }

        string[] differences =
        [
            .. new[]
            {
                (Stamps == other.Stamps, "the stamps"),
                (Objects == other.Objects, "the alerts or labels"),
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
        return differences.Length == 0 ? null : $"{Listed(differences)} changed";
    }

    private static string Listed(string[] parts) =>
        parts.Length == 1 ? parts[0] : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";
}
