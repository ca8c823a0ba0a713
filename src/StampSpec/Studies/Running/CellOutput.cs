using System.Text;
using System.Text.Json;
using StampSpec.Common;
using StampSpec.Learning;
using StampSpec.Learning.Metrics;
using StampSpec.Learning.Networks;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Statistics;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Running;

/// <summary>Makes the content of a cell's files from its result.</summary>
internal sealed class CellOutput(Study study, StudyCell cell, CellKey key, StudyData data, DataSplit split, CellResult result)
{
    /// <summary>In place of a model's hash, for classifiers that export no model.</summary>
    private const string NoModel = "none";

    private readonly int _classCount = study.DataSet.Classes.Count;

    /// <summary>The trials that chose the classifier's settings; null without tuning.</summary>
    public IReadOnlyList<TuningRow>? Tuning { get; init; }

    /// <summary>The pretrained weights of the classifier; null if it was trained from random weights.</summary>
    public InitialWeights? Start { get; init; }

    /// <summary>Macro-F1 on the scored objects.</summary>
    public double MacroF1 =>
        ConfusionMatrix.Tally(_classCount, [.. split.Test.Select(i => data.Labels[i])], Predicted()).MeanOfScored(s => s.F1);

    /// <summary>Content of each file except the manifest, by path relative to the study's folder.</summary>
    public IReadOnlyDictionary<string, byte[]> Files()
    {
        var files = ResultFiles();
        if (cell.Layout.TrainsNetwork)
        {
            files.Add(CellFile.Model(cell), result.Classifier.OnnxModel);
        }

        if (Tuning is not null)
        {
            files.Add(CellFile.Tuning(cell), Encoding.UTF8.GetBytes(CsvTable.Format(Tuning)));
        }

        return files;
    }

    private Dictionary<string, byte[]> ResultFiles() =>
        new()
        {
            [CellFile.Predictions(cell)] = Encoding.UTF8.GetBytes(PredictionCsv.Format(study.DataSet.Classes, Predictions())),
            [CellFile.History(cell)] = Encoding.UTF8.GetBytes(CsvTable.Format(History())),
            [CellFile.Card(cell)] = Encoding.UTF8.GetBytes(StudyJson.Format(Card())),
        };

    /// <summary>The name of a training status in manifests.</summary>
    public static string StatusName(TrainingStatus status) => JsonNamingPolicy.KebabCaseLower.ConvertName(status.ToString());

    private IEnumerable<PredictionRow> Predictions()
    {
        var predicted = Predicted();
        return split.Test.Select(
            (index, row) =>
                new PredictionRow(
                    cell.Id,
                    data.Objects[index].Candid,
                    data.Objects[index].Class,
                    study.DataSet.Classes[predicted[row]],
                    result.Probabilities[(row * _classCount)..((row + 1) * _classCount)]
                )
        );
    }

    private int[] Predicted() =>
        [
            .. Enumerable
                .Range(0, split.Test.Count)
                .Select(row =>
                    System.Numerics.Tensors.TensorPrimitives.IndexOfMax(result.Probabilities.AsSpan(row * _classCount, _classCount))
                ),
        ];

    private IEnumerable<HistoryRow> History() =>
        result.Classifier.History.Select(point => new HistoryRow(cell.Id, point.Step, point.TrainingLoss, point.ValidationMacroF1));

    private ModelCard Card() =>
        new(
            study.Name,
            cell.Id.Layout,
            cell.Id.Encoding,
            JsonNamingPolicy.KebabCaseLower.ConvertName(cell.Layout.Normalisation.ToString()),
            study.DataSet.Classes,
            cell.Id.Run,
            cell.Id.Fold,
            cell.Layout.ExternalModel is null ? split.Train.Count : 0,
            cell.Layout.ExternalModel is null ? split.Validation.Count : 0,
            split.Test.Count,
            Origins(cell.Layout.ExternalModel is null ? split.Train.Concat(split.Validation).Concat(split.Test) : split.Test),
            key.Stamps,
            key.Objects,
            cell.Layout.ExternalModel?.File.Sha256 ?? (cell.Layout.TrainsNetwork ? ContentHash.Of(result.Classifier.OnnxModel) : NoModel),
            Scores()
        )
        {
            ExternalModel = cell.Layout.ExternalModel is { } model
                ? new ExternalModelCard(
                    model.File.Name,
                    model.Classes,
                    "not trained by this study; scored objects may be among its training data"
                )
                : null,
            Classifier =
                cell.Layout.TrainsNetwork || cell.Layout.ExternalModel is not null ? null : LockedSpec.Word(cell.Layout.Classifier.Kind),
            Tuning = Tuning is null ? null : ModelTuning.Of(Tuning),
            TrainingLeftOut = data.RelatedTraining.Count == 0 ? null : data.RelatedTraining.Keys.Except(split.Train).Count(),
            ColumnsBehindLabels = study.ColumnsBehindLabelsOf(cell.Layout) is { Count: > 0 } behind ? behind : null,
            Pretraining = Start is null ? null : new PretrainingCard(data.Pretraining.Count, Origins(data.Pretraining), Start.Sha256),
        };

    private IReadOnlyList<string> Origins(IEnumerable<int> indices) =>
        [.. indices.Select(i => data.Objects[i].Origin).Distinct().Order(StringComparer.Ordinal)];

    private IReadOnlyList<ScoreEstimate> Scores()
    {
        var groups = split
            .Test.Select(i => data.Objects[i].Group)
            .Distinct(StringComparer.Ordinal)
            .Select((group, unit) => (group, unit))
            .ToDictionary(g => g.group, g => g.unit, StringComparer.Ordinal);
        var table = new PredictionTable(
            _classCount,
            [.. split.Test.Select(i => data.Labels[i])],
            [.. split.Test.Select(i => groups[data.Objects[i].Group])],
            [new LayoutPredictions(cell.Layout.Name, [Predicted()])]
        );
        var scores = TwoLevelBootstrap.Resample(table, study.Resamples, new Seed(study.Seed).Derive("card", cell.Name));
        return [.. scores.Keys.Select(k => Estimate(scores, k))];
    }

    private ScoreEstimate Estimate(BootstrapScores scores, ScoreKey score)
    {
        var interval = scores.Interval(0, score);
        return new ScoreEstimate(
            score.Metric,
            score.ClassIndex is { } k ? study.DataSet.Classes[k] : null,
            scores.Estimate(0, score),
            interval.Low,
            interval.High,
            null
        );
    }
}
