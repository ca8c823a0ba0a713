namespace StampSpec.Benchmarks;

/// <summary>
/// Two things timed alternately in one run on the same machine, reported as a ratio. Machines are noisy: an absolute time says little.
/// </summary>
internal interface IComparison
{
    /// <summary>The word on the command line.</summary>
    public string Name { get; }

    /// <summary>What is compared with what.</summary>
    public string Description { get; }

    /// <summary>Runs the comparison and writes its table.</summary>
    /// <returns>Exit code.</returns>
    public int Run(IReadOnlyList<string> arguments, TextWriter output);
}
