using StampSpec.Layouts;
using StampSpec.Learning;
using StampSpec.Learning.Foreign;
using StampSpec.Studies.Data;
using StampSpec.Studies.Splits;

namespace StampSpec.Studies.Running;

/// <summary>Scores a cell whose model was trained elsewhere: every run gives the same probabilities to the same objects.</summary>
internal static class CellScoring
{
    /// <summary>Scores the split's test objects; its training and validation objects serve for nothing.</summary>
    public static CellResult Run(Study study, StudyCell cell, StudyData data, DataSplit split)
    {
        var layout = cell.Layout;
        using var session = new ExternalModelSession(layout.ExternalModel!, layout.Layout, layout.Training.Device, layout.Training.Threads);
        var probabilities = session.Score(new StampSelection(data.Stamps[layout.Name], split.Test), study.DataSet.Classes);
        return new CellResult(new TrainedClassifier([], TrainingStatus.NotTrained, []), probabilities, 0);
    }
}
