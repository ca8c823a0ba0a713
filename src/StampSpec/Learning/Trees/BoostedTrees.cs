using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using StampSpec.Common;

namespace StampSpec.Learning.Trees;

/// <summary>
/// Gradient-boosted trees (Friedman 2001; ML.NET's FastTree, after MART), one ensemble for each class against all others. FastTree
/// takes a value that is not a number for 0, so missing values need a number of their own. The result depends on the data and the seed alone, not on threads.
/// </summary>
internal static class BoostedTrees
{
    private const int Trees = 100;
    private const int Leaves = 20;
    private const int FewestOfLeaf = 5;
    private const double LearningRate = 0.1;
    private const double FractionOfFeatures = 0.5;
    private const double FractionOfAlerts = 0.7;

    /// <summary>Added to each probability before they are divided by their sum, which could otherwise be 0.</summary>
    private const double LeastProbability = 1e-6;

    /// <summary>Name and version of the package that fits the trees.</summary>
    public static string Package { get; } =
        "FastTree "
        + typeof(FastTreeBinaryTrainer)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0];

    /// <summary>Fits trees and scores other alerts.</summary>
    /// <param name="train">Numbers of the training alerts, finite and all of the same length; at least one alert.</param>
    /// <param name="labels">Indices of their classes.</param>
    /// <param name="scored">Numbers of the alerts to score.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="balances">Whether all classes have the same total weight.</param>
    /// <param name="seed">Seed of the samples of alerts and features.</param>
    /// <returns>Class probabilities, shape (alerts, classes), row-major; each row sums to 1.</returns>
    public static float[] FitAndScore(
        IReadOnlyList<float[]> train,
        IReadOnlyList<int> labels,
        IReadOnlyList<float[]> scored,
        int classes,
        bool balances,
        Seed seed
    )
    {
        var counts = labels.CountBy(label => label).ToDictionary();
        var probabilities = new float[scored.Count * classes];
        for (var k = 0; k < classes && scored.Count > 0; k++)
        {
            // Without an alert of the class there is nothing to fit, and its probability stays 0.
            var ofClass = counts.ContainsKey(k)
                ? OneClass(Rows(k), scored, seed.Derive("class", k.ToString(CultureInfo.InvariantCulture)))
                : [];
            for (var i = 0; i < ofClass.Length; i++)
            {
                probabilities[(i * classes) + k] = ofClass[i];
            }
        }

        Normalise(probabilities, classes);
        return probabilities;

        IEnumerable<TreeRow> Rows(int k) =>
            train.Select(
                (numbers, i) =>
                    new TreeRow
                    {
                        Features = numbers,
                        Label = labels[i] == k,
                        Weight = balances ? (float)labels.Count / (counts.Count * counts[labels[i]]) : 1,
                    }
            );
    }

    private static float[] OneClass(IEnumerable<TreeRow> train, IReadOnlyList<float[]> scored, Seed seed)
    {
        var context = new MLContext((int)(seed.Value & int.MaxValue));
        var schema = SchemaDefinition.Create(typeof(TreeRow));
        schema[nameof(TreeRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, scored[0].Length);
        var model = context.BinaryClassification.Trainers.FastTree(Options(seed)).Fit(context.Data.LoadFromEnumerable(train, schema));
        var result = model.Transform(context.Data.LoadFromEnumerable(scored.Select(numbers => new TreeRow { Features = numbers }), schema));
        return [.. result.GetColumn<float>("Probability")];
    }

    private static FastTreeBinaryTrainer.Options Options(Seed seed) =>
        new()
        {
            NumberOfTrees = Trees,
            NumberOfLeaves = Leaves,
            MinimumExampleCountPerLeaf = FewestOfLeaf,
            LearningRate = LearningRate,
            FeatureFraction = FractionOfFeatures,
            BaggingSize = 1,
            BaggingExampleFraction = FractionOfAlerts,
            Seed = (int)(seed.Value & int.MaxValue),
            FeatureSelectionSeed = (int)(seed.Derive("features").Value & int.MaxValue),
            NumberOfThreads = 1,
            ExampleWeightColumnName = nameof(TreeRow.Weight),
        };

    private static void Normalise(float[] probabilities, int classes)
    {
        for (var start = 0; start < probabilities.Length; start += classes)
        {
            var row = probabilities.AsSpan(start, classes);
            var sum = 0.0;
            foreach (var probability in row)
            {
                sum += probability + LeastProbability;
            }

            foreach (ref var probability in row)
            {
                probability = (float)((probability + LeastProbability) / sum);
            }
        }
    }

    /// <summary>One alert as ML.NET reads it.</summary>
    private sealed class TreeRow
    {
        public float[] Features { get; init; } = [];

        public bool Label { get; init; }

        public float Weight { get; init; } = 1;
    }
}
