using StampSpec.Layouts.Model;

namespace StampSpec.Learning;

/// <summary>The description that a model carries: how its stamps are made and what its outputs mean.</summary>
/// <param name="Layout">Layout of its stamps.</param>
/// <param name="Normalisation">Normalisation of its stamps.</param>
/// <param name="Classes">Names of the classes, in the order of the probabilities.</param>
/// <param name="TrainingHash">SHA-256, in hexadecimal, of everything that the training depended on.</param>
public sealed record ModelDescription(
    StampLayout Layout,
    NormalisationOrder Normalisation,
    IReadOnlyList<string> Classes,
    string TrainingHash
)
{
    /// <summary>How packet columns were scaled for it; null if the layout has none.</summary>
    internal ColumnScaling? Columns { get; init; }

    /// <summary>Number of networks whose probabilities it averages.</summary>
    internal int Networks { get; init; } = 1;

    /// <summary>What it says of its data and scores; null for models in a study's folder.</summary>
    internal ModelFacts? Facts { get; init; }

    /// <summary>The objects that it has seen; null if the model does not say it.</summary>
    internal TrainedObjects? Seen { get; init; }

    /// <summary>How pixels were processed before stamps were cut and normalised.</summary>
    public StampOrigin Origin { get; init; } = StampOrigin.Plain;
}

/// <summary>How the pixels of alerts were processed between the survey and the stamps on which a model was scored.</summary>
/// <param name="Encoding">Name of the encoding in which the scales were sent; <c>none</c> if their values were not changed.</param>
public sealed record StampOrigin(string Encoding)
{
    /// <summary>Stamps that were cut from the original alerts and not encoded.</summary>
    public static StampOrigin Plain { get; } = new("none");

    /// <summary>
    /// The simulation to another survey's resolution, written like a study's <c>dataset.simulate</c>; null if there is none.
    /// </summary>
    public string? Simulation { get; init; }

    /// <summary>
    /// The control experiment for which the images were changed, written like <c>control</c> of a study's layout; null if there is none.
    /// </summary>
    public string? Control { get; init; }

    /// <summary>Seed of that simulation's noise; null if there is no simulation.</summary>
    public ulong? SimulationSeed { get; init; }

    /// <summary>
    /// The survey from whose alerts the model learned, <c>ztf</c> or <c>lsst</c>, or several between spaces; null if the alerts were
    /// simulated at another survey's resolution, or if the model does not say it.
    /// </summary>
    public string? Survey { get; init; }
}
