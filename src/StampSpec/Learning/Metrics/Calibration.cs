namespace StampSpec.Learning.Metrics;

/// <summary>
/// Compares predicted probabilities with the fraction of correct predictions: reliability bins of equal width over the confidence of the
/// predicted class, and the expected calibration error, which is the sum over bins of (count / N) |accuracy - mean confidence| (Guo et al.
/// 2017, ICML, equation 3).
/// </summary>
internal sealed class Calibration
{
    /// <summary>Default number of bins: 15, as in Guo et al. 2017.</summary>
    public const int DefaultBinCount = 15;

    private Calibration(IReadOnlyList<ReliabilityBin> bins)
    {
        Bins = bins;
        var total = bins.Sum(b => b.Count);
        ExpectedError = total == 0 ? 0 : bins.Sum(b => b.Count * Math.Abs((b.Accuracy - b.MeanConfidence) ?? 0)) / total;
    }

    /// <summary>The bins, from low to high confidence.</summary>
    public IReadOnlyList<ReliabilityBin> Bins { get; }

    /// <summary>Expected calibration error, in [0, 1]; 0 without predictions.</summary>
    public double ExpectedError { get; }

    /// <summary>Bins predictions by confidence.</summary>
    /// <param name="confidences">Probability of the predicted class, N values in [0, 1].</param>
    /// <param name="isRight">Whether each prediction is correct, N values.</param>
    /// <param name="binCount">Number of bins, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a confidence is outside [0, 1].</exception>
    public static Calibration Measure(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> isRight, int binCount = DefaultBinCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(binCount, 1);
        if (confidences.Length != isRight.Length)
        {
            throw new ArgumentException($"there are {confidences.Length} confidences but {isRight.Length} outcomes", nameof(isRight));
        }

        var counts = new int[binCount];
        var sums = new double[binCount];
        var right = new int[binCount];
        for (var i = 0; i < confidences.Length; i++)
        {
            var bin = BinOf(confidences[i], binCount);
            counts[bin]++;
            sums[bin] += confidences[i];
            right[bin] += isRight[i] ? 1 : 0;
        }

        return new Calibration([.. counts.Select((count, bin) => Bin(bin, binCount, count, sums[bin], right[bin]))]);
    }

    private static ReliabilityBin Bin(int bin, int binCount, int count, double sum, int right) =>
        new(
            (double)bin / binCount,
            (bin + 1.0) / binCount,
            count,
            count == 0 ? null : sum / count,
            count == 0 ? null : (double)right / count
        );

    /// <summary>The bin of a confidence, from 0.</summary>
    internal static int BinOf(double confidence, int binCount)
    {
        if (!(confidence is >= 0 and <= 1))
        {
            throw new ArgumentException($"confidence {confidence} is outside 0 to 1", nameof(confidence));
        }

        return Math.Max(0, (int)Math.Ceiling(confidence * binCount) - 1);
    }
}

/// <summary>The predictions whose confidence falls into one bin.</summary>
/// <param name="Low">Lower edge of the confidence, exclusive (inclusive for the first bin).</param>
/// <param name="High">Upper edge of the confidence, inclusive.</param>
/// <param name="Count">Predictions in the bin.</param>
/// <param name="MeanConfidence">Their mean confidence; null without predictions.</param>
/// <param name="Accuracy">Fraction of them that are correct; null without predictions.</param>
public sealed record ReliabilityBin(double Low, double High, int Count, double? MeanConfidence, double? Accuracy);
