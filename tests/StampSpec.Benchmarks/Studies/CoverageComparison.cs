using System.Globalization;
using StampSpec.Common;
using StampSpec.Studies.Statistics;
using StampSpec.Tests.Studies;

namespace StampSpec.Benchmarks.Studies;

/// <summary>How often the intervals cover scores and differences that are known, over numbers of runs and sizes of run effects.</summary>
internal sealed class CoverageComparison : IComparison
{
    private static readonly double[][] Skills =
    [
        [1.2, 1.8, 1.0, 0.8, 1.1, 1.4],
        [1.0, 1.7, 1.0, 0.5, 1.0, 1.4],
    ];
    private static readonly int[] ClassCounts = [60, 100, 40, 25, 50, 80];

    public string Name => "coverage";

    public string Description => "coverage of the nominal 95 % intervals by simulation [STUDIES]";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var studies = arguments.Count > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 500;
        output.WriteLine(
            "runs  run spread  macro-F1 (BCa)  width   difference (percentile)  width   separate bars apart  interval excludes 0"
        );
        foreach (var runs in new[] { 1, 3, 5, 10 })
        {
            foreach (var spread in new[] { 0, 0.15, 0.4 })
            {
                output.WriteLine(Row(new CoverageSimulation(ClassCounts, runs, spread, Skills), studies));
            }
        }

        return 0;
    }

    private static string Row(CoverageSimulation simulation, int studies)
    {
        var truth = simulation.Truth(0);
        var difference = simulation.Truth(1) - truth;
        int covered = 0,
            differenceCovered = 0,
            apart = 0,
            detected = 0;
        double width = 0,
            differenceWidth = 0;
        for (var study = 0; study < studies; study++)
        {
            var scores = TwoLevelBootstrap.Resample(simulation.Draw(new Seed(21).Derive(study)), 1000, new Seed(22).Derive(study));
            var first = scores.Interval(0, ScoreKey.MacroF1);
            var second = scores.Interval(1, ScoreKey.MacroF1);
            var paired = PairedDifference.Compute(scores, 1, 0, ScoreKey.MacroF1, 0.01).Interval;
            covered += first.Low <= truth && truth <= first.High ? 1 : 0;
            differenceCovered += paired.Low <= difference && difference <= paired.High ? 1 : 0;
            apart += second.High < first.Low ? 1 : 0;
            detected += paired.High < 0 ? 1 : 0;
            width += (first.High - first.Low) / studies;
            differenceWidth += (paired.High - paired.Low) / studies;
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{simulation.Runs, 4}  {simulation.RunSpread, 10:F2}  {Share(covered), 14:F3}  {width, 5:F3}  "
                + $"{Share(differenceCovered), 24:F3}  {differenceWidth, 5:F3}  {Share(apart), 19:F3}  {Share(detected), 19:F3}"
        );

        double Share(int count) => (double)count / studies;
    }
}
