using System.Diagnostics;
using StampSpec.Layouts;
using StampSpec.Learning;
using StampSpec.Studies.Data;
using StampSpec.Studies.Splits;

namespace StampSpec.Studies.Running;

/// <summary>Trains and scores one cell.</summary>
internal static class CellTrainer
{
    /// <summary>Trains on the split's training objects, from given weights or from nothing, and scores its test objects.</summary>
    public static CellResult Run(
        Study study,
        StudyCell cell,
        StudyData data,
        DataSplit split,
        InitialWeights? start,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        var training = cell.Layout.Training;
        var train = Labelled(cell, data, split.Train);
        var validation = Labelled(cell, data, split.Validation);
        var watch = Stopwatch.StartNew();
        var classifier = ClassifierTrainer.Train(
            cell.Layout.Classifier, training, train, validation, study.DataSet.Classes, CellKeys.SeedOf(study, cell), start, progress, cancellation)
            .For(cell.Layout.Layout, cell.Layout.Normalisation, SourceSimulation.ModelOriginOf(study, cell.Layout));
        var seconds = watch.Elapsed.TotalSeconds;
        if (classifier.Status == TrainingStatus.Diverged)
        {
            return new CellResult(classifier, [], seconds);
        }

        using var session = ClassifierSession.Load(classifier.OnnxModel, training.Device, training.Threads);
        return new CellResult(classifier, session.Score(new StampSelection(data.Stamps[cell.Layout.Name], split.Test), cancellation), seconds);
    }

    /// <summary>Some of the objects under a cell's layout.</summary>
    public static LabelledStamps Labelled(StudyCell cell, StudyData data, IReadOnlyList<int> indices) =>
        new(new StampSelection(data.Stamps[cell.Layout.Name], indices), [.. indices.Select(i => data.Labels[i])]);
}
