namespace StampSpec.Studies.Exploring;

/// <summary>What came of a candidate in a rung.</summary>
public enum CandidateOutcome
{
    /// <summary>It went on to the next rung.</summary>
    Continued,

    /// <summary>It stood on the front of the last rung, or was the best between two budgets there, and was scored on the test objects.</summary>
    Finalist,

    /// <summary>Others were better.</summary>
    Dropped,

    /// <summary>It came to no result, such as a training that diverged.</summary>
    Failed,

    /// <summary>It costs more than the greatest budget and was not trained.</summary>
    OverBudget,
}
