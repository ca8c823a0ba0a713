using StampSpec.Imaging;

namespace StampSpec.Studies;

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

    /// <summary>Events injected into real alerts, divided, trained on and scored like the study's own and marked as injected in every table.</summary>
    public IReadOnlyList<Injection> Injections { get; init; } = [];

    /// <summary>Alerts that are trained on beside the others, and never scored; null for none.</summary>
    public ExtraTraining? Extra { get; init; }

    /// <summary>What every classifier learns from first; null where each starts from nothing.</summary>
    public Pretraining? Pretraining { get; init; }

    /// <summary>How all of these alerts are brought to LSST's resolution before layouts are cut; null where they stay as they are.</summary>
    public SimulationSettings? Simulation { get; init; }

    /// <summary>Label strengths that are accepted; null for all.</summary>
    public IReadOnlyList<string>? Strengths { get; init; }

    /// <summary>What happens to a class with too few groups to split.</summary>
    public SmallClassPolicy SmallClasses { get; init; }
}
