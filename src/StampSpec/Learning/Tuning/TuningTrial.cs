namespace StampSpec.Learning.Tuning;

/// <summary>One training of one candidate.</summary>
/// <param name="Candidate">Which candidate, from 0; 0 is the settings that would hold without tuning.</param>
/// <param name="Rung">Which rung, from 0.</param>
/// <param name="Steps">Steps that it was given.</param>
/// <param name="Network">Its settings.</param>
/// <param name="ValidationMacroF1">
/// Macro-F1 on the validation set of the weights that training keeps, in [0, 1]; null if it diverged.
/// </param>
/// <param name="Status">What came of it.</param>
internal sealed record TuningTrial(
    int Candidate,
    int Rung,
    int Steps,
    ClassifierSettings Network,
    double? ValidationMacroF1,
    TrialStatus Status
);

/// <summary>What came of a candidate in a rung.</summary>
internal enum TrialStatus
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

/// <summary>What a tuning found.</summary>
/// <param name="Chosen">The settings to train with; null if every candidate diverged.</param>
/// <param name="Trials">Every training, by rung, then candidate.</param>
internal sealed record TuningOutcome(ClassifierSettings? Chosen, IReadOnlyList<TuningTrial> Trials);
