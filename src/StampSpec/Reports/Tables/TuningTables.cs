using StampSpec.Studies.Results;

namespace StampSpec.Reports.Tables;

/// <summary>The tables of a study's tuning.</summary>
internal sealed class TuningTables(StudyResults results, ReportNames names)
{
    /// <summary>Chosen settings and every trial; none where settings were used as given.</summary>
    public IEnumerable<ReportTable> All() => results.Tuning.Count == 0 ? [] : [Settings(), Trials()];

    private ReportTable Settings() => new(
        "tuning",
        $"Settings that the tuning chose for each layout, on training and validation objects alone, and the validation macro-F1 of the settings as given (candidate 1) after the same steps, where it got that far. Every layout had the same budget. Study {results.Summary.Name}.",
        [
            new("layout", "Layout"), new("run", "Run", 0), new("fold", "Fold", 0), new("candidates", "Candidates", 0), new("trials", "Trainings", 0), new("learning_rate", "Learning rate", 6),
            new("dropout", "Dropout", 3), new("widths", "Filters"), new("steps", "Steps", 0), new("validation_macro_f1", "Validation macro-F1", 3), new("as_given_macro_f1", "As given", 3),
        ],
        [.. results.Tuning.GroupBy(t => t.Cell).SelectMany(tuning => tuning.Where(t => t.Status == TuningRow.Chosen).Select(chosen => (IReadOnlyList<object?>)
        [
            names.Of(chosen.Cell.LayoutId), chosen.Cell.Run, chosen.Cell.Fold, tuning.Max(t => t.Candidate), tuning.Count(), chosen.LearningRate, chosen.Dropout, chosen.Widths, chosen.Steps,
            chosen.ValidationMacroF1, tuning.FirstOrDefault(t => t.Candidate == 1 && t.Rung == chosen.Rung)?.ValidationMacroF1,
        ]))]);

    private ReportTable Trials() => new(
        "tuning-trials",
        $"Every training of every candidate. Dropped candidates did not go on to the next rung, which has more steps. Study {results.Summary.Name}.",
        [
            new("layout", "Layout"), new("run", "Run", 0), new("fold", "Fold", 0), new("candidate", "Candidate", 0), new("rung", "Rung", 0), new("steps", "Steps", 0),
            new("learning_rate", "Learning rate", 6), new("dropout", "Dropout", 3), new("widths", "Filters"), new("validation_macro_f1", "Validation macro-F1", 3), new("status", "Status"),
        ],
        [.. results.Tuning.Select(t => (IReadOnlyList<object?>)
            [names.Of(t.Cell.LayoutId), t.Cell.Run, t.Cell.Fold, t.Candidate, t.Rung, t.Steps, t.LearningRate, t.Dropout, t.Widths, t.ValidationMacroF1, t.Status])]);
}
