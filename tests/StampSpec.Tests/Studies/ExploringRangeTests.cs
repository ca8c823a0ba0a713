using FsCheck;
using FsCheck.Fluent;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Studies.Exploring;
using StampSpec.Studies.Model;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>Large layouts, which are few and learn slowly, reach the last rung of an exploration.</summary>
public sealed class ExploringRangeTests
{
    private static readonly StudyBudget[] Budgets =
    [
        new("large", 10_000, ""),
        new("small", 100, ""),
        new("middle", 1000, ""),
        new("same", 1000, ""),
    ];

    private static readonly CandidateScore[] Eight =
    [
        Score("a", 10, 0.5),
        Score("b", 20, 0.8),
        Score("c", 30, 0.7),
        Score("d", 40, 0.6),
        Score("e", 500, 0.2),
        Score("f", 600, 0.3),
        Score("g", 5000, 0.1),
        Score("h", 600, 0.3),
    ];

    [Fact]
    public void Ranges_reach_from_each_budget_which_they_leave_out_to_the_next_which_they_hold()
    {
        var ranges = ByteRange.Between(Budgets);
        Assert.Equal([new ByteRange(null, 100), new(100, 1000), new(1000, 10_000)], ranges);
        Assert.Equal(
            [0, 0, 1, 1, 2, 2, -1],
            new double[] { 1, 100, 100.5, 1000, 1001, 10_000, 10_001 }.Select(b => ranges.ToList().FindIndex(r => r.Holds(b)))
        );
        Assert.Equal(["up to 100 B", "100 to 1000 B", "1000 to 10000 B"], ranges.Select(r => r.ToString()));
    }

    [Fact]
    public void The_best_of_a_range_goes_on_though_smaller_ones_beat_it_and_takes_one_of_the_places()
    {
        var verdicts = RungSelection.Decide(Eight, 4, 1, Kept, []);
        Assert.Equal(["a", "b", "f", "g"], Names(verdicts, CandidateOutcome.Continued));
        Assert.Equal((null, "the best of 100 to 1000 B"), (verdicts[5].Front, verdicts[5].Reason));
        Assert.Equal(["a", "b", "f", "g"], Names(RungSelection.Decide(Eight, null, 1, Kept, []), CandidateOutcome.Finalist));
        Assert.Equal(["a", "b"], Names(RungSelection.Decide(Eight, null, 1, [], []), CandidateOutcome.Finalist));
        Assert.Equal(
            (5, "the best of 1000 to 10000 B, on front 5; b reaches 0.800 for 20 B"),
            (RungSelection.Decide(Eight, null, 1, Kept, [])[6] is var g ? (g.Front, g.Reason) : default)
        );
    }

    [Fact]
    public void A_reference_goes_through_every_rung_and_to_the_test_though_others_beat_it()
    {
        var scores = Eight[..5];
        string[] references = ["d", "e", "not here"];
        var verdicts = RungSelection.Decide(scores, 4, 1, Kept, references);
        Assert.Equal(["a", "b", "d", "e"], Names(verdicts, CandidateOutcome.Continued));
        Assert.Equal(["a reference", "the best of 100 to 1000 B"], verdicts.Skip(3).Select(v => v.Reason));
        var last = RungSelection.Decide(scores, null, 1, [], references);
        Assert.Equal(["a", "b", "d", "e"], Names(last, CandidateOutcome.Finalist));
        Assert.Equal((3, "a reference, on front 3; b reaches 0.800 for 20 B"), (last[3].Front, last[3].Reason));
        CandidateScore[] failed = [.. scores.Select(s => s with { MacroF1 = s.Layout.Name == "d" ? null : s.MacroF1 })];
        Assert.Equal(CandidateOutcome.Failed, RungSelection.Decide(failed, null, 1, [], references)[3].Outcome);
    }

    [Fact]
    public void The_place_of_one_that_failed_goes_to_the_next_best_of_its_range_and_of_an_empty_range_to_the_others()
    {
        CandidateScore[] scores =
        [
            Score("a", 10, 0.5),
            Score("b", 20, 0.6),
            Score("c", 30, 0.55),
            Score("d", 500, null),
            Score("e", 600, 0.2),
            Score("f", 700, 0.1),
            Score("g", 5000, null),
        ];
        Assert.Equal(["a", "b", "c", "e"], Names(RungSelection.Decide(scores, 4, 1, Kept, []), CandidateOutcome.Continued));
        Assert.Equal(["d", "g"], Names(RungSelection.Decide(scores, 4, 1, Kept, []), CandidateOutcome.Failed));
        Assert.Equal(["a", "b", "e"], Names(RungSelection.Decide(scores, null, 1, Kept, []), CandidateOutcome.Finalist));
    }

    [Fact]
    public void Rungs_leave_the_fewest_candidates_beside_the_best_of_each_range() =>
        Assert.Equal(
            [new SearchRung(1, 40, 75, 20), new(2, 20, 150, 10), new(3, 10, 300, 7), new(4, 7, 600, null)],
            SearchSchedule.Rungs(40, 3, new SearchSettings { SmallestSteps = 75, FewestCandidates = 4 }, 600)
        );

