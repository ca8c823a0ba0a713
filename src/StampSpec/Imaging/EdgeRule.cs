namespace StampSpec.Imaging;

/// <summary>What lies beyond the edges of a source image.</summary>
public enum EdgeRule
{
    /// <summary>Sky without flux. The total flux is conserved; a source cut by the edge fades across it.</summary>
    Empty,

    /// <summary>Nothing known: target pixels that depend on it are missing.</summary>
    Missing,
}
