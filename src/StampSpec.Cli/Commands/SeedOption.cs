using System.CommandLine;
using StampSpec.Specs;

namespace StampSpec.Cli.Commands;

/// <summary>The option <c>--seed</c>, in the range of a study's seed.</summary>
internal static class SeedOption
{
    private const long Largest = 1L << 53;

    /// <summary>Creates it, with the default 1.</summary>
    public static Option<ulong> Create(string description) =>
        QuantityOption.WithDefault<ulong>("--seed", "S", description, Quantity.Whole(0, Largest), 1);
}
