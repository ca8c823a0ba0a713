using System.Runtime.InteropServices;
using CsvHelper;

namespace StampSpec.Studies.Model;

/// <summary>One row of bytes.csv: what one part of an alert costs under a layout, in one serialisation and encoding.</summary>
/// <param name="Id">The layout.</param>
/// <param name="Serialisation">Name of the serialisation; <c>raw</c> in tables written without this column.</param>
/// <param name="Part">The part, such as <c>science</c>; <c>total</c> for their sum.</param>
/// <param name="Bytes">Bytes per alert; a mean where they vary from alert to alert.</param>
[CsvRecord]
public sealed partial record ByteRow(
    LayoutId Id,
    [Optional, DefaultParameterValue(ByteRow.Raw)] string Serialisation,
    string Part,
    double Bytes
)
{
    /// <summary>The serialisation whose bytes figures and summaries state.</summary>
    public const string Raw = "raw";

    /// <summary>The serialisation that surveys send stamps in.</summary>
    public const string Fits = "fits";
}

/// <summary>One row of history.csv: an evaluation during training.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Step">Training steps done.</param>
/// <param name="TrainingLoss">Mean loss since the evaluation before.</param>
/// <param name="ValidationMacroF1">Macro-F1 on the validation objects, in [0, 1].</param>
[CsvRecord]
public sealed partial record HistoryRow(CellId Cell, int Step, double TrainingLoss, double ValidationMacroF1);

/// <summary>One row of missing.csv: how much of one scale of a layout holds nothing, since pixels are missing or lie beyond the
/// images.</summary>
/// <param name="Layout">Name of the layout.</param>
/// <param name="Scale">Scale, from 0, the finest.</param>
/// <param name="Pixels">Pixels a side.</param>
/// <param name="PixelScaleArcsec">Side of a pixel, arcsec.</param>
/// <param name="Alerts">Alerts of the study.</param>
/// <param name="AlertsWithMissing">Those with a pixel that holds nothing.</param>
/// <param name="MissingFraction">Fraction of the pixels of all alerts and images that hold nothing, in [0, 1].</param>
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

/// <summary>One row of objects.csv: an alert that the study used, with what its scores may be sliced by.</summary>
/// <param name="Candid">The alert.</param>
/// <param name="ObjectId">The object it belongs to.</param>
/// <param name="Group">The group that stays on one side of every split.</param>
/// <param name="Class">True class.</param>
/// <param name="Origin">Where it came from: <c>real</c>, <c>synthetic</c> or <c>injected</c>, or what was simulated from one of them and
/// how.</param>
/// <param name="Role">What it was used for: <c>development</c>, <c>test</c>, <c>training</c> or <c>pretraining</c>.</param>
/// <param name="SignalToNoise">Signal-to-noise ratio of the detection; null where unknown.</param>
/// <param name="MissingFraction">Fraction of missing pixels over the three cutouts, in [0, 1].</param>
/// <param name="NearestSourceArcsec">Distance to the nearest catalogued source, arcsec; null where unknown.</param>
/// <param name="NearestSourceStarScore">Star-galaxy score of that source, 0 galaxy to 1 star; null where unknown.</param>
/// <param name="TemplateNeighbours">Sources in the template away from its centre; null where the template holds nothing, and in tables
/// written without this column.</param>
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
    int? TemplateNeighbours = null
);

/// <summary>One row of predictions.csv: what one layout's classifier said of one object in one run.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Candid">The alert.</param>
/// <param name="Class">True class.</param>
/// <param name="Predicted">The most probable class, the first among equals.</param>
/// <param name="Probabilities">Probability of each class of the study, in its order.</param>
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
/// <param name="Role">The set it was meant for: <c>development</c> or <c>test</c>.</param>
/// <param name="Source">File, or file and tar entry; the label's row where no alert answers it.</param>
/// <param name="Reason">Short name of the reason: <c>unreadable</c>, <c>unlabelled</c>, <c>other-class</c>, <c>strength</c>,
/// <c>duplicate</c>, <c>small-class</c>, <c>no-alert</c>, <c>not-simulated</c>, <c>layout-misfit</c>.</param>
/// <param name="Detail">The sentence that explains it.</param>
[CsvRecord]
public sealed partial record SkippedRow(string Role, string Source, string Reason, string Detail);

/// <summary>One row of slices.csv: a layout's score on those scored objects that share a property, over the compared runs.</summary>
/// <param name="Id">The layout.</param>
/// <param name="Slice">The property, such as <c>signal-to-noise</c>.</param>
/// <param name="Value">Which part, such as <c>7.3 to 11.2</c>; <c>unknown</c> where alerts do not tell.</param>
/// <param name="Median">The property's median in this part; null where it is no number.</param>
/// <param name="Metric"><c>macro-f1</c>, <c>f1</c> or <c>recall</c>.</param>
/// <param name="Class">The class; null for macro-F1.</param>
/// <param name="Objects">Objects that the score rests on: those of the class, or all.</param>
/// <param name="Classes">Classes that macro-F1 averages, those with enough objects here; null for scores of one class.</param>
/// <param name="Score">Mean over runs, in [0, 1]; null where no class has enough objects.</param>
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

/// <summary>One row of tuning.csv: one training of one candidate.</summary>
/// <param name="Cell">
/// The cell on whose development objects it was tuned. If all runs score the same objects, that is the cell of run 1, for all of them.
/// </param>
/// <param name="Candidate">Which candidate, from 1; 1 is the settings that would hold without tuning.</param>
/// <param name="Rung">Which rung, from 1.</param>
/// <param name="Steps">Steps that it was given.</param>
/// <param name="LearningRate">Its learning rate.</param>
/// <param name="Dropout">Its dropout, in [0, 1).</param>
/// <param name="Widths">Filters of its convolutions, first to last, between spaces.</param>
/// <param name="ValidationMacroF1">Macro-F1 on the validation objects, in [0, 1]; null where it diverged.</param>
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
