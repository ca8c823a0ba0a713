namespace StampSpec.Learning;

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
