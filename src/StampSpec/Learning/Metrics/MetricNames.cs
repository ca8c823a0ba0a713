namespace StampSpec.Learning.Metrics;

/// <summary>Names of the metrics in every table and document of a study's results.</summary>
public static class MetricNames
{
    /// <summary>Mean of the classes' F1, the score by which layouts are compared.</summary>
    public const string MacroF1 = "macro-f1";

    /// <summary>Mean of the classes' precision.</summary>
    public const string MacroPrecision = "macro-precision";

    /// <summary>Mean of the classes' recall.</summary>
    public const string MacroRecall = "macro-recall";

    /// <summary>Fraction of all objects whose class is predicted correctly.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>Expected calibration error.</summary>
    public const string CalibrationError = "calibration-error";

    /// <summary>F1 of one class.</summary>
    public const string F1 = "f1";

    /// <summary>Precision of one class.</summary>
    public const string Precision = "precision";

    /// <summary>Recall of one class.</summary>
    public const string Recall = "recall";

    /// <summary>The metrics of one class, in the order in which tables list them.</summary>
    public static IReadOnlyList<string> OfClass { get; } = [F1, Precision, Recall];
}
