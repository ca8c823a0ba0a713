namespace StampSpec.Alerts;

/// <summary>One row of a label table.</summary>
/// <param name="Candid">The alert's identifier.</param>
/// <param name="File">The packet's file as the table names it; null if it does not.</param>
/// <param name="Class">The class; null if the row is unlabelled.</param>
/// <param name="Group">What must stay on one side of a split.</param>
/// <param name="Strength">How far the label can be trusted, in the table's own words; null if it does not say.</param>
public sealed record LabelRow(long Candid, string? File, string? Class, string Group, string? Strength);
