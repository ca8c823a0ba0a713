using System.Runtime.InteropServices;
using CsvHelper;
using StampSpec.Budgets;

namespace StampSpec.Studies.Model;

/// <summary>One row of bytes.csv: the bytes of one part of an alert under a layout, in one serialisation and encoding.</summary>
/// <param name="Id">The layout.</param>
/// <param name="Serialisation">Name of the serialisation; <c>raw</c> in tables written without this column.</param>
/// <param name="Part">The part, such as <c>science</c>; <c>total</c> for their sum.</param>
/// <param name="Bytes">Bytes per alert; a mean where they vary from alert to alert.</param>
/// <param name="Planes">Name of the planes that are counted: <c>own</c> for those of the layout, as in tables written without this column;
/// or the same planes for every layout, <c>flux</c>, <c>dmtn-102</c> or <c>rubin</c>.</param>
[CsvRecord]
public sealed partial record ByteRow(
    LayoutId Id,
    [Optional, DefaultParameterValue(ByteRow.Raw)] string Serialisation,
    string Part,
    double Bytes,
    [Optional, DefaultParameterValue(ByteRow.OwnPlanes)] string Planes
)
{
    /// <summary>The name of a layout's own planes.</summary>
    public const string OwnPlanes = PlaneSet.OwnName;

    /// <summary>The serialisation whose bytes figures and summaries state.</summary>
    public const string Raw = "raw";

    /// <summary>The serialisation that surveys send stamps in.</summary>
    public const string Fits = "fits";
}

/// <summary>One row of history.csv: one evaluation during training.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Step">Number of training steps so far.</param>
/// <param name="TrainingLoss">Mean loss since the previous evaluation.</param>
/// <param name="ValidationMacroF1">Macro-F1 on the validation objects, in [0, 1].</param>
[CsvRecord]
public sealed partial record HistoryRow(CellId Cell, int Step, double TrainingLoss, double ValidationMacroF1);

/// <summary>One row of missing.csv: how many pixels of one scale of a layout are missing or outside the images.</summary>
/// <param name="Layout">Name of the layout.</param>
/// <param name="Scale">Scale, from 0, the finest.</param>
/// <param name="Pixels">Pixels a side.</param>
/// <param name="PixelScaleArcsec">Side of a pixel, arcsec.</param>
/// <param name="Alerts">Number of alerts of the study.</param>
/// <param name="AlertsWithMissing">Number of alerts with a missing pixel.</param>
/// <param name="MissingFraction">Fraction of missing pixels over all alerts and images, in [0, 1].</param>
[CsvRecord]
internal sealed partial record MissingRow(
    string Layout,
    int Scale,
    int Pixels,
    double PixelScaleArcsec,
    int Alerts,
    int AlertsWithMissing,
    double MissingFraction
);

/// <summary>One row of objects.csv: an alert that the study used, with the properties by which scores are sliced.</summary>
/// <param name="Candid">The alert.</param>
/// <param name="ObjectId">The object it belongs to.</param>
/// <param name="Group">The group that stays on one side of every split.</param>
/// <param name="Class">True class.</param>
/// <param name="Origin">Where it came from: <c>real</c>, <c>synthetic</c> or <c>injected</c>, or a simulation from one of these.</param>
/// <param name="Role">Its set: <c>development</c>, <c>test</c>, <c>training</c> or <c>pretraining</c>.</param>
/// <param name="SignalToNoise">Signal-to-noise ratio of the detection; null if unknown.</param>
/// <param name="MissingFraction">Fraction of missing pixels over the three cutouts, in [0, 1].</param>
/// <param name="NearestSourceArcsec">Distance to the nearest catalogued source, arcsec; null if unknown.</param>
/// <param name="NearestSourceStarScore">Star-galaxy score of that source, 0 galaxy to 1 star; null if unknown.</param>
/// <param name="TemplateNeighbours">Number of sources in the template away from its centre; null if the template has no pixels, and in
/// tables without this column.</param>
/// <param name="Magnitude">PSF magnitude of the detection; null if unknown, and in tables without this column.</param>
/// <param name="Detections">Number of detections at the position, this one included; null if unknown, and in tables without this
/// column.</param>
[CsvRecord]
public sealed partial record ObjectRow(
    long Candid,
    string ObjectId,
    string Group,
    string Class,
    string Origin,
    string Role,
    double? SignalToNoise,
    double MissingFraction,
    double? NearestSourceArcsec,
    double? NearestSourceStarScore,
    int? TemplateNeighbours = null,
    double? Magnitude = null,
    long? Detections = null
);

