using System.Diagnostics;

namespace StampSpec.Benchmarks.Learning;

/// <summary>Seconds of two things timed alternately; their medians and the median of the ratios of neighbours.</summary>
internal sealed class PairedTimes
{
    private readonly List<double> _ours = [];
    private readonly List<double> _peers = [];

    public double OursMedian => Median(_ours);

    public double PeersMedian => Median(_peers);

    /// <summary>How many times faster than the peer; above 1 is faster.</summary>
    public double Ratio => Median(_ours.Zip(_peers, (ours, peers) => peers / ours));

    public (double Low, double High) RatioRange => (_ours.Zip(_peers, (o, p) => p / o).Min(), _ours.Zip(_peers, (o, p) => p / o).Max());

    public static PairedTimes Measure(int rounds, Action ours, Func<double> peer)
    {
        var times = new PairedTimes();
        for (var round = 0; round < rounds; round++)
        {
            times._peers.Add(peer());
            var start = Stopwatch.GetTimestamp();
            ours();
            times._ours.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return times;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }
}
