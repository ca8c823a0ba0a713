using System.Globalization;

namespace StampSpec.Studies.Exploring;

/// <summary>
/// Who goes on from a rung: whole fronts of bytes and validation macro-F1 while they fit, then of the next front those that stand farthest from their
/// neighbours; among equals the earlier candidate. After the last rung the first front goes on whole.
/// </summary>
internal static class RungSelection
{
    /// <summary>The verdict on each candidate, in their order.</summary>
    /// <param name="scores">What the rung measured.</param>
    /// <param name="survivors">Most candidates that go on; null after the last rung.</param>
    public static IReadOnlyList<CandidateVerdict> Decide(IReadOnlyList<CandidateScore> scores, int? survivors)
    {
        CandidateScore[] ranked = [.. scores.Where(s => s.MacroF1 is not null)];
        var fronts = NonDominatedSorting.Fronts([.. ranked.Select(s => s.BytesSent)], [.. ranked.Select(s => s.MacroF1!.Value)]);
        var frontOf = ranked.Zip(fronts).ToDictionary(p => p.First, p => p.Second);
        HashSet<CandidateScore> kept = survivors is { } most
            ? [.. frontOf.GroupBy(p => p.Value, p => p.Key).OrderBy(g => g.Key).SelectMany(g => ByDistance([.. g])).Take(most)]
            : [.. ranked.Where(s => frontOf[s] == 1)];
        return [.. scores.Select(s => Verdict(s, frontOf, kept, survivors is null))];
    }

    private static IEnumerable<CandidateScore> ByDistance(CandidateScore[] front)
    {
        var distances = NonDominatedSorting.Crowding([.. front.Select(s => s.BytesSent)], [.. front.Select(s => s.MacroF1!.Value)]);
        return front.Index().OrderByDescending(f => distances[f.Index]).Select(f => f.Item);
    }

    private static CandidateVerdict Verdict(CandidateScore score, Dictionary<CandidateScore, int> frontOf, HashSet<CandidateScore> kept, bool isLast)
    {
        if (score.MacroF1 is null)
        {
            return new CandidateVerdict(score, null, CandidateOutcome.Failed, score.Failure ?? "it came to no result");
        }

        var front = frontOf[score];
        var outcome = !kept.Contains(score) ? CandidateOutcome.Dropped : isLast ? CandidateOutcome.Finalist : CandidateOutcome.Continued;
        return new CandidateVerdict(score, front, outcome, Reason(score, front, outcome, frontOf.Keys, kept.Any(k => frontOf[k] == front)));
    }

    private static string Reason(CandidateScore score, int front, CandidateOutcome outcome, IEnumerable<CandidateScore> all, bool isFrontDivided)
    {
        if (outcome != CandidateOutcome.Dropped)
        {
            return string.Create(CultureInfo.InvariantCulture, $"on front {front}");
        }

        if (isFrontDivided)
        {
            return string.Create(CultureInfo.InvariantCulture, $"on front {front}, of which those nearest to their neighbours in bytes and macro-F1 were dropped");
        }

        var better = all.Where(o => o.BytesSent <= score.BytesSent && o.MacroF1 >= score.MacroF1 && (o.BytesSent < score.BytesSent || o.MacroF1 > score.MacroF1))
            .MaxBy(o => o.MacroF1)!;
        return string.Create(CultureInfo.InvariantCulture, $"on front {front}; {better.Layout.Name} reaches {better.MacroF1:0.000} for {better.BytesSent:0} B");
    }
}
