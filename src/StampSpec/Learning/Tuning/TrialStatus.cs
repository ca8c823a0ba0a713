namespace StampSpec.Learning.Tuning;

/// <summary>What came of a candidate in a rung.</summary>
public enum TrialStatus
{
    /// <summary>It went on to the next rung.</summary>
    Continued,

    /// <summary>Others scored better.</summary>
    Dropped,

    /// <summary>Its loss became infinite or not a number; it ranks behind all others.</summary>
    Diverged,

    /// <summary>It won.</summary>
    Chosen,
}
