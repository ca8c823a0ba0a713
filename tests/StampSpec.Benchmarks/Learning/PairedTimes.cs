using System.Diagnostics;
using System.Globalization;

namespace StampSpec.Benchmarks.Learning;

/// <summary>
/// Wall and processor seconds of two programs that are timed alternately. If the machine has other work, processor seconds are more
/// meaningful: a thread that waits costs only wall time.
/// </summary>
internal sealed class PairedTimes
{
    private readonly List<(double Ours, double Peers)> _wall = [];
    private readonly List<(double Ours, double Peers)> _processor = [];

    public static PairedTimes Measure(int rounds, Action ours, Func<(double Wall, double Processor)> peer)
    {
        var times = new PairedTimes();
        for (var round = 0; round < rounds; round++)
        {
            var (peerWall, peerProcessor) = peer();
            var processor = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            ours();
            times._wall.Add((Stopwatch.GetElapsedTime(start).TotalSeconds, peerWall));
            times._processor.Add(((Environment.CpuUsage.TotalTime - processor).TotalSeconds, peerProcessor));
        }

        return times;
    }

    /// <summary>One line: rates by the medians of the seconds, then the median and range of the ratios of neighbours.</summary>
    public string Report(string label, int count, string unit) =>
        $"{label}  wall {Rates(_wall, count, unit)}   processor {Rates(_processor, count, unit)}";

    private static string Rates(List<(double Ours, double Peers)> pairs, int count, string unit)
    {
        double[] ratios = [.. pairs.Select(p => p.Peers / p.Ours).Order()];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{count / Median(pairs.Select(p => p.Ours)), 8:F2} {unit}, PyTorch "
                + $"{count / Median(pairs.Select(p => p.Peers)), 8:F2}, ratio {Median(ratios):F2} ({ratios[0]:F2} to "
                + $"{ratios[^1]:F2})"
        );
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }
}
