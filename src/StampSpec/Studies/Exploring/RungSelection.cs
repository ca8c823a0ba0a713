using System.Globalization;
using StampSpec.Studies.Statistics;

namespace StampSpec.Studies.Exploring;

/// <summary>
/// Selects the candidates that continue from a rung. References always continue. So does, in each range of bytes between two budgets, the
/// candidate with the highest validation macro-F1, so that each budget has a layout of its size. The others are divided by bytes into bins
/// of equal numbers, and the same number continues from each bin: whole Pareto fronts of bytes and validation macro-F1 as long as they fit,
/// then the members of the next front that are farthest from their neighbours; of equal candidates the first. Small layouts, which score
/// lower, and large layouts, which learn more slowly, so both reach the last rung. After the last rung the whole front, the best of each
/// range and the references are the finalists.
/// </summary>
internal static class RungSelection
{
    /// <summary>The verdict on each candidate, in their order.</summary>
    /// <param name="scores">What the rung measured.</param>
    /// <param name="survivors">Maximum number of candidates that continue, greater than the number of references and ranges with a
    /// candidate; null after the last rung.</param>
    /// <param name="bins">Number of bins; fewer are used if less than two candidates of each would continue.</param>
    /// <param name="ranges">Ranges of bytes that do not overlap; the best of each continues.</param>
    /// <param name="references">Names of layouts that continue whatever they score.</param>
    public static IReadOnlyList<CandidateVerdict> Decide(
        IReadOnlyList<CandidateScore> scores,
        int? survivors,
        int bins,
        IReadOnlyList<ByteRange> ranges,
        IReadOnlyList<string> references
    )
    {
        var reserved = Reserved(scores, ranges, references);
        if (survivors is not { } most)
        {
            return
            [
                .. Judge(scores, front => front == 1 ? int.MaxValue : 0, CandidateOutcome.Finalist).Select(v => WithReserved(v, reserved)),
            ];
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(most, reserved.Count, nameof(survivors));
        CandidateScore[] others = [.. scores.Where(s => !reserved.ContainsKey(s))];
        var verdicts = others.Zip(Halve(others, most - reserved.Count, bins)).ToDictionary(p => p.First, p => p.Second);
        return
        [
            .. scores.Select(s =>
                reserved.TryGetValue(s, out var reason) ? new CandidateVerdict(s, null, CandidateOutcome.Continued, reason) : verdicts[s]
            ),
        ];
    }

    /// <summary>The candidates that continue whatever others score, and why.</summary>
    private static Dictionary<CandidateScore, string> Reserved(
        IReadOnlyList<CandidateScore> scores,
        IReadOnlyList<ByteRange> ranges,
        IReadOnlyList<string> references
    )
    {
        var reserved = new Dictionary<CandidateScore, string>();
        foreach (var range in ranges)
        {
            if (range.Best(scores, s => s.BytesSent, s => s.MacroF1) is { } best)
            {
                reserved.Add(best, $"the best of {range}");
            }
        }

        foreach (var reference in scores.Where(s => s.MacroF1 is not null && references.Contains(s.Layout.Name)))
        {
            reserved.TryAdd(reference, "a reference");
        }

        return reserved;
    }

    /// <summary>Makes the best of a range and a reference finalists even if others beat them.</summary>
    private static CandidateVerdict WithReserved(CandidateVerdict verdict, Dictionary<CandidateScore, string> reserved) =>
        verdict.Outcome == CandidateOutcome.Dropped && reserved.TryGetValue(verdict.Score, out var reason)
            ? verdict with
            {
                Outcome = CandidateOutcome.Finalist,
                Reason = $"{reason}, {verdict.Reason}",
            }
            : verdict;

    /// <summary>Keeps the same number of candidates of each bin.</summary>
    private static CandidateVerdict[] Halve(CandidateScore[] scores, int most, int bins)
    {
        var count = Math.Max(1, Math.Min(bins, most / 2));
        var ordered = scores.Index().OrderBy(s => s.Item.BytesSent).ToArray();
        var verdicts = new CandidateVerdict[scores.Length];
        var gone = 0;
        for (var bin = 0; bin < count; bin++)
        {
            // The order of the spec decides between equal candidates.
            var members = ordered[(scores.Length * bin / count)..(scores.Length * (bin + 1) / count)].OrderBy(m => m.Index).ToArray();
            // Places that a bin with failures does not use go to the next bin.
            var quota = (most * (bin + 1) / count) - gone;
            foreach (var (member, verdict) in members.Zip(Judge([.. members.Select(m => m.Item)], _ => quota, CandidateOutcome.Continued)))
            {
                verdicts[member.Index] = verdict;
                gone += verdict.Outcome == CandidateOutcome.Continued ? 1 : 0;
            }
        }

        return verdicts;
    }

    /// <summary>Ranks candidates and keeps the best.</summary>
    /// <param name="scores">The candidates.</param>
    /// <param name="mostWithFront">Maximum number of candidates kept up to and including a front.</param>
    /// <param name="kept">The outcome of those that are kept.</param>
    private static CandidateVerdict[] Judge(IReadOnlyList<CandidateScore> scores, Func<int, int> mostWithFront, CandidateOutcome kept)
    {
        CandidateScore[] ranked = [.. scores.Where(s => s.MacroF1 is not null)];
        var fronts = Fronts([.. ranked.Select(s => s.BytesSent)], [.. ranked.Select(s => s.MacroF1!.Value)]);
        var frontOf = ranked.Zip(fronts).ToDictionary(p => p.First, p => p.Second);
        var going = new HashSet<CandidateScore>();
        foreach (var front in frontOf.GroupBy(p => p.Value, p => p.Key).OrderBy(g => g.Key))
        {
            going.UnionWith(ByDistance([.. front]).Take(Math.Max(0, mostWithFront(front.Key) - going.Count)));
        }

        return [.. scores.Select(s => Verdict(s, frontOf, going, kept))];
    }

    private static IEnumerable<CandidateScore> ByDistance(CandidateScore[] front)
    {
        var distances = Crowding([.. front.Select(s => s.BytesSent)], [.. front.Select(s => s.MacroF1!.Value)]);
        return front.Index().OrderByDescending(f => distances[f.Index]).Select(f => f.Item);
    }

    private static CandidateVerdict Verdict(
        CandidateScore score,
        Dictionary<CandidateScore, int> frontOf,
        HashSet<CandidateScore> going,
        CandidateOutcome kept
    )
    {
        if (score.MacroF1 is null)
        {
            return new CandidateVerdict(score, null, CandidateOutcome.Failed, score.Failure ?? "it has no result");
        }

        var front = frontOf[score];
        var outcome = going.Contains(score) ? kept : CandidateOutcome.Dropped;
        return new CandidateVerdict(
            score,
            front,
            outcome,
            Reason(score, front, outcome, frontOf.Keys, going.Any(k => frontOf[k] == front))
        );
    }

    private static string Reason(
        CandidateScore score,
        int front,
        CandidateOutcome outcome,
        IEnumerable<CandidateScore> all,
        bool isFrontDivided
    )
    {
        if (outcome != CandidateOutcome.Dropped)
        {
            return string.Create(CultureInfo.InvariantCulture, $"on front {front}");
        }

        if (isFrontDivided)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"on front {front}, of which the members nearest to their neighbours in bytes and macro-F1 were dropped"
            );
        }

