using System.Text.Json.Serialization;

namespace StampSpec.Studies.Model;

/// <summary>The JSON file of an exported model: its training data and its scores.</summary>
/// <param name="Study">Name of the study.</param>
/// <param name="Layout">Name of the layout.</param>
/// <param name="Encoding">Encoding of its pixels.</param>
/// <param name="Normalisation">When and how pixels are normalised.</param>
/// <param name="Classes">The classes, in the order of the model's output.</param>
/// <param name="Run">Run, from 1.</param>
/// <param name="Fold">Fold, from 1; 1 without cross-validation.</param>
/// <param name="TrainingObjects">Number of training objects.</param>
/// <param name="ValidationObjects">Number of validation objects, which chose the weights.</param>
/// <param name="ScoredObjects">Number of scored objects.</param>
/// <param name="Origins">Where the objects came from: <c>real</c>, <c>synthetic</c>, <c>injected</c>, or a simulation from one of
/// these.</param>
/// <param name="StampsSha256">Hash of the stamps.</param>
/// <param name="ObjectsSha256">Hash of the alerts, their classes and groups.</param>
/// <param name="ModelSha256">Hash of the model's file; <c>none</c> if the classifier exports no model.</param>
/// <param name="Scores">Scores on the test objects, with intervals over objects.</param>
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
    /// <summary>The first training of the classifier; null if it was trained from random weights.</summary>
    public PretrainingCard? Pretraining { get; init; }

    /// <summary>
    /// Alerts of <c>train-also</c> that this training left out because their object or group is validated or scored; null if the study has
    /// no such alerts.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? TrainingLeftOut { get; init; }

    /// <summary>The kind of classifier, such as <c>boosted-trees</c>; null for networks and models trained elsewhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Classifier { get; init; }

    /// <summary>Packet columns of the layout on which labels rest, so that the scores look too good; null if there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? ColumnsBehindLabels { get; init; }

    /// <summary>The model that was trained elsewhere; null if the study trained a classifier. Only the hash of its file is kept.</summary>
    public ExternalModelCard? ExternalModel { get; init; }

    /// <summary>How its settings were chosen; null if the spec gave them.</summary>
    public ModelTuning? Tuning { get; init; }
}

/// <summary>The card of a model that was trained elsewhere, so that its training data are unknown.</summary>
/// <param name="File">Name of its file.</param>
/// <param name="Classes">Its classes, in the order of its output.</param>
/// <param name="Training">A sentence on its training.</param>
internal sealed record ExternalModelCard(string File, IReadOnlyList<string> Classes, string Training);

/// <summary>How a model's settings were chosen, only on training and validation objects.</summary>
/// <param name="Candidates">Number of candidates.</param>
/// <param name="Trials">Number of trainings.</param>
/// <param name="LearningRate">The learning rate chosen.</param>
/// <param name="Dropout">The dropout chosen, in [0, 1).</param>
/// <param name="Widths">The filters chosen, first convolution to last, between spaces.</param>
/// <param name="ValidationMacroF1">Macro-F1 of the chosen settings on the validation objects, in [0, 1].</param>
internal sealed record ModelTuning(
    int Candidates,
    int Trials,
    double LearningRate,
    double Dropout,
    string Widths,
    double? ValidationMacroF1
)
{
    /// <summary>Summarises the rows of a tuning; null if every candidate diverged.</summary>
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

/// <summary>The first training of a model, before that on the study's own alerts.</summary>
/// <param name="Objects">Number of training and validation alerts; none of them is scored.</param>
/// <param name="Origins">The origins of these alerts.</param>
/// <param name="ModelSha256">Hash of the network that the classifier started from.</param>
internal sealed record PretrainingCard(int Objects, IReadOnlyList<string> Origins, string ModelSha256);
