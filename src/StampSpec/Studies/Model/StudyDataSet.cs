using StampSpec.Imaging.Simulation;
using StampSpec.Learning;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;

namespace StampSpec.Studies.Model;

/// <summary>Where a study's alerts and their classes come from: one of <see cref="Synthetic"/> and <see cref="Real"/>.</summary>
/// <param name="Classes">The classes told apart, at least two, in the order of every table.</param>
public sealed record StudyDataSet(IReadOnlyList<string> Classes)
{
    /// <summary>The synthetic survey; null where alerts are read.</summary>
    public SyntheticAlerts? Synthetic { get; init; }

    /// <summary>Alerts to train on and, unless there is a separate test set, to score; null for synthetic data.</summary>
    public LabelledFiles? Real { get; init; }

    /// <summary>A separate test set; null where the test objects are split off.</summary>
    public LabelledFiles? Test { get; init; }

    /// <summary>Events injected into real alerts, divided, trained on and scored like the study's own and marked as injected in every
    /// table.</summary>
    public IReadOnlyList<Injection> Injections { get; init; } = [];

    /// <summary>Alerts that are trained on beside the others, and never scored; null for none.</summary>
    public ExtraTraining? Extra { get; init; }

    /// <summary>What every classifier learns from first; null where each starts from nothing.</summary>
    public Pretraining? Pretraining { get; init; }

    /// <summary>How all of these alerts are brought to LSST's resolution before layouts are cut; null where they stay as they
    /// are.</summary>
    public SimulationSettings? Simulation { get; init; }

    /// <summary>Label strengths that are accepted; null for all.</summary>
    public IReadOnlyList<string>? Strengths { get; init; }

    /// <summary>What happens to a class with too few groups to split.</summary>
    public SmallClassPolicy SmallClasses { get; init; }
}

/// <summary>Alerts that are learned from beside or before a study's own, and that none validates with or scores: for classes with few real
/// examples.</summary>
/// <param name="Synthetic">Alerts of the synthetic survey; null for none.</param>
/// <param name="Injections">Events injected into real alerts.</param>
public sealed record ExtraTraining(SyntheticAlerts? Synthetic, IReadOnlyList<Injection> Injections);

/// <summary>Events of one class put into real alerts' cutouts.</summary>
/// <param name="Class">The class.</param>
/// <param name="Count">Alerts made, at least 1.</param>
/// <param name="BackgroundsPath">Alerts that serve as backgrounds; null for the unlabelled ones of the data.</param>
public sealed record Injection(SkyClass Class, int Count, string? BackgroundsPath);

/// <summary>Alerts in files and the table of their classes.</summary>
/// <param name="AlertsPath">A file, a folder, or a .tar or .tar.gz of packets.</param>
/// <param name="LabelsPath">CSV with the columns candid or file, class and, optionally, group and strength.</param>
public sealed record LabelledFiles(string AlertsPath, string LabelsPath);

/// <summary>
/// What every classifier learns from before it is trained on the study's own alerts: one network a layout and run, from which all folds of
/// that run go on.
/// </summary>
/// <param name="Alerts">The alerts; they are never scored, nor validated with once the study's own training begins.</param>
/// <param name="Training">How the first training goes; a share of its alerts, as large as the split's validation share, evaluates
/// it.</param>
/// <param name="LearningRate">Step size of Adam in the first training, above 0.</param>
public sealed record Pretraining(ExtraTraining Alerts, TrainingSettings Training, double LearningRate);

/// <summary>Alerts drawn from the synthetic survey.</summary>
/// <param name="Count">Alerts, at least 1.</param>
/// <param name="Survey">Settings of the survey.</param>
public sealed record SyntheticAlerts(int Count, SurveySettings Survey);
