using FsCheck;
using FsCheck.Fluent;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Studies.Exploring;
using StampSpec.Studies.Model;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>Who goes on from a rung, and for how long rungs train.</summary>
public sealed class ExploringSelectionTests
{
    [Fact]
    public void Every_rung_halves_the_candidates_and_doubles_the_steps_until_the_steps_are_the_largest()
    {
        var settings = new SearchSettings { SmallestSteps = 75, FewestCandidates = 4 };
        Assert.Equal(
            [new SearchRung(1, 40, 75, 20), new(2, 20, 150, 10), new(3, 10, 300, 5), new(4, 5, 600, null)],
            SearchSchedule.Rungs(40, 0, settings, 600)
        );
        Assert.Equal(4 * 3000, SearchSchedule.TotalSteps(SearchSchedule.Rungs(40, 0, settings, 600), settings));
    }

    [Fact]
    public void Rungs_keep_the_fewest_candidates_asked_for_and_one_that_would_drop_nobody_is_left_out()
    {
        var settings = new SearchSettings
        {
            SmallestSteps = 10,
            FewestCandidates = 6,
            HalvingFactor = 3,
        };
        Assert.Equal([new SearchRung(1, 10, 10, 6), new(2, 6, 100, null)], SearchSchedule.Rungs(10, 0, settings, 100));
        Assert.Equal([new SearchRung(1, 5, 40, null)], SearchSchedule.Rungs(5, 0, settings with { LargestSteps = 40 }, 100));
        Assert.Equal([new SearchRung(1, 9, 7, null)], SearchSchedule.Rungs(9, 0, settings, 7));
    }

    [Fact]
    public void Candidates_are_ranked_by_the_fronts_of_bytes_and_score()
    {
        // a cheap and poor, b dear and good; c beaten by a, d by b and c, e equal to b in both.
        double[] bytes = [10, 100, 20, 200, 100];
        double[] scores = [0.5, 0.9, 0.4, 0.3, 0.9];
        Assert.Equal([1, 1, 2, 3, 1], RungSelection.Fronts(bytes, scores));
    }

    [Fact]
    public void Crowding_is_the_distance_of_the_neighbours_in_each_quantity_and_infinite_at_the_ends()
    {
        // Logarithms 0, 1, 3, 4 of base 10; scores 0.2, 0.4, 0.5, 1.
        var distances = RungSelection.Crowding([1, 10, 1000, 10000], [0.2, 0.4, 0.5, 1]);
        Assert.Equal([double.PositiveInfinity, double.PositiveInfinity], [distances[0], distances[3]]);
        Assert.Equal((3.0 / 4) + (0.3 / 0.8), distances[1], 12);
        Assert.Equal((3.0 / 4) + (0.6 / 0.8), distances[2], 12);
    }

    [SeededProperty]
    public Property The_cheapest_of_the_best_and_the_best_of_all_always_go_on() =>
        Prop.ForAll(
            ArbMap.Default.GeneratorFor<(byte, byte)[]>().Where(r => r.Length >= 2).ToArbitrary(),
            ArbMap.Default.ArbFor<byte>(),
            ArbMap.Default.ArbFor<byte>(),
            (rows, number, bins) =>
            {
                var survivors = 2 + (number % (rows.Length - 1));
                CandidateScore[] scores = [.. rows.Select((r, i) => Score($"c{i}", 1 + r.Item1, r.Item2 / 255.0))];
                var kept = RungSelection
                    .Decide(scores, survivors, 1 + bins, [], [])
                    .Where(v => v.Outcome == CandidateOutcome.Continued)
                    .Select(v => v.Score)
                    .ToArray();
                var cheapest = scores.Where(s => s.BytesSent == scores.Min(o => o.BytesSent)).Max(s => s.MacroF1);
                return kept.Length == Math.Min(survivors, scores.Length)
                    && kept.Any(k => k.BytesSent == scores.Min(o => o.BytesSent) && k.MacroF1 == cheapest)
                    && kept.Any(k => k.MacroF1 == scores.Max(o => o.MacroF1));
            }
        );

    [Fact]
    public void Small_layouts_go_on_beside_large_ones_that_score_higher()
    {
        // By score alone the four largest would go on.
        CandidateScore[] scores =
        [
            Score("a", 100, 0.30),
            Score("b", 110, 0.20),
            Score("c", 1000, 0.50),
            Score("d", 1100, 0.45),
            Score("e", 10_000, 0.70),
            Score("f", 11_000, 0.65),
            Score("g", 12_000, 0.64),
            Score("h", 13_000, 0.71),
        ];
        var verdicts = RungSelection.Decide(scores, 4, 1, [], []);
        Assert.Equal(["a", "c", "e", "h"], Names(verdicts, CandidateOutcome.Continued));
        Assert.Equal("on front 2; a reaches 0.300 for 100 B", verdicts[1].Reason);
    }

