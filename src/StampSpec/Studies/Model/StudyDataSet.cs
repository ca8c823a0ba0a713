using StampSpec.Imaging.Simulation;
using StampSpec.Learning;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;

namespace StampSpec.Studies.Model;

/// <summary>The alerts of a study and their classes, from either <see cref="Synthetic"/> or <see cref="Real"/>.</summary>
/// <param name="Classes">The classes to distinguish, at least two, in the order of every table.</param>
public sealed record StudyDataSet(IReadOnlyList<string> Classes)
{
    /// <summary>The synthetic survey; null if alerts are read.</summary>
    public SyntheticAlerts? Synthetic { get; init; }

    /// <summary>Alerts for training and, unless there is a separate test set, for scoring; null for synthetic data.</summary>
    public LabelledFiles? Real { get; init; }

    /// <summary>File that lists the candids of the alerts to use; null for all. Others are left out.</summary>
    public string? CandidsPath { get; init; }

    /// <summary>SHA-256 of the file of <see cref="CandidsPath"/>; null if there is none.</summary>
    public string? CandidsSha256 { get; init; }

    /// <summary>A separate test set; null if the test objects are split off from the data.</summary>
    public LabelledFiles? Test { get; init; }

    /// <summary>Schemas of the wire messages among the alerts: a folder, an .avsc file or an object container; null for none.</summary>
    public string? SchemasPath { get; init; }

    /// <summary>Events injected into real alerts. They are split, trained on and scored like the study's own alerts, and every table marks
    /// them as injected.</summary>
    public IReadOnlyList<Injection> Injections { get; init; } = [];

    /// <summary>Additional training alerts, which are never scored; null for none.</summary>
    public ExtraTraining? Extra { get; init; }

    /// <summary>The first training of every classifier; null if classifiers are trained from random weights.</summary>
    public Pretraining? Pretraining { get; init; }

    /// <summary>How all alerts are simulated at LSST's resolution before layouts are cut; null if they are not.</summary>
    public SimulationSettings? Simulation { get; init; }

    /// <summary>What of simulated alerts is as Rubin's, in one sentence; null without a simulation.</summary>
    internal string? SimulatedInWords => Simulation?.TruthInWords;

    /// <summary>Whether angles on the sky are those of the alerts that were read or drawn.</summary>
    internal bool KeepsAngles => Simulation is not { KeepsAngles: false };

    /// <summary>Which alerts of trains of glints the stream still has; null if the spec does not say, and then none is left out.</summary>
    public StreamStage? Stream { get; init; }

    /// <summary>Accepted label strengths; null for all.</summary>
    public IReadOnlyList<string>? Strengths { get; init; }

    /// <summary>What to do with a class that has too few groups to split.</summary>
    public SmallClassPolicy SmallClasses { get; init; }

    /// <summary>The same data set without the places of its files, which differ between machines.</summary>
    internal StudyDataSet WithoutPaths() =>
        this with
        {
            Real = null,
            Test = null,
            CandidsPath = null,
            SchemasPath = null,
            Injections = [.. Injections.Select(i => i.WithoutPath())],
            Extra = Extra?.WithoutPaths(),
            Pretraining = Pretraining is { } pretraining ? pretraining with { Alerts = pretraining.Alerts.WithoutPaths() } : null,
        };
}

/// <summary>Additional alerts for training only, together with a study's own alerts or before them: for classes with few real
/// examples.</summary>
/// <param name="Synthetic">Alerts of the synthetic survey; null for none.</param>
/// <param name="Injections">Events injected into real alerts.</param>
public sealed record ExtraTraining(SyntheticAlerts? Synthetic, IReadOnlyList<Injection> Injections)
{
    /// <summary>Labelled alerts in files; null for none.</summary>
    internal LabelledTraining? Labelled { get; init; }

