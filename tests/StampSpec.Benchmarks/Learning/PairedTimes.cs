using System.Diagnostics;

namespace StampSpec.Benchmarks.Learning;

/// <summary>
/// Wall times of two programs that are timed in alternating blocks. A block is the median of its steps, and a ratio is that of neighbouring
/// blocks, so that a change of the machine's load affects both sides of a ratio.
/// </summary>
/// <param name="Ours">Seconds a step, a block each.</param>
/// <param name="Peers">The same of the peer.</param>
internal sealed record PairedTimes(double[] Ours, double[] Peers)
{
    /// <summary>Times both.</summary>
    /// <param name="blocks">Number of blocks of each.</param>
    /// <param name="steps">Steps of a block.</param>
    /// <param name="ours">One step here.</param>
    /// <param name="peer">Seconds of some steps of the peer.</param>
    public static PairedTimes Measure(int blocks, int steps, Action ours, Func<int, double[]> peer)
    {
        var (mine, theirs) = (new double[blocks], new double[blocks]);
        for (var block = 0; block < blocks; block++)
        {
            theirs[block] = Median(peer(steps));
            mine[block] = Median([.. Enumerable.Range(0, steps).Select(_ => Seconds(ours))]);
        }

        return new PairedTimes(mine, theirs);
    }

    /// <summary>Ours divided by the peer's, ascending.</summary>
    public double[] Ratios => [.. Ours.Zip(Peers, (mine, theirs) => mine / theirs).Order()];

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    private static double Seconds(Action step)
    {
        var start = Stopwatch.GetTimestamp();
        step();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