        var better = all.Where(o =>
                o.BytesSent <= score.BytesSent && o.MacroF1 >= score.MacroF1 && (o.BytesSent < score.BytesSent || o.MacroF1 > score.MacroF1)
            )
            .MaxBy(o => o.MacroF1)!;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"on front {front}; {better.Layout.Name} reaches {better.MacroF1:0.000} for {better.BytesSent:0} B"
        );
    }

    /// <summary>The number of each candidate's front: 1 for candidates that no other beats, 2 for those that only the first front beats,
    /// and so on.</summary>
    /// <param name="bytes">Bytes of each candidate.</param>
    /// <param name="scores">Score of each candidate.</param>
    internal static int[] Fronts(IReadOnlyList<double> bytes, IReadOnlyList<double> scores)
    {
        var fronts = new int[bytes.Count];
        int[] left = [.. Enumerable.Range(0, bytes.Count)];
        for (var front = 1; left.Length > 0; front++)
        {
            var members = ParetoFront.Members([.. left.Select(i => bytes[i])], [.. left.Select(i => scores[i])]);
            foreach (var (position, candidate) in left.Index())
            {
                fronts[candidate] = members[position] ? front : 0;
            }

            left = [.. left.Where(i => fronts[i] == 0)];
        }

        return fronts;
    }

    /// <summary>
    /// The crowding distance of each member of a front: the distance between its two neighbours, in units of the front's extent, summed
    /// over bytes and scores; infinite at the ends. Bytes are compared by their logarithm.
    /// </summary>
    /// <param name="bytes">Bytes of each member, above 0.</param>
    /// <param name="scores">Score of each member.</param>
    internal static double[] Crowding(IReadOnlyList<double> bytes, IReadOnlyList<double> scores)
    {
        var distances = new double[bytes.Count];
        AddDistances(distances, [.. bytes.Select(b => Math.Log(b))]);
        AddDistances(distances, scores);
        return distances;
    }

    private static void AddDistances(double[] distances, IReadOnlyList<double> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
        var extent = values[order[^1]] - values[order[0]];
        distances[order[0]] = distances[order[^1]] = double.PositiveInfinity;
        for (var place = 1; place < order.Length - 1; place++)
        {
            distances[order[place]] += extent > 0 ? (values[order[place + 1]] - values[order[place - 1]]) / extent : 0;
        }
    }
}
