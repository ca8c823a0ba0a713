using System.Diagnostics;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Learning.External;
using StampSpec.Learning.Models;
using StampSpec.Learning.Networks;
using StampSpec.Learning.Training;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Running;

/// <summary>Trains and scores one cell, or scores a model that was trained elsewhere.</summary>
internal static class CellTrainer
{
    /// <summary>Trains on the split's training objects, from pretrained or random weights, and scores the test objects.</summary>
    public static CellResult Run(
        Study study,
        StudyCell cell,
        StudyData data,
        DataSplit split,
        InitialWeights? start,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation
    )
    {
        var training = cell.Layout.Training;
        var train = Labelled(cell, data, split.Train);
        var validation = Labelled(cell, data, split.Validation);
        var watch = Stopwatch.StartNew();
        var classifier = EnsembleTrainer
            .Train(
                cell.Layout.Classifier,
                training,
                train,
                validation,
                study.DataSet.Classes,
                CellKeys.SeedOf(study, cell),
                start,
                progress,
                cancellation
            )
            .For(cell.Layout.Layout, cell.Layout.Normalisation, SourceSimulation.ModelOriginOf(study, cell.Layout, data.Surveys));
        var seconds = watch.Elapsed.TotalSeconds;
        if (TrainingFailure.Of(classifier.Status) is not null)
        {
            return new CellResult(classifier, [], seconds);
        }

        using var session = ClassifierSession.Load(classifier.OnnxModel, training.Device, training.Threads);
        return new CellResult(
            classifier,
            session.Score(new StampSelection(data.Stamps[cell.Layout.Name], split.Test), cancellation),
            seconds
        );
    }

    /// <summary>The stamps of some objects under a cell's layout, with their classes.</summary>
    public static LabelledStamps Labelled(StudyCell cell, StudyData data, IReadOnlyList<int> indices) =>
        new(new StampSelection(data.Stamps[cell.Layout.Name], indices), [.. indices.Select(i => data.Labels[i])]);

    /// <summary>Scores the split's test objects with a model that was trained elsewhere. Every run gives the same probabilities for the
    /// same objects.</summary>
    public static CellResult Score(Study study, StudyCell cell, StudyData data, DataSplit split)
    {
        var layout = cell.Layout;
        using var session = new ExternalModelSession(layout.ExternalModel!, layout.Layout, layout.Training.Device, layout.Training.Threads);
        var probabilities = session.Score(new StampSelection(data.Stamps[layout.Name], split.Test), study.DataSet.Classes);
        return new CellResult(new TrainedClassifier([], TrainingStatus.NotTrained, []), probabilities, 0);
    }
}
