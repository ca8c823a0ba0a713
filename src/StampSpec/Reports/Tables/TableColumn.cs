namespace StampSpec.Reports.Tables;

/// <summary>A column of a report's table.</summary>
/// <param name="Name">Column name in CSV: lower case, underscores, unit at the end.</param>
/// <param name="Heading">Heading for readers.</param>
/// <param name="Decimals">Digits after the point; null for a column of text.</param>
public sealed record TableColumn(string Name, string Heading, int? Decimals = null)
{
    /// <summary>Whether the column holds numbers.</summary>
    public bool IsNumeric => Decimals is not null;
}