    /// <summary>The same alerts without the places of their files.</summary>
    internal ExtraTraining WithoutPaths() =>
        this with
        {
            Injections = [.. Injections.Select(i => i.WithoutPath())],
            Labelled = Labelled is null ? null : Labelled with { AlertsPath = null, LabelsPath = "" },
        };
}

/// <summary>
/// Labelled alerts in files that only serve for training. In a cell, none of them trains a classifier that is validated or scored on its
/// object or group.
/// </summary>
/// <param name="LabelsPath">Table with the columns candid, class, group and, optionally, file and strength.</param>
internal sealed record LabelledTraining(string LabelsPath)
{
    /// <summary>A file, a folder, or an archive of packets; null for the data of the study.</summary>
    public string? AlertsPath { get; init; }

    /// <summary>
    /// Accepted label strengths; null for all. If the table states no strength, the only strength of this list is that of all its labels.
    /// </summary>
    public IReadOnlyList<string>? Strengths { get; init; }

    /// <summary>Classes whose alerts are used; null for all classes of the study.</summary>
    public IReadOnlyList<string>? Classes { get; init; }
}

/// <summary>Events of one class that are injected into the cutouts of real alerts.</summary>
/// <param name="Class">The class.</param>
/// <param name="Count">Number of alerts, at least 1.</param>
/// <param name="BackgroundsPath">Alerts that serve as backgrounds; null for the unlabelled alerts of the data.</param>
public sealed record Injection(SkyClass Class, int Count, string? BackgroundsPath)
{
    /// <summary>The same injection without the place of its backgrounds; only whether they have one is kept.</summary>
    internal Injection WithoutPath() => this with { BackgroundsPath = BackgroundsPath is null ? null : "" };
}

/// <summary>Alerts in files and the table of their classes.</summary>
/// <param name="AlertsPath">A file, a folder, or a .tar or .tar.gz of packets.</param>
/// <param name="LabelsPath">CSV with the columns candid or file, class and, optionally, group and strength.</param>
public sealed record LabelledFiles(string AlertsPath, string LabelsPath);

/// <summary>
/// The first training of every classifier, before that on the study's own alerts. Each layout and run has one pretrained network, from
/// which all folds of the run start.
/// </summary>
/// <param name="Alerts">The alerts. They are never scored, and the second training does not use them for validation.</param>
/// <param name="Training">The settings of the first training. The validation fraction of the split also applies to its alerts.</param>
/// <param name="LearningRate">Learning rate of Adam in the first training, greater than 0.</param>
public sealed record Pretraining(ExtraTraining Alerts, TrainingSettings Training, double LearningRate);

/// <summary>Alerts drawn from the synthetic survey.</summary>
/// <param name="Count">Number of alerts, at least 1.</param>
/// <param name="Survey">Settings of the survey.</param>
public sealed record SyntheticAlerts(int Count, SurveySettings Survey);

/// <summary>
/// The stream of alerts before or after Rubin's own filter of glints. Its pipeline looks for trains of at least 5 collinear detections
/// within 100 arcsec, which never become alerts.
/// </summary>
public enum StreamStage
{
    /// <summary>All detections, as if the pipeline had no such filter.</summary>
    BeforeGlintFilter,

    /// <summary>Detections of trains of at least 5 are left out, so isolated glints and trains of 2 to 4 remain.</summary>
    AfterGlintFilter,
}

/// <summary>Names of the sets of alerts in tables.</summary>
internal static class DataRole
{
    public const string Development = "development";
    public const string Test = "test";

    /// <summary>Training objects in every cell; never used for validation and never scored.</summary>
    public const string Training = "training";

    /// <summary>Objects of the pretraining; never scored.</summary>
    public const string Pretraining = "pretraining";
}

/// <summary>Words for where alerts come from, in tables and captions, where the word alerts may follow.</summary>
internal static class DataOrigin
{
    /// <summary>Alerts of a survey; also part of the origins of their simulations, and of those whose label strength is named.</summary>
    public const string Real = "real";
}
