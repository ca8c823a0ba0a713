using System.Diagnostics;
using System.Globalization;
using StampSpec.Common;
using StampSpec.Studies.Statistics;
using StampSpec.Tests.Studies;

namespace StampSpec.Benchmarks.Studies;

/// <summary>Time of the bootstrap at the paper's size: 4 layouts x 5 runs x 10,000 objects, 2,000 resamples.</summary>
internal sealed class BootstrapSpeedComparison : IComparison
{
    public string Name => "bootstrap";

    public string Description => "2,000 resamples of 4 layouts x 5 runs x 10,000 objects, seconds";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var skills = Enumerable.Range(0, 4).Select(l => new[] { 1.5 + (0.1 * l), 2.5, 2.4, 1.2, 1.4, 2.0 }).ToArray();
        var table = new CoverageSimulation([1955, 1836, 3190, 116, 723, 2042], 5, 0.1, skills).Draw(new Seed(1));
        for (var repetition = 0; repetition < 3; repetition++)
        {
            var watch = Stopwatch.StartNew();
            var scores = TwoLevelBootstrap.Resample(table, TwoLevelBootstrap.DefaultResamples, new Seed(2));
            var interval = scores.Interval(0, ScoreKey.MacroF1);
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{table.ObjectCount} objects: {watch.Elapsed.TotalSeconds:F2} s, macro-F1 {interval.Low:F4} to {interval.High:F4}"
                )
            );
        }

        return 0;
    }
}
