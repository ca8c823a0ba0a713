namespace StampSpec.Learning;

/// <summary>Which weights a training returns.</summary>
public enum CheckpointPolicy
{
    /// <summary>Those of the evaluation with the highest validation macro-F1, the earliest of equals.</summary>
    Best,

    /// <summary>Those of the last step, as published.</summary>
    Last,
}
