namespace StampSpec.Reports;

/// <summary>Column widths of journals.</summary>
public enum FigureWidth
{
    /// <summary>One column: 88 mm.</summary>
    SingleColumn,

    /// <summary>Both columns: 180 mm.</summary>
    DoubleColumn,
}
