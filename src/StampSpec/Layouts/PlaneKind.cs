namespace StampSpec.Layouts;

/// <summary>What one plane of a stamp holds for each pixel.</summary>
public enum PlaneKind
{
    /// <summary>Flux.</summary>
    Flux,

    /// <summary>Variance of the flux.</summary>
    Variance,

    /// <summary>Mask bits.</summary>
    Mask,
}
