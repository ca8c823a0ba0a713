using System.Numerics.Tensors;

namespace StampSpec.Learning.Metrics;

/// <summary>Counts of objects by true and by predicted class, and the scores that follow from them.</summary>
internal sealed class ConfusionMatrix
{
    private readonly long[] _counts;

    /// <summary>Wraps counts.</summary>
    /// <param name="classCount">K, at least 1.</param>
    /// <param name="counts">K x K counts, 0 or more; row = true class, column = predicted class.</param>
    /// <exception cref="ArgumentException">The number of counts is not K x K, or a count is negative.</exception>
    public ConfusionMatrix(int classCount, ReadOnlySpan<long> counts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if (counts.Length != classCount * classCount)
        {
            throw new ArgumentException($"{counts.Length} counts do not fill {classCount} x {classCount}", nameof(counts));
        }

        if (counts.ContainsAnyInRange(long.MinValue, -1))
        {
            throw new ArgumentException("a count is negative", nameof(counts));
        }

        ClassCount = classCount;
        _counts = counts.ToArray();
    }

    /// <summary>Number of classes, K.</summary>
    public int ClassCount { get; }

    /// <summary>Number of objects.</summary>
    public long Total => _counts.Sum();

    /// <summary>Fraction of objects whose class is predicted correctly, in [0, 1]; 0 without objects.</summary>
    public double Accuracy => Total == 0 ? 0 : (double)Enumerable.Range(0, ClassCount).Sum(k => this[k, k]) / Total;

    /// <summary>Mean of the classes' F1, in [0, 1]. An absent class counts as 0.</summary>
    public double MacroF1 => Mean(score => score.F1);

    /// <summary>Mean of the classes' precision, in [0, 1].</summary>
    public double MacroPrecision => Mean(score => score.Precision);

    /// <summary>Mean of the classes' recall, in [0, 1].</summary>
    public double MacroRecall => Mean(score => score.Recall);

    /// <summary>
    /// Mean of a score over the classes that have objects; 0 without objects. A study reports these means, because a test set need not
    /// contain every class.
    /// </summary>
    public double MeanOfScored(Func<ClassScore, double> value) =>
        Enumerable.Range(0, ClassCount).Select(Score).Where(s => s.TrueCount > 0).Select(value).DefaultIfEmpty().Average();

    /// <summary>Number of objects of a true class that are predicted to be of a class.</summary>
    public long this[int trueClass, int predictedClass] => _counts[(trueClass * ClassCount) + predictedClass];

    /// <summary>Counts pairs of true and predicted classes.</summary>
    /// <param name="classCount">K, at least 1.</param>
    /// <param name="trueClasses">N class indices in 0 .. K - 1.</param>
    /// <param name="predictedClasses">N class indices in 0 .. K - 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, or an index is outside 0 .. K - 1.</exception>
    public static ConfusionMatrix Tally(int classCount, ReadOnlySpan<int> trueClasses, ReadOnlySpan<int> predictedClasses)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if (trueClasses.Length != predictedClasses.Length)
        {
            throw new ArgumentException(
                $"there are {trueClasses.Length} true classes but {predictedClasses.Length} predicted classes",
                nameof(predictedClasses)
            );
        }

        var counts = new long[classCount * classCount];
        for (var i = 0; i < trueClasses.Length; i++)
        {
            counts[(Checked(trueClasses[i], classCount) * classCount) + Checked(predictedClasses[i], classCount)]++;
        }

        return new ConfusionMatrix(classCount, counts);
    }

    /// <summary>The scores of one class.</summary>
    public ClassScore Score(int classIndex)
    {
        long row = 0,
            column = 0;
        for (var k = 0; k < ClassCount; k++)
        {
            row += this[classIndex, k];
            column += this[k, classIndex];
        }

        double hits = this[classIndex, classIndex];
        return new ClassScore(row, column, Ratio(hits, column), Ratio(hits, row), Ratio(2 * hits, row + column));
    }

    private static int Checked(int classIndex, int classCount) =>
        (uint)classIndex < (uint)classCount
            ? classIndex
            : throw new ArgumentException($"class {classIndex} is outside 0 to {classCount - 1}", nameof(classIndex));

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;

    private double Mean(Func<ClassScore, double> value) => Enumerable.Range(0, ClassCount).Average(k => value(Score(k)));
}

/// <summary>The class probabilities of a classifier: shape (N, classes), row-major.</summary>
internal static class ClassProbabilities
{
    /// <summary>The most probable class of each row; the first of several equally probable ones.</summary>
    /// <param name="probabilities">Shape (N, classes), row-major.</param>
    /// <param name="classCount">Number of classes, at least 1.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of the number of classes.</exception>
    public static int[] MostProbable(ReadOnlySpan<float> probabilities, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if (probabilities.Length % classCount != 0)
        {
            throw new ArgumentException(
                $"{probabilities.Length} probabilities do not make whole rows of {classCount} classes",
                nameof(probabilities)
            );
        }

        var classes = new int[probabilities.Length / classCount];
        for (var row = 0; row < classes.Length; row++)
        {
            classes[row] = TensorPrimitives.IndexOfMax(probabilities.Slice(row * classCount, classCount));
        }

        return classes;
    }
}

/// <summary>How well one class is separated from all others.</summary>
/// <param name="TrueCount">Objects of the class.</param>
/// <param name="PredictedCount">Objects predicted to be of the class.</param>
/// <param name="Precision">
/// Fraction of the objects predicted to be of the class that are of the class, in [0, 1]; 0 if none is predicted.
/// </param>
/// <param name="Recall">
/// Fraction of the objects of the class that are predicted to be of the class, in [0, 1]; 0 if the class has no object.
/// </param>
/// <param name="F1">Harmonic mean of precision and recall, 2 TP / (true + predicted), in [0, 1]; 0 if the class is absent.</param>
internal sealed record ClassScore(long TrueCount, long PredictedCount, double Precision, double Recall, double F1);
