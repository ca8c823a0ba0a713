using StampSpec.Layouts.Model;

namespace StampSpec.Learning;

/// <summary>The progress of a training.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="MaximumSteps">Steps allowed.</param>
/// <param name="Loss">Loss of the last step.</param>
/// <param name="Evaluation">The last evaluation; null before the first.</param>
public sealed record TrainingProgress(int Step, int MaximumSteps, double Loss, EvaluationPoint? Evaluation);

/// <summary>One evaluation during training.</summary>
/// <param name="Step">Steps taken so far.</param>
/// <param name="TrainingLoss">Mean loss of the steps since the previous evaluation.</param>
/// <param name="ValidationMacroF1">Macro-F1 on the validation set, in [0, 1].</param>
public sealed record EvaluationPoint(int Step, double TrainingLoss, double ValidationMacroF1);

/// <summary>Stamps with their classes.</summary>
/// <param name="Stamps">N stamps.</param>
/// <param name="Labels">N indices into the list of classes.</param>
internal sealed record LabelledStamps(IStamps Stamps, int[] Labels)
{
    /// <summary>
    /// The same alerts without packet columns. Injected alerts have no realistic ones, and synthetic alerts lack some, so a pretraining
    /// does without them, and so do the networks of a stack, whose trees see them.
    /// </summary>
    public LabelledStamps WithoutColumns() => this with { Stamps = new ColumnlessStamps(Stamps) };
}

/// <summary>How a training ended.</summary>
internal enum TrainingStatus
{
    /// <summary>The validation macro-F1 stopped rising.</summary>
    Converged,

    /// <summary>The allowed number of steps was used up.</summary>
    StepsUsedUp,

    /// <summary>The loss became infinite or not a number; the weights are those of the last evaluation before that.</summary>
    Diverged,

    /// <summary>The kept weights give every validation stamp the same probabilities: no image passes the rectifiers of the network any
    /// more, from which no training recovers, so its scores say nothing about the stamps.</summary>
    Collapsed,

    /// <summary>The classifier is not a network, and was fitted without evaluations.</summary>
    Fitted,

    /// <summary>The model was trained elsewhere and is only scored.</summary>
    NotTrained,
}

/// <summary>Trainings that ended without a usable classifier.</summary>
internal static class TrainingFailure
{
    /// <summary>What went wrong, as the predicate of a sentence about the training; null if its classifier can be used.</summary>
    public static string? Of(TrainingStatus status) =>
        status switch
        {
            TrainingStatus.Diverged => "diverged: its loss became infinite or not a number",
            TrainingStatus.Collapsed => "collapsed: every alert gets the same probabilities",
            _ => null,
        };
}
