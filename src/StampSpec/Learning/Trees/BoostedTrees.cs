using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using StampSpec.Common;

namespace StampSpec.Learning.Trees;

/// <summary>
/// Gradient-boosted trees (Friedman 2001; ML.NET's FastTree, after MART), one ensemble for each class against all others. FastTree takes a
/// value that is not a number for 0, so missing values need a number of their own. The result depends on the data and the seed alone, not
/// on threads.
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
        var weights = WeightsOf(labels, balances);
        var probabilities = new float[scored.Count * classes];
        // Without an alert of a class there is nothing to fit, and its probability stays 0.
        foreach (var k in weights.Keys.Order())
        {
            var rows = train.Select((numbers, i) => new TreeRow(numbers, labels[i] == k, weights[labels[i]]));
            foreach (var (i, probability) in OneClass(rows, scored, seed.Derive(k.ToString(CultureInfo.InvariantCulture))).Index())
            {
                probabilities[(i * classes) + k] = probability;
            }
        }

        Normalise(probabilities, classes);
        return probabilities;
    }

    private static Dictionary<int, float> WeightsOf(IReadOnlyList<int> labels, bool balances)
    {
        var counts = labels.CountBy(label => label).ToDictionary();
        return counts.ToDictionary(c => c.Key, c => balances ? (float)labels.Count / (counts.Count * c.Value) : 1);
    }

    private static float[] OneClass(IEnumerable<TreeRow> train, IReadOnlyList<float[]> scored, Seed seed)
    {
        if (scored.Count == 0)
        {
            return [];
        }

        var context = new MLContext((int)(seed.Value & int.MaxValue));
        var schema = SchemaDefinition.Create(typeof(TreeRow));
        schema[nameof(TreeRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, scored[0].Length);
        var model = context.BinaryClassification.Trainers.FastTree(Options(seed)).Fit(context.Data.LoadFromEnumerable(train, schema));
        var rows = context.Data.LoadFromEnumerable(scored.Select(numbers => new TreeRow(numbers, false, 1)), schema);
        return [.. model.Transform(rows).GetColumn<float>("Probability")];
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
            var sum = classes * LeastProbability;
            foreach (var probability in row)
            {
                sum += probability;
            }

            foreach (ref var probability in row)
            {
                probability = (float)((probability + LeastProbability) / sum);
            }
        }
    }

    /// <summary>One alert as ML.NET reads it.</summary>
    private sealed class TreeRow(float[] features, bool label, float weight)
    {
        public float[] Features { get; } = features;

        public bool Label { get; } = label;

        public float Weight { get; } = weight;
    }
}
