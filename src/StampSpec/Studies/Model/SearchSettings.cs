namespace StampSpec.Studies.Model;

/// <summary>How an exploration searches a study's layouts: successive halving, in rungs that train every remaining candidate for the same
/// number of steps.</summary>
public sealed record SearchSettings
{
    /// <summary>eta: one candidate in eta continues to the next rung, which has eta times as many steps; at least 2.</summary>
    public int HalvingFactor { get; init; } = 2;

    /// <summary>Steps of each candidate in the first rung, at least 1.</summary>
    public int SmallestSteps { get; init; } = 100;

    /// <summary>Maximum steps of a candidate in any rung; null for the steps of the study's training.</summary>
    public int? LargestSteps { get; init; }

    /// <summary>Minimum number of candidates that a rung keeps in addition to the references and the best of each range between two
    /// budgets, so that the last rung still covers many byte counts; at least 2.</summary>
    public int FewestCandidates { get; init; } = 6;

    /// <summary>Number of bins in bytes, with equal numbers of candidates, which a rung halves separately; at least 1. Fewer are used if
    /// less than two candidates of each would continue.</summary>
    public int ByteBins { get; init; } = 4;

    /// <summary>Number of trainings of each candidate in a rung, whose scores are averaged; at least 1.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>Names of layouts that go through every rung and to the test, whatever they score.</summary>
    public IReadOnlyList<string> References { get; init; } = [];
}
