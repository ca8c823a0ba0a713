using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Learning.Tuning;

namespace StampSpec.Tests.Learning.Tuning;

public sealed class ClassifierTunerTests
{
    private static readonly StampTensorShape Shape = new(2, 8);

    private static readonly LabelledStamps Train = ToyStamps.Draw(120, new Seed(1), Shape);

    private static readonly LabelledStamps Validation = ToyStamps.Draw(60, new Seed(2), Shape);

    private static readonly TrainingSettings Training = new() { BatchSize = 16, EvaluationInterval = 10 };

    private static readonly TuningSettings Tuning = new()
    {
        Candidates = 4,
        SmallestSteps = 20,
        LargestSteps = 40,
        LearningRate = new TuningRange(3e-3, 1e-2),
        Dropout = new TuningRange(0, 0.3),
        WidthMultipliers = [1, 1.5],
    };

    [Fact]
    public void A_learning_rate_far_too_small_loses()
    {
        var own = new ClassifierSettings
        {
            Widths = [6, 8],
            Dense = 8,
            LearningRate = 1e-9,
        };
        var outcome = Tune(own, 5);
        var first = outcome.Trials.Single(t => t.Candidate == 0);
        Assert.Equal((0, TrialStatus.Dropped, own), (first.Rung, first.Status, first.Network));
        var chosen = outcome.Trials.Single(t => t.Status == TrialStatus.Chosen);
        Assert.Equal(outcome.Chosen, chosen.Network);
        Assert.InRange(chosen.Network.LearningRate, 3e-3, 1e-2);
        Assert.True(
            chosen.ValidationMacroF1 > first.ValidationMacroF1 + 0.2,
            $"{chosen.ValidationMacroF1} against {first.ValidationMacroF1}"
        );
        Assert.Equal(SuccessiveHalving.TotalSteps(Tuning), outcome.Trials.Sum(t => t.Steps));
    }

    [Fact]
    public void A_diverged_candidate_is_listed_and_never_chosen()
    {
        var own = new ClassifierSettings
        {
            Widths = [6, 8],
            Dense = 8,
            LearningRate = 1e30,
        };
        var outcome = ClassifierTuner.Tune(
            own,
            Training with
            {
                GradientNormLimit = null,
            },
            Tuning with
            {
                Candidates = 2,
            },
            Train,
            Validation,
            ToyStamps.Classes,
            new Seed(5)
        );
        Assert.Equal([TrialStatus.Diverged, TrialStatus.Chosen], outcome.Trials.Select(t => t.Status));
        Assert.Null(outcome.Trials[0].ValidationMacroF1);
        Assert.Equal(outcome.Trials[1].Network, outcome.Chosen);
    }

    [Fact]
    public void The_same_seed_makes_the_same_trials_and_another_seed_others()
    {
        var own = new ClassifierSettings { Widths = [4, 4], Dense = 4 };
        Assert.Equal(Described(Tune(own, 5)), Described(Tune(own, 5)));
        Assert.NotEqual(Described(Tune(own, 5)), Described(Tune(own, 6)));
    }

    [Fact]
    public void Candidates_lie_in_their_ranges_and_do_not_depend_on_how_many_there_are()
    {
        var own = new ClassifierSettings { Widths = [3, 10] };
        var many = ClassifierTuner.Draw(own, Tuning with { Candidates = 200 }, new Seed(1));
        Assert.Same(own, many[0]);
        Assert.All(many.Skip(1), c => Assert.InRange(c.LearningRate, 3e-3, 1e-2));
        Assert.All(many.Skip(1), c => Assert.InRange(c.Dropout, 0, 0.3));
        Assert.Equal(["3 10", "5 15"], many.Skip(1).Select(c => string.Join(' ', c.Widths)).Distinct().Order());
        // Uniform in the logarithm: half of the draws are below the geometric mean. For 199 draws the fraction differs by more than 0.15
        // with a probability below 1e-4.
        Assert.InRange(many.Skip(1).Count(c => c.LearningRate < Math.Sqrt(3e-3 * 1e-2)) / 199.0, 0.35, 0.65);
        var few = ClassifierTuner.Draw(own, Tuning with { Candidates = 4 }, new Seed(1));
        Assert.Equal(many.Take(4).Select(c => c.LearningRate), few.Select(c => c.LearningRate));
    }

    [Fact]
    public void Ties_go_to_the_smaller_index()
    {
        var outcome = Run([0.5, 0.7, 0.7, 0.5], (score, _) => score);
        Assert.Equal([1, 2], Of(outcome, 1).Select(t => t.Candidate));
        Assert.Equal(1, outcome.Trials.Single(t => t.Status == TrialStatus.Chosen).Candidate);
    }

    [Fact]
    public void Where_all_survivors_diverge_later_the_best_that_never_did_is_chosen()
    {
        var outcome = Run([0.9, 0.3, 0.8, 0.4], (score, steps) => steps > 20 && score > 0.5 ? null : score);
        Assert.Equal([TrialStatus.Diverged, TrialStatus.Diverged], Of(outcome, 1).Select(t => t.Status));
        Assert.Equal(
            [TrialStatus.Continued, TrialStatus.Dropped, TrialStatus.Continued, TrialStatus.Chosen],
            Of(outcome, 0).Select(t => t.Status)
        );
        Assert.Null(Run([0.1, 0.2, 0.3, 0.4], (_, _) => null).Chosen);
    }

    private static TuningOutcome Run(double[] scores, Func<double, int, double?> score) =>
        ClassifierTuner.Run(
            SuccessiveHalving.Rungs(Tuning),
            [.. scores.Select(s => new ClassifierSettings { Dropout = s })],
            (network, steps) => score(network.Dropout, steps)
        );

    private static IEnumerable<TuningTrial> Of(TuningOutcome outcome, int rung) => outcome.Trials.Where(t => t.Rung == rung);

    private static TuningOutcome Tune(ClassifierSettings own, ulong seed) =>
        ClassifierTuner.Tune(own, Training, Tuning, Train, Validation, ToyStamps.Classes, new Seed(seed));

    private static IEnumerable<(int, int, double, double, string, double?, TrialStatus)> Described(TuningOutcome outcome) =>
        outcome.Trials.Select(t =>
            (
                t.Candidate,
                t.Rung,
                t.Network.LearningRate,
                t.Network.Dropout,
                string.Join(' ', t.Network.Widths),
                t.ValidationMacroF1,
                t.Status
            )
        );
}
