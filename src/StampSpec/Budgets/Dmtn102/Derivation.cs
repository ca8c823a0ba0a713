namespace StampSpec.Budgets.Dmtn102;

/// <summary>One way to derive a row's figures.</summary>
/// <param name="Expressions">The formulas.</param>
/// <param name="Values">What they give.</param>
/// <param name="Unit">Their unit.</param>
/// <param name="Assuming">What the document leaves open and this derivation assumes; null if it leaves nothing open.</param>
/// <param name="Reproduces">True if the values, rounded to the decimals of the document's figures, are those figures.</param>
public sealed record Derivation(IReadOnlyList<string> Expressions, IReadOnlyList<double> Values, string Unit, string? Assuming, bool Reproduces);
