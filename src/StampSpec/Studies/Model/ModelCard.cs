namespace StampSpec.Studies.Model;

/// <summary>The JSON beside an exported model: what it was trained on and how well it did.</summary>
/// <param name="Study">Name of the study.</param>
/// <param name="Layout">Name of the layout.</param>
/// <param name="Encoding">Encoding of its pixels.</param>
/// <param name="Normalisation">Whether pixels are normalised before or after the layout is cut, or not at all.</param>
/// <param name="Classes">The classes, in the order of the model's output.</param>
/// <param name="Run">Run, from 1.</param>
/// <param name="Fold">Fold, from 1; 1 without cross-validation.</param>
/// <param name="TrainingObjects">Objects trained on.</param>
/// <param name="ValidationObjects">Objects that chose the weights.</param>
/// <param name="ScoredObjects">Objects of <paramref name="Scores"/>.</param>
/// <param name="Origins">Where the objects came from: <c>real</c>, <c>synthetic</c>, <c>injected</c>, or what was simulated from one of
/// them and how.</param>
/// <param name="StampsSha256">Hash of the stamps.</param>
/// <param name="ObjectsSha256">Hash of the alerts, their classes and groups.</param>
/// <param name="ModelSha256">Hash of the model's file.</param>
/// <param name="Scores">Scores on the objects held out, with intervals over objects.</param>
internal sealed record ModelCard(
    string Study,
    string Layout,
    string Encoding,
    string Normalisation,
    IReadOnlyList<string> Classes,
    int Run,
    int Fold,
    int TrainingObjects,
    int ValidationObjects,
    int ScoredObjects,
    IReadOnlyList<string> Origins,
    string StampsSha256,
    string ObjectsSha256,
    string ModelSha256,
    IReadOnlyList<ScoreEstimate> Scores
)
{
    /// <summary>What its classifier learned from first; null where it started from nothing.</summary>
    public PretrainingCard? Pretraining { get; init; }

    /// <summary>The model that was given in place of a classifier trained here; null where one was trained. Its file is not kept, only its
    /// hash.</summary>
    public ExternalModelCard? ExternalModel { get; init; }

    /// <summary>How its settings were chosen; null where they were used as given.</summary>
    public ModelTuning? Tuning { get; init; }
}

/// <summary>What a card says of a model that was given: it was not trained here, and what it has learned from is not known.</summary>
/// <param name="File">Name of its file.</param>
/// <param name="Classes">Its own classes, in the order of its output.</param>
/// <param name="Training">What is known of its training.</param>
internal sealed record ExternalModelCard(string File, IReadOnlyList<string> Classes, string Training);

/// <summary>How a model's settings were chosen, on training and validation objects alone.</summary>
/// <param name="Candidates">Candidates that were tried.</param>
/// <param name="Trials">Trainings that this took.</param>
/// <param name="LearningRate">The learning rate chosen.</param>
/// <param name="Dropout">The dropout chosen, in [0, 1).</param>
/// <param name="Widths">The filters chosen, first convolution to last, between spaces.</param>
/// <param name="ValidationMacroF1">Macro-F1 of the choice on the validation objects, in [0, 1].</param>
internal sealed record ModelTuning(
    int Candidates,
    int Trials,
    double LearningRate,
    double Dropout,
    string Widths,
    double? ValidationMacroF1
)
{
    /// <summary>What the rows of a tuning say; null where every candidate diverged.</summary>
    public static ModelTuning? Of(IReadOnlyList<TuningRow> rows) =>
        rows.SingleOrDefault(r => r.Status == TuningRow.Chosen) is { } chosen
            ? new ModelTuning(
                rows.Max(r => r.Candidate),
                rows.Count,
                chosen.LearningRate,
                chosen.Dropout,
                chosen.Widths,
                chosen.ValidationMacroF1
            )
            : null;
}

/// <summary>What a model card says of the training before the training.</summary>
/// <param name="Objects">Alerts learned from or evaluated with, none of which is scored.</param>
/// <param name="Origins">Where they came from.</param>
/// <param name="ModelSha256">Hash of the network that the classifier started from.</param>
internal sealed record PretrainingCard(int Objects, IReadOnlyList<string> Origins, string ModelSha256);