/// <summary>One row of predictions.csv: the prediction of one layout's classifier for one object in one run.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Candid">The alert.</param>
/// <param name="Class">True class.</param>
/// <param name="Predicted">The most probable class, the first if several are equal.</param>
/// <param name="Probabilities">Probability of each class, in the order of the study's classes.</param>
public sealed record PredictionRow(CellId Cell, long Candid, string Class, string Predicted, IReadOnlyList<float> Probabilities);

/// <summary>One row of results.csv: one score of one layout in one run.</summary>
/// <param name="Id">The layout.</param>
/// <param name="Run">Run, from 1.</param>
/// <param name="Metric">Name of the metric, such as <c>macro-f1</c>, <c>f1</c>, <c>precision</c>, <c>recall</c>, <c>accuracy</c>,
/// <c>calibration-error</c>.</param>
/// <param name="Class">The class; null for figures over all classes.</param>
/// <param name="Value">A fraction in [0, 1].</param>
[CsvRecord]
public sealed partial record ScoreRow(LayoutId Id, int Run, string Metric, string? Class, double Value);

/// <summary>One row of skipped.csv: an alert or a label that the study could not use.</summary>
/// <param name="Role">Its set: <c>development</c> or <c>test</c>.</param>
/// <param name="Source">File, or file and tar entry; the row of the label if it has no alert.</param>
/// <param name="Reason">Short name of the reason: <c>unreadable</c>, <c>unlabelled</c>, <c>other-class</c>, <c>strength</c>,
/// <c>duplicate</c>, <c>small-class</c>, <c>no-alert</c>, <c>not-simulated</c>, <c>layout-misfit</c>, <c>glint-train</c>.</param>
/// <param name="Detail">The explanation, in words.</param>
[CsvRecord]
public sealed partial record SkippedRow(string Role, string Source, string Reason, string Detail);

/// <summary>One row of slices.csv: a layout's score on the scored objects that share a property, over the compared runs.</summary>
/// <param name="Id">The layout.</param>
/// <param name="Slice">The property, such as <c>signal-to-noise</c>.</param>
/// <param name="Value">Which part, such as <c>7.3 to 11.2</c>; <c>unknown</c> if alerts do not contain the property.</param>
/// <param name="Median">Median of the property in this part; null if it is not a number.</param>
/// <param name="Metric"><c>macro-f1</c>, <c>f1</c> or <c>recall</c>.</param>
/// <param name="Class">The class; null for macro-F1.</param>
/// <param name="Objects">Number of objects of the score: those of the class, or all.</param>
/// <param name="Classes">Number of classes in macro-F1, which are those with enough objects in the part; null for scores of one
/// class.</param>
/// <param name="Score">Mean over runs, in [0, 1]; null if no class has enough objects.</param>
/// <param name="Low">Lower end of its percentile interval (two-level bootstrap).</param>
/// <param name="High">Upper end.</param>
/// <param name="Difference">Score minus the baseline's on the same objects; null for the baseline itself.</param>
/// <param name="DifferenceLow">Lower end of its paired percentile interval.</param>
/// <param name="DifferenceHigh">Upper end.</param>
[CsvRecord]
public sealed partial record SliceRow(
    LayoutId Id,
    string Slice,
    string Value,
    double? Median,
    string Metric,
    string? Class,
    int Objects,
    int? Classes,
    double? Score,
    double? Low,
    double? High,
    double? Difference,
    double? DifferenceLow,
    double? DifferenceHigh
);

