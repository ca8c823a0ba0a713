using System.Numerics.Tensors;

namespace StampSpec.Learning.Metrics;

/// <summary>Class probabilities as a classifier gives them: shape (N, classes), row-major.</summary>
public static class ClassProbabilities
{
    /// <summary>The most probable class of each row; of equal ones the first.</summary>
    /// <param name="probabilities">Shape (N, classes), row-major.</param>
    /// <param name="classCount">Number of classes, at least 1.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the number of classes.</exception>
    public static int[] MostProbable(ReadOnlySpan<float> probabilities, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if (probabilities.Length % classCount != 0)
        {
            throw new ArgumentException($"{probabilities.Length} probabilities are not rows of {classCount}", nameof(probabilities));
        }

        var classes = new int[probabilities.Length / classCount];
        for (var row = 0; row < classes.Length; row++)
        {
            classes[row] = TensorPrimitives.IndexOfMax(probabilities.Slice(row * classCount, classCount));
        }

        return classes;
    }
}
