namespace StampSpec.Sky;

/// <summary>What the synthetic survey is asked for.</summary>
public sealed record SurveySettings
{
    /// <summary>How often each class occurs.</summary>
    public ClassMix Mix { get; init; } = ClassMix.Published;

    /// <summary>Threads to use; null for all cores. The alerts do not depend on it.</summary>
    public int? Threads { get; init; }
}