    [Fact]
    public void Each_bin_of_bytes_sends_its_share_so_that_large_layouts_that_learn_slowly_go_on_too()
    {
        // One front in all: a and b; without bins no layout above 200 B would go on.
        CandidateScore[] scores =
        [
            Score("a", 100, 0.30),
            Score("b", 200, 0.50),
            Score("c", 1000, 0.20),
            Score("d", 2000, 0.40),
            Score("e", 3000, 0.10),
            Score("f", 150, 0.29),
            Score("g", 160, 0.28),
            Score("h", 4000, 0.35),
        ];
        Assert.Equal(["a", "b", "c", "d"], Names(RungSelection.Decide(scores, 4, 2, [], []), CandidateOutcome.Continued));
        Assert.Equal(["a", "b", "d", "f"], Names(RungSelection.Decide(scores, 4, 1, [], []), CandidateOutcome.Continued).Order());
        // Two of each bin at least: four bins of four survivors are two.
        Assert.Equal(
            Names(RungSelection.Decide(scores, 4, 2, [], []), CandidateOutcome.Continued),
            Names(RungSelection.Decide(scores, 4, 4, [], []), CandidateOutcome.Continued)
        );
    }

    [Fact]
    public void After_the_last_rung_the_first_front_goes_on_whole_and_who_came_to_no_result_never_does()
    {
        CandidateScore[] scores =
        [
            Score("a", 100, 0.3),
            Score("b", 200, null) with
            {
                Failure = "diverged",
            },
            Score("c", 300, 0.4),
            Score("d", 400, 0.35),
        ];
        var verdicts = RungSelection.Decide(scores, null, 4, [], []);
        Assert.Equal(["a", "c"], Names(verdicts, CandidateOutcome.Finalist));
        Assert.Equal((null, CandidateOutcome.Failed, "diverged"), (verdicts[1].Front, verdicts[1].Outcome, verdicts[1].Reason));
        Assert.Equal(CandidateOutcome.Failed, RungSelection.Decide(scores, 4, 1, [], [])[1].Outcome);
        Assert.All(RungSelection.Decide([scores[1]], 4, 1, [], []), v => Assert.Equal(CandidateOutcome.Failed, v.Outcome));
    }

    [Fact]
    public void A_front_too_large_for_the_next_rung_loses_those_nearest_to_their_neighbours()
    {
        var verdicts = RungSelection.Decide(
            [Score("a", 100, 0.1), Score("b", 101, 0.11), Score("c", 102, 0.12), Score("d", 1000, 0.5), Score("e", 10_000, 0.9)],
            3,
            1,
            [],
            []
        );
        Assert.Equal(["a", "d", "e"], Names(verdicts, CandidateOutcome.Continued));
        Assert.Contains("nearest to their neighbours", verdicts[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_budget_gets_its_best_by_validation_whatever_the_test_says()
    {
        FrontRow[] front = [Row("a", 100, 0.3, 0.9), Row("b", 1000, 0.5, 0.4), Row("c", 1000, 0.5, 0.8), Row("d", 5000, 0.6, 0.1)];
        StudyBudget[] budgets = [new("large", 1e4, ""), new("none", 99, ""), new("middle", 1000, "")];
        var final = new StudySummary("final", null, ["x", "y"], "hold-out", 1, 1, 1, "a", 0.01, 100, 0.95)
        {
            Layouts =
            [
                new LayoutSummary(new("b", "float32"), 1000, 64, 8, [1])
                {
                    BestProbabilities = [new("middle", 1000, 0.25), new("large", 1e4, 0.125)],
                },
            ],
        };
        var answers = BestPerBudgetRow.Of(budgets, front, final);
        Assert.Equal([("none", null), ("middle", "b"), ("large", "d")], answers.Select(a => (a.Budget, a.Layout)));
        Assert.Equal((0.4, 0.25), (answers[1].TestMacroF1, answers[1].TestBestProbability));
        Assert.All(answers.Where(a => a.Layout is not null), a => Assert.True(a.BytesSent <= a.BudgetBytes));
    }

    private static IEnumerable<string> Names(IEnumerable<CandidateVerdict> verdicts, CandidateOutcome outcome) =>
        verdicts.Where(v => v.Outcome == outcome).Select(v => v.Score.Layout.Name);

    private static CandidateScore Score(string name, double bytes, double? macroF1)
    {
        var layout = new StampLayout(name, [new StampScale(8, 1.01)]);
        return new CandidateScore(
            new StudyLayout(name, "float32", layout, NormalisationOrder.Before, ClassifierSettings.Default, new TrainingSettings()),
            bytes,
            macroF1
        );
    }

    private static FrontRow Row(string name, double bytes, double validation, double test) =>
        new(new(name, "float32"), (long)bytes, bytes, validation, null, null, true, null, test, null, null, test - validation, null, null);
}
