using StampSpec.Layouts.Model;

namespace StampSpec.Learning;

/// <summary>What a model says about itself: what its stamps must be and what its outputs mean.</summary>
/// <param name="Layout">How its stamps are cut.</param>
/// <param name="Normalisation">How they are normalised.</param>
/// <param name="Classes">Names of the classes, in the order of the probabilities.</param>
/// <param name="TrainingHash">SHA-256, in hexadecimal, of everything that the training depended on.</param>
public sealed record ModelDescription(
    StampLayout Layout,
    NormalisationOrder Normalisation,
    IReadOnlyList<string> Classes,
    string TrainingHash
)
{
    /// <summary>What happened to pixels before stamps were cut and normalised.</summary>
    public StampOrigin Origin { get; init; } = StampOrigin.Plain;
}

/// <summary>What happened to alerts' pixels between the survey and the cut stamps that a model was scored on.</summary>
/// <param name="Encoding">Name of the encoding in which the scales were sent; <c>none</c> where they arrived as they were.</param>
public sealed record StampOrigin(string Encoding)
{
    /// <summary>Stamps that were cut from alerts as they are, and not encoded.</summary>
    public static StampOrigin Plain { get; } = new("none");

    /// <summary>The simulation to another survey's resolution, as the keys of a study's <c>dataset.simulate</c>; null for none.</summary>
    public string? Simulation { get; init; }

    /// <summary>Seed of that simulation's noise; null if there is no simulation.</summary>
    public ulong? SimulationSeed { get; init; }
}
