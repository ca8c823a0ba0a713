namespace StampSpec.Layouts;

/// <summary>How the pixels that a coarser pixel covers become its value.</summary>
public enum BinRule
{
    /// <summary>Mean of the covered pixels that are present: surface brightness is kept.</summary>
    Mean,

    /// <summary>Sum of the covered pixels: flux is kept.</summary>
    Sum,
}
