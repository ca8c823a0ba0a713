namespace StampSpec.Studies.Results;

/// <summary>How sure it is that a layout is the best within a budget.</summary>
/// <param name="Budget">Name of the budget.</param>
/// <param name="BudgetBytes">What it grants the stamps of one alert; null without a limit.</param>
/// <param name="Probability">Fraction of resamples in which no other layout within the budget has a higher macro-F1, the smaller layout first among equals.</param>
public sealed record BudgetProbability(string Budget, double? BudgetBytes, double Probability)
{
    /// <summary>Name of the budget without a limit.</summary>
    public const string Unlimited = "any budget";
}
