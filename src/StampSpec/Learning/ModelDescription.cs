using StampSpec.Layouts;

namespace StampSpec.Learning;

/// <summary>What a model says about itself: what its stamps must be and what its outputs mean.</summary>
/// <param name="Layout">How its stamps are cut.</param>
/// <param name="Normalisation">How they are normalised.</param>
/// <param name="Classes">Names of the classes, in the order of the probabilities.</param>
/// <param name="TrainingHash">SHA-256, in hexadecimal, of everything that the training depended on.</param>
public sealed record ModelDescription(StampLayout Layout, NormalisationOrder Normalisation, IReadOnlyList<string> Classes, string TrainingHash)
{
    /// <summary>What happened to pixels before stamps were cut and normalised.</summary>
    public StampOrigin Origin { get; init; } = StampOrigin.Plain;
}
