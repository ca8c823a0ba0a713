using System.Globalization;
using StampSpec.Learning;
using StampSpec.Learning.Tuning;
using StampSpec.Studies.Results;
using StampSpec.Studies.Specification;

namespace StampSpec.Studies.Running;

/// <summary>A tuning as rows, and the settings that rows say were chosen.</summary>
internal static class TuningTable
{
    /// <summary>The rows of a tuning on a cell's development objects.</summary>
    public static IReadOnlyList<TuningRow> Rows(StudyCell cell, TuningOutcome outcome) => [.. outcome.Trials.Select(trial => new TuningRow(
        cell.Id,
        trial.Candidate + 1,
        trial.Rung + 1,
        trial.Steps,
        trial.Network.LearningRate,
        trial.Network.Dropout,
        string.Join(' ', trial.Network.Widths.Select(w => w.ToString(CultureInfo.InvariantCulture))),
        trial.ValidationMacroF1,
        LockedSpec.Word(trial.Status)))];

    /// <summary>The cell with the settings that were chosen.</summary>
    /// <exception cref="ArgumentException">Every candidate diverged.</exception>
    public static StudyCell WithChosen(StudyCell cell, IReadOnlyList<TuningRow> rows) =>
        rows.SingleOrDefault(r => r.Status == LockedSpec.Word(TrialStatus.Chosen)) is { } chosen
            ? cell with { Layout = cell.Layout with { Classifier = Over(cell.Layout.Classifier, chosen) } }
            : throw new ArgumentException("every candidate of the tuning diverged; lower its learning rates");

    private static ClassifierSettings Over(ClassifierSettings own, TuningRow chosen) => own with
    {
        LearningRate = chosen.LearningRate,
        Dropout = chosen.Dropout,
        Widths = [.. chosen.Widths.Split(' ').Select(w => int.Parse(w, CultureInfo.InvariantCulture))],
    };
}
