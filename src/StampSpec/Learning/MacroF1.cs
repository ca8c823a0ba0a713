namespace StampSpec.Learning;

/// <summary>The unweighted mean over classes of F1 = 2 TP / (2 TP + FP + FN).</summary>
public static class MacroF1
{
    /// <summary>Macro-F1 of the most probable classes; a class neither present nor predicted is left out of the mean.</summary>
    /// <param name="labels">N true classes.</param>
    /// <param name="probabilities">Shape (N, classes), row-major.</param>
    /// <param name="classes">Number of classes.</param>
    /// <returns>In [0, 1].</returns>
    public static double Of(ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities, int classes)
    {
        var hits = new int[classes];
        var counts = new int[classes];
        for (var i = 0; i < labels.Length; i++)
        {
            var predicted = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(probabilities.Slice(i * classes, classes));
            counts[predicted]++;
            counts[labels[i]]++;
            hits[predicted] += predicted == labels[i] ? 1 : 0;
        }

        var scores = hits.Zip(counts).Where(pair => pair.Second > 0).Select(pair => 2.0 * pair.First / pair.Second);
        return scores.DefaultIfEmpty(0).Average();
    }
}
