using System.Diagnostics;
using System.Globalization;
using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Learning.Models;
using StampSpec.Learning.Networks;
using StampSpec.Learning.Training;
using StampSpec.Learning.Trees;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Running;

/// <summary>
/// Cells whose classifier is boosted trees: on packet columns, features and the sky position, or stacked on the probabilities of a network
/// of the stamps. No model is exported.
/// </summary>
internal static class TreeCells
{
    /// <summary>
    /// Parts of the training alerts, each of which a network scores that was trained on the others, so that the trees learn from
    /// probabilities like those of alerts that a network has not seen.
    /// </summary>
    private const int InnerFolds = 3;

    /// <summary>Networks that a stack trains: one without each part of the training alerts, and one on all of them.</summary>
    public const int NetworksOfStack = InnerFolds + 1;

    /// <summary>Fits the trees on the split's training objects and scores the test objects.</summary>
    /// <param name="study">The study.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="data">The study's data.</param>
    /// <param name="split">The cell's split.</param>
    /// <param name="start">Pretrained weights of a stack's networks; null to start from random weights.</param>
    /// <param name="progress">Receives the progress of networks.</param>
    /// <param name="cancellation">Stops the cell.</param>
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
        var watch = Stopwatch.StartNew();
        var isStack = cell.Layout.Classifier.Kind == ClassifierKind.Stack;
        var (train, test) = NumbersOf(data.Stamps[cell.Layout.Name], split, cell.Layout.Classifier.UsesSkyPosition && !isStack);
        float[] probabilities;
        if (isStack)
        {
            var networks = new StackedNetworks(study, cell, data, split, start, progress, cancellation);
            var ofTest = networks.OfTest();
            probabilities = FitAndScore(study, cell, data, split, Joined(train, networks.OfTraining()), Joined(test, ofTest));
            TakeFromStamps(probabilities, ofTest, [.. study.DataSet.Classes.Select(cell.Layout.Classifier.ClassesFromStamps.Contains)]);
        }
        else
        {
            probabilities = FitAndScore(study, cell, data, split, train, test);
        }

