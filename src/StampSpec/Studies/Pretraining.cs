using StampSpec.Learning;

namespace StampSpec.Studies;

/// <summary>
/// What every classifier learns from before it is trained on the study's own alerts: one network a layout and run, from which all folds of that run go on.
/// </summary>
/// <param name="Alerts">The alerts; they are never scored, nor validated with once the study's own training begins.</param>
/// <param name="Training">How the first training goes; a share of its alerts, as large as the split's validation share, evaluates it.</param>
/// <param name="LearningRate">Step size of Adam in the first training, above 0.</param>
public sealed record Pretraining(ExtraTraining Alerts, TrainingSettings Training, double LearningRate);
