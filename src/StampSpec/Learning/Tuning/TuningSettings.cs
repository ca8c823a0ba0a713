namespace StampSpec.Learning.Tuning;

/// <summary>
/// A random search with successive halving (Jamieson and Talwalkar 2016): which hyper-parameters are tried and for how many steps. The
/// budget is a number of training steps that does not depend on the stamps.
/// </summary>
public sealed record TuningSettings
{
    /// <summary>Candidates of the first rung, at least 2. The first candidate has the settings without tuning.</summary>
    public int Candidates { get; init; } = 8;

    /// <summary>eta, at least 2: one candidate in eta continues to the next rung, which has eta times as many steps.</summary>
    public int HalvingFactor { get; init; } = 2;

    /// <summary>Steps of each candidate in the first rung, at least 1.</summary>
    public int SmallestSteps { get; init; } = 100;

    /// <summary>Largest number of steps of a candidate in a rung, at least <see cref="SmallestSteps"/>.</summary>
    public int LargestSteps { get; init; } = 400;

    /// <summary>Learning rates, drawn uniformly in their logarithm; above 0.</summary>
    public TuningRange LearningRate { get; init; } = new(1e-4, 1e-2);

    /// <summary>Fractions of features dropped, drawn uniformly; in [0, 1).</summary>
    public TuningRange Dropout { get; init; } = new(0, 0.7);

    /// <summary>Factors of the convolutions' numbers of filters, each drawn with equal probability; above 0.</summary>
    public IReadOnlyList<double> WidthMultipliers { get; init; } = [0.5, 1];

    /// <summary>Rejects settings that are out of range.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    internal void Check()
    {
        Require(Candidates >= 2, "tuning needs at least 2 candidates");
        Require(HalvingFactor >= 2, "the halving factor must be at least 2");
        Require(
            SmallestSteps >= 1 && LargestSteps >= SmallestSteps,
            "the smallest number of steps must be at least 1 and at most the largest"
        );
        Require(
            LearningRate.Low > 0 && LearningRate.High >= LearningRate.Low,
            "the lowest learning rate must be above 0 and at most the highest"
        );
        Require(
            Dropout.Low >= 0 && Dropout.High >= Dropout.Low && Dropout.High < 1,
            "the lowest dropout must be at least 0 and at most the highest, which must be below 1"
        );
        Require(
            WidthMultipliers.Count > 0 && WidthMultipliers.All(m => m > 0),
            "there must be at least one width multiplier, and all must be above 0"
        );
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException(message);
        }
    }
}

/// <summary>A range of values from which a search draws.</summary>
/// <param name="Low">Least value.</param>
/// <param name="High">Greatest value, at least <paramref name="Low"/>.</param>
public sealed record TuningRange(double Low, double High);
