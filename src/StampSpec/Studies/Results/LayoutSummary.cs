using System.Text.Json.Serialization;
using StampSpec.Learning.Metrics;

namespace StampSpec.Studies.Results;

/// <summary>What the study found about one layout.</summary>
/// <param name="Id">The layout.</param>
/// <param name="Bytes">Bytes of one alert's stamps, uncompressed and without headers.</param>
/// <param name="PixelsPerImage">Pixels that one plane of one image stores.</param>
/// <param name="FieldOfViewArcsec">Side of the widest field, arcsec.</param>
/// <param name="CompleteRuns">Runs, from 1, whose every cell is done.</param>
public sealed record LayoutSummary(
    LayoutId Id, double Bytes, int PixelsPerImage, double FieldOfViewArcsec, IReadOnlyList<int> CompleteRuns)
{
    /// <summary>File name of the model, trained elsewhere, that it was scored with; null where its classifiers were trained here.</summary>
    public string? ExternalModel { get; init; }

    /// <summary><see cref="ExternalModel"/> under the name that summaries gave it before; it is read, never written.</summary>
    [JsonInclude]
    [JsonPropertyName("foreignModel")]
    internal string? FormerExternalModel
    {
        init => ExternalModel ??= value;
    }

    /// <summary>Scores with intervals; empty where no run is complete.</summary>
    public IReadOnlyList<ScoreEstimate> Estimates { get; init; } = [];

    /// <summary>Confusion counts summed over complete runs; row = true class, column = predicted class, in the order of the study's classes.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Confusion { get; init; } = [];

    /// <summary>Reliability of the predicted class's probability, over complete runs.</summary>
    public IReadOnlyList<ReliabilityBin> Reliability { get; init; } = [];

    /// <summary>True where no other layout has at most its bytes and at least its macro-F1, one of the two strictly; null without complete runs.</summary>
    public bool? OnFront { get; init; }

    /// <summary>Fraction of resamples in which it is on the front; null without complete runs.</summary>
    public double? FrontProbability { get; init; }

    /// <summary>For each budget that the layout fits, the probability that no other layout within it scores higher; empty without complete runs.</summary>
    public IReadOnlyList<BudgetProbability> BestProbabilities { get; init; } = [];

    /// <summary>One of the scores; null if it was not estimated.</summary>
    /// <param name="metric">Name of the metric.</param>
    /// <param name="className">The class; null for figures over all classes.</param>
    public ScoreEstimate? EstimateOf(string metric, string? className = null) =>
        Estimates.FirstOrDefault(e => e.Metric == metric && e.Class == className);
}
