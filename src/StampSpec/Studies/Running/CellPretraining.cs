using System.Collections.Concurrent;
using System.Diagnostics;
using StampSpec.Common;
using StampSpec.Learning;
using StampSpec.Learning.Models;
using StampSpec.Learning.Networks;
using StampSpec.Learning.Training;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Running;

/// <summary>Trains the pretrained networks, one for each layout and run. Their alerts are not among the validation or scored objects of any
/// cell, so all folds of a run share a network, and so do all networks of an ensemble.</summary>
internal sealed class CellPretraining(
    Study study,
    Pretraining pretraining,
    StudyData data,
    CellKeys keys,
    PretrainedStore store,
    StudyOptions options
)
{
    private readonly ConcurrentDictionary<string, Lazy<InitialWeights>> _made = new(StringComparer.Ordinal);

    /// <summary>The training and validation objects of the pretraining, the same in every run. The validation fraction of the study's split
    /// applies.</summary>
    public static DataSplit SplitOf(Study study, StudyData data)
    {
        var indices = data.Pretraining;
        var parts = GroupedPartition.Assign(
            new GroupedClasses(
                study.DataSet.Classes.Count,
                [.. indices.Select(i => data.Labels[i])],
                [.. indices.Select(i => data.Objects[i].Group)]
            ),
            [1 - study.Split.ValidationFraction, study.Split.ValidationFraction],
            new Seed(study.Seed).Derive("pretraining evaluation")
        );
        return new DataSplit([.. indices.Where((_, i) => parts[i] == 0)], [.. indices.Where((_, i) => parts[i] == 1)], []);
    }

    /// <summary>Whether a layout has anything to learn from before the second training: packet columns alone have not.</summary>
    public static bool Applies(StudyLayout layout) =>
        layout.ExternalModel is null
        && layout.Classifier.Kind != ClassifierKind.BoostedTrees
        && layout.Layout.Images.Count + layout.Layout.Features.Count > 0;

    /// <summary>The cell with the settings of the first training.</summary>
    public static StudyCell FirstTraining(StudyCell cell, Pretraining pretraining) =>
        cell with
        {
            Layout = cell.Layout with
            {
                Training = pretraining.Training,
                Classifier = cell.Layout.Classifier with { LearningRate = pretraining.LearningRate, Ensemble = 1 },
            },
        };

    /// <summary>The weights from which a cell starts: trained now, trained by another cell of this process, or read from the
    /// folder.</summary>
    /// <exception cref="ArgumentException">The first training diverged, or there are no training objects.</exception>
    public InitialWeights Of(StudyCell cell, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        _made.GetOrAdd(CellFile.Pretrained(cell), _ => new Lazy<InitialWeights>(() => Make(cell, progress, cancellation))).Value;

    private InitialWeights Make(StudyCell cell, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var split = SplitOf(study, data);
        var key = keys.OfPretraining(cell, pretraining, split);
        var stored = options.Fresh ? null : store.Read(cell, key);
        return InitialWeights.Of(stored ?? Train(cell, split, key, progress, cancellation));
    }

    private byte[] Train(
        StudyCell cell,
        DataSplit split,
        CellKey key,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation
    )
    {
        var watch = Stopwatch.StartNew();
        var first = FirstTraining(cell, pretraining);
        var trained = ClassifierTrainer
            .Train(
                first.Layout.Classifier,
                first.Layout.Training,
                CellTrainer.Labelled(cell, data, split.Train).WithoutColumns(),
                CellTrainer.Labelled(cell, data, split.Validation).WithoutColumns(),
                study.DataSet.Classes,
                CellKeys.PretrainingSeedOf(study, cell),
                null,
                progress,
                cancellation
            )
            .For(
                cell.Layout.Layout with
                {
                    Columns = [],
                },
                cell.Layout.Normalisation,
                SourceSimulation.ModelOriginOf(study, cell.Layout, data.Surveys)
            );
        if (TrainingFailure.Of(trained.Status) is { } failed)
        {
            throw new ArgumentException($"the pretraining {failed}; reduce dataset.pretrain.learning-rate");
        }

        store.Write(cell, trained.OnnxModel, new PretrainedManifest(key, Describe(cell, split, trained, watch.Elapsed.TotalSeconds)));
        return trained.OnnxModel;
    }

    private PretrainingRecord Describe(StudyCell cell, DataSplit split, TrainedClassifier trained, double seconds) =>
        new(
            cell.Layout.Id,
            cell.Id.Run,
            new SortedDictionary<string, int>(split.Train.CountBy(i => data.Objects[i].Origin).ToDictionary(), StringComparer.Ordinal),
            split.Validation.Count,
            CellOutput.StatusName(trained.Status),
            pretraining.LearningRate,
            ContentHash.Of(trained.OnnxModel),
            seconds,
            trained.History
        );
}