        return new CellResult(new TrainedClassifier([], TrainingStatus.Fitted, []), probabilities, watch.Elapsed.TotalSeconds);
    }

    /// <summary>Fits the trees on the training alerts, except those of classes that stamps alone decide.</summary>
    private static float[] FitAndScore(Study study, StudyCell cell, StudyData data, DataSplit split, float[][] train, float[][] test)
    {
        var fromStamps = cell.Layout.Classifier.ClassesFromStamps;
        int[] rows =
        [
            .. Enumerable
                .Range(0, split.Train.Count)
                .Where(row => !fromStamps.Contains(study.DataSet.Classes[data.Labels[split.Train[row]]])),
        ];
        return BoostedTrees.FitAndScore(
            [.. rows.Select(row => train[row])],
            [.. rows.Select(row => data.Labels[split.Train[row]])],
            test,
            study.DataSet.Classes.Count,
            cell.Layout.Training.BalancesClasses,
            CellKeys.SeedOf(study, cell).Derive("trees")
        );
    }

    /// <summary>
    /// Gives the classes that stamps decide the probability of the network, and scales those of the others so that each row still sums to
    /// 1.
    /// </summary>
    /// <param name="probabilities">Probabilities of the trees, shape (alerts, classes), row-major, which are changed.</param>
    /// <param name="ofStamps">Probabilities of the network of the stamps, of the same shape.</param>
    /// <param name="isTaken">Whether stamps decide the class, for each class.</param>
    internal static void TakeFromStamps(Span<float> probabilities, ReadOnlySpan<float> ofStamps, ReadOnlySpan<bool> isTaken)
    {
        if (!isTaken.Contains(true))
        {
            return;
        }

        for (var start = 0; start < probabilities.Length; start += isTaken.Length)
        {
            var row = probabilities.Slice(start, isTaken.Length);
            var network = ofStamps.Slice(start, isTaken.Length);
            var (taken, others) = (0f, 0f);
            for (var k = 0; k < row.Length; k++)
            {
                taken += isTaken[k] ? network[k] : 0;
                others += isTaken[k] ? 0 : row[k];
            }

            for (var k = 0; k < row.Length; k++)
            {
                row[k] = isTaken[k] ? network[k] : row[k] * (1 - taken) / others;
            }
        }
    }

    /// <summary>The numbers of training and test alerts: sky position, features, scaled columns and their indicators.</summary>
    private static (float[][] Train, float[][] Test) NumbersOf(IStamps stamps, DataSplit split, bool usesPosition)
    {
        var scaling = ColumnScaling.Of(new StampSelection(stamps, split.Train));
        return ([.. split.Train.Select(Of)], [.. split.Test.Select(Of)]);

        float[] Of(int alert)
        {
            var columns = new float[scaling.InputLength];
            scaling.Write(stamps.ColumnsOf(alert), columns, double.PositiveInfinity);
            return [.. usesPosition ? stamps.SkyPosition(alert) : [], .. stamps.FeaturesOf(alert), .. columns];
        }
    }

    private static float[][] Joined(float[][] numbers, float[] probabilities)
    {
        var classes = numbers.Length == 0 ? 0 : probabilities.Length / numbers.Length;
        return [.. numbers.Select((own, i) => (float[])[.. own, .. probabilities.AsSpan(i * classes, classes)])];
    }

    /// <summary>The networks of a stack, which see the stamps without packet columns.</summary>
    private sealed class StackedNetworks(
        Study study,
        StudyCell cell,
        StudyData data,
        DataSplit split,
        InitialWeights? start,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation
    )
    {
        private readonly Seed _seed = CellKeys.SeedOf(study, cell).Derive("stack");
        private readonly int _classes = study.DataSet.Classes.Count;

        /// <summary>Probabilities of the training objects, each from a network that was not trained on its group.</summary>
        public float[] OfTraining()
        {
            var parts = Parts();
            var probabilities = new float[split.Train.Count * _classes];
            for (var part = 0; part < InnerFolds; part++)
            {
                int[] held = [.. Enumerable.Range(0, parts.Length).Where(i => parts[i] == part)];
                int[] others = [.. split.Train.Where((_, i) => parts[i] != part)];
                var scores = Score(others, [.. held.Select(i => split.Train[i])], part);
                foreach (var (row, i) in held.Index())
                {
                    scores.AsSpan(row * _classes, _classes).CopyTo(probabilities.AsSpan(i * _classes));
                }
            }

            return probabilities;
        }

        /// <summary>Probabilities of the test objects, from a network that was trained on all training objects.</summary>
        public float[] OfTest() => Score(split.Train, split.Test, InnerFolds);

        private int[] Parts() =>
            GroupedPartition.Assign(
                new GroupedClasses(
                    _classes,
                    [.. split.Train.Select(i => data.Labels[i])],
                    [.. split.Train.Select(i => data.Objects[i].Group)]
                ),
                [.. Enumerable.Repeat(1.0 / InnerFolds, InnerFolds)],
                _seed
            );

        private float[] Score(IReadOnlyList<int> train, IReadOnlyList<int> scored, int part)
        {
            var training = cell.Layout.Training;
            var classifier = ClassifierTrainer.Train(
                cell.Layout.Classifier,
                training,
                Labelled(train),
                Labelled(split.Validation),
                study.DataSet.Classes,
                _seed.Derive("network", part.ToString(CultureInfo.InvariantCulture)),
                start,
                progress,
                cancellation
            );
            RequireUsable(classifier, part);
            using var session = ClassifierSession.Load(classifier.OnnxModel, training.Device, training.Threads);
            return session.Score(Labelled(scored).Stamps, cancellation);
        }

        private static void RequireUsable(TrainedClassifier classifier, int part)
        {
            if (TrainingFailure.Of(classifier.Status) is { } failed)
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"network {part + 1} of the {NetworksOfStack} networks of the stack {failed}; reduce the learning rate"
                    )
                );
            }
        }

        private LabelledStamps Labelled(IReadOnlyList<int> indices) => CellTrainer.Labelled(cell, data, indices).WithoutColumns();
    }
}
