using StampSpec.Common;

namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>A reader under test: how the bytes of a case are made, and how they are read.</summary>
/// <param name="Name">The word on the command line.</param>
/// <param name="Make">Makes the bytes of one case from its own random numbers.</param>
/// <param name="Read">Reads them: returns, or refuses them with an InvalidInputException.</param>
internal sealed record FuzzTarget(string Name, Func<RandomSource, byte[]> Make, Action<byte[]> Read)
{
    /// <summary>How many of a campaign's cases it gets, against 1 for most: fewer where a case costs much.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Codes of faults of the input as a whole, which have no place in it.</summary>
    public IReadOnlyList<string> OfTheWhole { get; init; } = [];
}