    [SeededProperty]
    public Property Every_range_keeps_its_best_through_all_rungs_whatever_the_scores() => Prop.ForAll(Candidates(), rows =>
        {
            CandidateScore[] left = Scores(rows, rung: 0);
            var rungs = SearchSchedule.Rungs(
                left.Length,
                NonEmpty(left),
                new SearchSettings { SmallestSteps = 1, FewestCandidates = 2 },
                16
            );
            foreach (var rung in rungs)
            {
                // Each rung measures anew: the order of the one before says nothing.
                left = Scores([.. rows.Where(r => left.Any(l => l.Layout.Name == r.Name))], rung.Number);
                var going = RungSelection
                    .Decide(left, rung.Survivors, 4, Kept, [])
                    .Where(v => v.Outcome is CandidateOutcome.Continued or CandidateOutcome.Finalist)
                    .Select(v => v.Score)
                    .ToArray();
                if (
                    left.Length != rung.Candidates
                    || (rung.Survivors is { } most && going.Length != most)
                    || !Kept.All(range => KeepsBest(range, left, going))
                )
                {
                    return false;
                }

                left = going;
            }

            return NonEmpty(left) == NonEmpty(Scores(rows, rung: 0));
        });

    [SeededProperty]
    public Property Nobody_that_failed_goes_on_and_no_more_than_asked_for() =>
        Prop.ForAll(Candidates(), ArbMap.Default.ArbFor<byte>(), (rows, more) =>
        {
            var most = Kept.Length + 1 + (more % 4);
            CandidateScore[] scores = [.. Scores(rows, rung: 0).Select((s, i) => i % 3 == 0 ? s with { MacroF1 = null } : s)];
            var going = RungSelection
                .Decide(scores, most, 3, Kept, [])
                .Where(v => v.Outcome == CandidateOutcome.Continued)
                .Select(v => v.Score)
                .ToArray();
            return going.Length <= most && going.All(g => g.MacroF1 is not null) && Kept.All(range => KeepsBest(range, scores, going));
        });

    [SeededProperty]
    public Property The_order_of_candidates_decides_neither_the_best_of_a_range_nor_the_finalists_where_no_two_are_equal() =>
        Prop.ForAll(Candidates(), ArbMap.Default.ArbFor<int>(), (rows, key) =>
        {
            CandidateScore[] scores = [.. Scores(rows, rung: 0).DistinctBy(s => s.BytesSent).DistinctBy(s => s.MacroF1)];
            CandidateScore[] shuffled =
            [
                .. scores.OrderBy(s => unchecked((uint)((int)s.BytesSent * (key | 1) * 40_503))).ThenBy(s => s.BytesSent),
            ];
            return Going(scores, 4).SequenceEqual(Going(shuffled, 4)) && Going(scores, null).SequenceEqual(Going(shuffled, null));

            // Who shares the other places may depend on the order: among equally crowded ones the earlier goes on.
            static IEnumerable<string> Going(CandidateScore[] scores, int? survivors) =>
                RungSelection
                    .Decide(scores, survivors, 1, Kept, [])
                    .Where(v => v.Outcome == CandidateOutcome.Finalist || v.Reason.StartsWith("the best of", StringComparison.Ordinal))
                    .Select(v => v.Score.Layout.Name)
                    .Order(StringComparer.Ordinal);
        });

    [Fact]
    public void Each_range_is_answered_by_its_best_finalist_and_paired_with_the_baseline()
    {
        FrontRow[] front = [Row("a", 90, 0.7), Row("b", 100, 0.8), Row("c", 200, 0.6), Row("d", 1000, 0.6)];
        var final = new StudySummary("final", null, ["x", "y"], "hold-out", 1, 1, 1, "b", 0.01, 100, 0.95)
        {
            Comparisons = [Compared("c", "macro-f1", -0.25), Compared("c", "f1", 0.5)],
        };
        var answers = BestPerRangeRow.Of(Budgets, front, final);
        Assert.Equal(
            [(null, 100, "b"), (100, 1000, "c"), (1000, 10_000, null)],
            answers.Select(a => (a.AboveBytes, a.UpToBytes, a.Layout))
        );
        Assert.Equal([(null, null), (-0.25, -0.5), (null, null)], answers.Select(a => (a.TestMinusBaseline, a.DifferenceLow)));
        Assert.All(answers, a => Assert.Equal("b", a.Baseline));
    }

    private static ByteRange[] Kept => [.. ByteRange.Between(Budgets).Skip(1)];

    /// <summary>Candidates of 1 to 10,000 bytes, spread over them however small the numbers drawn.</summary>
    private static Arbitrary<Candidate[]> Candidates() =>
        ArbMap
            .Default.GeneratorFor<(ushort, ushort)[]>()
            .Select(rows =>
                rows.Select((r, i) => new Candidate($"c{i}", Math.Round(Math.Pow(10, r.Item1 * 7919 % 4001 / 1000.0)), r.Item2)).ToArray()
            )
            .Where(r => r.Length >= 2)
            .ToArbitrary();

    private static CandidateScore[] Scores(IEnumerable<Candidate> candidates, int rung) =>
        [.. candidates.Select(c => Score(c.Name, c.Bytes, (c.Score * (ulong)((2 * rung) + 1) * 40_503UL % 65_536) / 65_536.0))];

    private static int NonEmpty(IEnumerable<CandidateScore> scores) => Kept.Count(r => scores.Any(s => r.Holds(s.BytesSent)));

    private static bool KeepsBest(ByteRange range, IEnumerable<CandidateScore> all, IEnumerable<CandidateScore> going) =>
        all.Where(s => range.Holds(s.BytesSent)).Max(s => s.MacroF1) == going.Where(s => range.Holds(s.BytesSent)).Max(s => s.MacroF1);

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

    private static FrontRow Row(string name, double bytes, double validation) =>
        new(new(name, "float32"), (long)bytes, bytes, validation, null, null, true, null, validation, null, null, 0, null, null);

    private static LayoutComparison Compared(string layout, string metric, double difference) =>
        new(new(layout, "float32"), "b", metric, null, difference, 2 * difference, 0, 0.5, null, null, null, null);

    private sealed record Candidate(string Name, double Bytes, ushort Score);
}
