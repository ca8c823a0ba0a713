namespace StampSpec.Benchmarks;

/// <summary>
/// A comparison of two programs that are timed alternately in one run on the same machine and reported as a ratio, because absolute times
/// vary too much.
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
