namespace StampSpec.Studies.Analysis;

/// <summary>
/// Probabilities as a user of a stream would need them: calibrated by one temperature for each run (Guo et al. 2017, ICML, section 4.2) and
/// moved from the shares of the classes in training to those of the stream, p'_k proportional to p_k^(1/T) s_k / t_k (Saerens, Latinne and
/// Decaestecker 2002, Neural Computation 14, 21, equation 2.4). The temperature of each half of the groups is fitted on the other half, so
/// no object calibrates itself.
/// </summary>
/// <param name="stream">Share of each class in the stream, K values.</param>
/// <param name="training">Share of each class in training, K values above 0.</param>
internal sealed class StreamProbabilities(IReadOnlyList<double> stream, IReadOnlyList<double> training)
{
    // Probabilities are written to five decimals, so a smaller one is known only to be smaller.
    private const double Smallest = 5e-6;
    private const double LowestLogTemperature = -1.5;
    private const double HighestLogTemperature = 2.5;
    private const int SearchSteps = 40;

    /// <summary>The probabilities of one run, N x K.</summary>
    /// <param name="probabilities">As predicted, N x K.</param>
    /// <param name="trueClasses">N class indices.</param>
    /// <param name="units">N indices of groups.</param>
    public double[][] Of(IReadOnlyList<IReadOnlyList<float>> probabilities, int[] trueClasses, int[] units)
    {
        double[][] logs = [.. probabilities.Select(p => p.Select(v => Math.Log(Math.Max(v, Smallest))).ToArray())];
        double[] temperatures = [.. Enumerable.Range(0, 2).Select(half => Temperature(logs, trueClasses, units, 1 - half))];
        return [.. logs.Select((l, i) => Moved(l, temperatures[units[i] % 2]))];
    }

    private double[] Moved(double[] logs, double temperature) =>
        Normalised([
            .. logs.Select((l, k) => stream[k] > 0 ? (l / temperature) + Math.Log(stream[k] / training[k]) : double.NegativeInfinity),
        ]);

    /// <summary>
    /// The temperature with the smallest cross-entropy on the groups of one half, in which every class counts by its share in training; 1
    /// if the half has no object.
    /// </summary>
    private double Temperature(double[][] logs, int[] trueClasses, int[] units, int half)
    {
        int[] members = [.. Enumerable.Range(0, logs.Length).Where(i => units[i] % 2 == half)];
        if (members.Length == 0)
        {
            return 1;
        }

        var counts = members.CountBy(i => trueClasses[i]).ToDictionary();
        var (low, high) = (LowestLogTemperature, HighestLogTemperature);
        for (var step = 0; step < SearchSteps; step++)
        {
            var (first, second) = (low + ((high - low) / 3), high - ((high - low) / 3));
            (low, high) = Loss(first) <= Loss(second) ? (low, second) : (first, high);
        }

        return Math.Exp((low + high) / 2);

        double Loss(double logTemperature) =>
            members.Sum(i =>
                -training[trueClasses[i]]
                / counts[trueClasses[i]]
                * Math.Log(Normalised([.. logs[i].Select(l => l / Math.Exp(logTemperature))])[trueClasses[i]])
            );
    }

    private static double[] Normalised(double[] logs)
    {
        var largest = logs.Max();
        double[] values = [.. logs.Select(l => Math.Exp(l - largest))];
        var sum = values.Sum();
        return [.. values.Select(v => v / sum)];
    }
}
