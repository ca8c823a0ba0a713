namespace StampSpec.Studies.Model;

/// <summary>How an exploration searches a study's layouts: successive halving, in rungs that train every candidate left for the same number
/// of steps.</summary>
public sealed record SearchSettings
{
    /// <summary>eta: one candidate in so many goes on to the next rung, which has so many times the steps; at least 2.</summary>
    public int HalvingFactor { get; init; } = 2;

    /// <summary>Steps of each candidate in the first rung, at least 1.</summary>
    public int SmallestSteps { get; init; } = 100;

    /// <summary>Most steps of a candidate in any rung; null for those of the study's training.</summary>
    public int? LargestSteps { get; init; }

    /// <summary>Fewest candidates that a rung leaves beside the best of each range between two budgets, so that the last can still say
    /// which layouts are best at many byte counts; at least 2.</summary>
    public int FewestCandidates { get; init; } = 6;

    /// <summary>Ranges of bytes, of equal numbers of candidates, in each of which a rung halves; at least 1, and fewer where less than two
    /// candidates of each would go on.</summary>
    public int ByteBins { get; init; } = 4;

    /// <summary>Trainings of each candidate in a rung, whose scores are averaged; at least 1.</summary>
    public int Runs { get; init; } = 1;
}
