namespace StampSpec.Learning.Tuning;

/// <summary>One training of one candidate.</summary>
/// <param name="Candidate">Index of the candidate; candidate 0 has the settings without tuning.</param>
/// <param name="Rung">Index of the rung, from 0.</param>
/// <param name="Steps">Number of training steps.</param>
/// <param name="Network">The candidate's settings.</param>
/// <param name="ValidationMacroF1">
/// Macro-F1 of the kept weights on the validation set, in [0, 1]; null if the training diverged.
/// </param>
/// <param name="Status">The outcome.</param>
internal sealed record TuningTrial(
    int Candidate,
    int Rung,
    int Steps,
    ClassifierSettings Network,
    double? ValidationMacroF1,
    TrialStatus Status
);

/// <summary>The outcome of a candidate in a rung.</summary>
internal enum TrialStatus
{
    /// <summary>It continued to the next rung.</summary>
    Continued,

    /// <summary>Other candidates scored better.</summary>
    Dropped,

    /// <summary>Its loss became infinite or not a number; it ranks below all others.</summary>
    Diverged,

    /// <summary>Its settings were chosen.</summary>
    Chosen,
}

/// <summary>The result of a tuning.</summary>
/// <param name="Chosen">The settings to train with; null if every candidate diverged.</param>
/// <param name="Trials">Every training, by rung, then candidate.</param>
internal sealed record TuningOutcome(ClassifierSettings? Chosen, IReadOnlyList<TuningTrial> Trials);
