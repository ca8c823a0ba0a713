namespace StampSpec.Budgets.Dmtn102;

/// <summary>One number of DMTN-102 beside ours.</summary>
/// <param name="Number">Row.</param>
/// <param name="Quantity">What it is.</param>
/// <param name="Says">What the document says.</param>
/// <param name="Ours">Our derivations, the first in the document's own units and assumptions.</param>
/// <param name="Verdict">Whether the document's figures follow.</param>
/// <param name="Why">Remark; for rows that don't reproduce, the reason.</param>
public sealed record KeyNumber(int Number, string Quantity, string Says, IReadOnlyList<Derivation> Ours, KeyNumberVerdict Verdict, string? Why);
