namespace StampSpec.Learning.Tuning;

/// <summary>
/// A random search with successive halving (Jamieson and Talwalkar 2016): which hyper-parameters are tried and for how many steps. The
/// budget is in training steps and the same whatever the stamps are.
/// </summary>
public sealed record TuningSettings
{
    /// <summary>Candidates of the first rung, at least 2; the first of them is the settings that would hold without tuning.</summary>
    public int Candidates { get; init; } = 8;

    /// <summary>eta: one candidate in so many goes on to the next rung, which has so many times the steps; at least 2.</summary>
    public int HalvingFactor { get; init; } = 2;

    /// <summary>Steps of each candidate in the first rung, at least 1.</summary>
    public int SmallestSteps { get; init; } = 100;

    /// <summary>Most steps of a candidate in any rung, at least <see cref="SmallestSteps"/>.</summary>
    public int LargestSteps { get; init; } = 400;

    /// <summary>Learning rates, drawn uniformly in their logarithm; above 0.</summary>
    public TuningRange LearningRate { get; init; } = new(1e-4, 1e-2);

    /// <summary>Fractions of features dropped, drawn uniformly; in [0, 1).</summary>
    public TuningRange Dropout { get; init; } = new(0, 0.7);

    /// <summary>Factors of the convolutions' numbers of filters, each drawn with equal probability; above 0.</summary>
    public IReadOnlyList<double> WidthMultipliers { get; init; } = [0.5, 1];

    /// <summary>Refuses settings out of range.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    internal void Check()
    {
        Require(Candidates >= 2, "a tuning needs at least 2 candidates");
        Require(HalvingFactor >= 2, "the halving factor must be at least 2");
        Require(SmallestSteps >= 1 && LargestSteps >= SmallestSteps, "the steps of a tuning must rise from at least 1");
        Require(LearningRate.Low > 0 && LearningRate.High >= LearningRate.Low, "learning rates must rise from above 0");
        Require(Dropout.Low >= 0 && Dropout.High >= Dropout.Low && Dropout.High < 1, "dropouts must rise within [0, 1)");
        Require(WidthMultipliers.Count > 0 && WidthMultipliers.All(m => m > 0), "width multipliers must be one or more numbers above 0");
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException(message);
        }
    }
}

/// <summary>Values from which a search draws.</summary>
/// <param name="Low">Least value.</param>
/// <param name="High">Greatest value, at least <paramref name="Low"/>.</param>
public sealed record TuningRange(double Low, double High);
