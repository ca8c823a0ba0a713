using System.Globalization;
using StampSpec.Common;
using StampSpec.Studies.Statistics;
using StampSpec.Tests.Studies;

namespace StampSpec.Benchmarks.Studies;

/// <summary>How often the intervals cover scores and differences that are known, by number of runs and kind of spread.</summary>
internal sealed class CoverageComparison : IComparison
{
    private static readonly double[][] Skills =
    [
        [1.2, 1.8, 1.0, 0.8, 1.1, 1.4],
        [1.0, 1.7, 1.0, 0.5, 1.0, 1.4],
    ];
    private static readonly int[] ClassCounts = [60, 100, 40, 25, 50, 80];

    public string Name => "coverage";

    public string Description => "coverage of the nominal 95 % intervals by simulation, as CSV: [STUDIES]";

    private static readonly (string Name, Func<int, CoverageSimulation> With)[] Scenarios =
    [
        ("no spread between runs", runs => Simulation(runs, 0)),
        ("run spread 0.15", runs => Simulation(runs, 0.15)),
        ("run spread 0.4", runs => Simulation(runs, 0.4)),
        ("run spread 0.15, groups of 5", runs => Simulation(runs, 0.15) with { GroupSize = 5 }),
        ("run spread 0.4, 5 folds", runs => Simulation(runs, 0.4) with { Folds = 5 }),
        ("run spread 0.15, training-set spread 0.15", runs => Simulation(runs, 0.15) with { TrainingSpread = 0.15 }),
    ];

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var studies = arguments.Count > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 500;
        output.WriteLine("scenario,runs,studies,score_coverage,score_width,difference_coverage,difference_width,difference_excludes_0");
        foreach (var (name, with) in Scenarios)
        {
            foreach (var runs in new[] { 1, 2, 5, 6, 10 })
            {
                output.WriteLine(FormattableString.Invariant($"\"{name}\",{runs},{studies},{Row(with(runs), studies)}"));
            }
        }

        return 0;
    }

    private static CoverageSimulation Simulation(int runs, double spread) => new(ClassCounts, runs, spread, Skills);

    private static string Row(CoverageSimulation simulation, int studies)
    {
        var truth = simulation.Truth(0);
        var difference = simulation.Truth(1) - truth;
        var outcomes = new Outcome[studies];
        Parallel.For(0, studies, study => outcomes[study] = Study(simulation, study));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Share(o => o.Score.Contains(truth)):0.000},{outcomes.Average(o => o.Score.Width):0.000},"
                + $"{Share(o => o.Difference.Contains(difference)):0.000},{outcomes.Average(o => o.Difference.Width):0.000},"
                + $"{Share(o => !o.Difference.Contains(0)):0.000}"
        );

        double Share(Func<Outcome, bool> holds) => (double)outcomes.Count(holds) / studies;
    }

    private static Outcome Study(CoverageSimulation simulation, int study)
    {
        var scores = TwoLevelBootstrap.Resample(simulation.Draw(new Seed(21).Derive(study)), 1000, new Seed(22).Derive(study));
        var score = scores.Interval(0, ScoreKey.MacroF1);
        var paired = PairedDifference.Compute(scores, 1, 0, ScoreKey.MacroF1, 0.01).Interval;
        return new Outcome(new Range(score.Low, score.High), new Range(paired.Low, paired.High));
    }

    private readonly record struct Range(double Low, double High)
    {
        public double Width => High - Low;

        public bool Contains(double value) => Low <= value && value <= High;
    }

    private readonly record struct Outcome(Range Score, Range Difference);
}
