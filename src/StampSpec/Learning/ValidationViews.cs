namespace StampSpec.Learning;

/// <summary>How many views of an alert an evaluation during training averages. Finished models always average all eight.</summary>
public enum ValidationViews
{
    /// <summary>The stamp as it is: an eighth of the cost, for trainings so short that evaluations would weigh.</summary>
    One,

    /// <summary>All eight.</summary>
    All,
}