/// <summary>One row of mix.csv: a layout's score under the mix of the spec, over the compared runs.</summary>
/// <param name="Id">The layout.</param>
/// <param name="Metric">As in results.csv.</param>
/// <param name="Class">The class; null for figures over all classes.</param>
/// <param name="Score">Mean over runs, in [0, 1].</param>
/// <param name="Low">Lower end of its percentile interval (two-level bootstrap); null for the calibration error.</param>
/// <param name="High">Upper end.</param>
/// <param name="Difference">Score minus the baseline's on the same objects; null for the baseline itself.</param>
/// <param name="DifferenceLow">Lower end of its paired percentile interval.</param>
/// <param name="DifferenceHigh">Upper end.</param>
/// <param name="DifferencePValue">Two-sided p-value of no difference, adjusted by Holm over the layouts; null for scores other than
/// macro-F1, and in tables of versions that did not compute it.</param>
/// <param name="NonInferiorityPValue">One-sided p-value of a loss of the margin or more, adjusted likewise; null likewise.</param>
/// <param name="NonSuperiorityPValue">One-sided p-value of a gain of the margin or more, adjusted likewise; null likewise.</param>
/// <param name="Verdict">The words of <see cref="ComparisonVerdict"/>; null likewise.</param>
[CsvRecord]
internal sealed partial record MixRow(
    LayoutId Id,
    string Metric,
    string? Class,
    double Score,
    double? Low,
    double? High,
    double? Difference,
    double? DifferenceLow,
    double? DifferenceHigh,
    double? DifferencePValue = null,
    double? NonInferiorityPValue = null,
    double? NonSuperiorityPValue = null,
    string? Verdict = null
);

/// <summary>One row of rates.csv: what a layout finds of a class at an accepted rate of false alerts, over the compared runs.</summary>
/// <param name="Id">The layout.</param>
/// <param name="Class">The class.</param>
/// <param name="FalseAlertRate">Accepted fraction of the other classes' alerts, in (0, 1).</param>
/// <param name="Magnitude">Range of magnitudes, such as <c>17.2 to 18.9</c>; <c>all</c> for all alerts.</param>
/// <param name="Median">Median magnitude; null for all alerts.</param>
/// <param name="Objects">Number of objects of the class.</param>
/// <param name="Completeness">Fraction of them that is found, in [0, 1].</param>
/// <param name="CompletenessLow">Lower end of its percentile interval (two-level bootstrap).</param>
/// <param name="CompletenessHigh">Upper end.</param>
/// <param name="Purity">Fraction of what is found that belongs to the class; null if nothing is found.</param>
/// <param name="PurityLow">Lower end of its interval; null if nothing is found in most resamples.</param>
/// <param name="PurityHigh">Upper end.</param>
[CsvRecord]
internal sealed partial record RateRow(
    LayoutId Id,
    string Class,
    double FalseAlertRate,
    string Magnitude,
    double? Median,
    int Objects,
    double Completeness,
    double? CompletenessLow,
    double? CompletenessHigh,
    double? Purity,
    double? PurityLow,
    double? PurityHigh
);

/// <summary>One row of tuning.csv: one training of one candidate.</summary>
/// <param name="Cell">
/// The cell whose development objects were used. If all runs score the same objects, this is the cell of run 1 for all of them.
/// </param>
/// <param name="Candidate">Number of the candidate, from 1; candidate 1 has the settings that would be used without tuning.</param>
/// <param name="Rung">Number of the rung, from 1.</param>
/// <param name="Steps">Training steps of the candidate in this rung.</param>
/// <param name="LearningRate">Its learning rate.</param>
/// <param name="Dropout">Its dropout, in [0, 1).</param>
/// <param name="Widths">Filters of its convolutions, first to last, between spaces.</param>
/// <param name="ValidationMacroF1">Macro-F1 on the validation objects, in [0, 1]; null if it diverged.</param>
/// <param name="Status"><c>continued</c>, <c>dropped</c>, <c>diverged</c> or <c>chosen</c>.</param>
[CsvRecord]
public sealed partial record TuningRow(
    CellId Cell,
    int Candidate,
    int Rung,
    int Steps,
    double LearningRate,
    double Dropout,
    string Widths,
    double? ValidationMacroF1,
    string Status
)
{
    /// <summary>Status of the trial whose settings were chosen.</summary>
    public const string Chosen = "chosen";
}
