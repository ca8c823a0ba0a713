namespace StampSpec.Learning;

/// <summary>How a training ended.</summary>
public enum TrainingStatus
{
    /// <summary>The validation macro-F1 stopped rising.</summary>
    Converged,

    /// <summary>The allowed number of steps was used up.</summary>
    StepsUsedUp,

    /// <summary>The loss became infinite or not a number; the weights are those of the last evaluation before.</summary>
    Diverged,

    /// <summary>The model was trained elsewhere, and is scored as it is.</summary>
    NotTrained,
}
