namespace StampSpec.Pixels;

/// <summary>Which of an alert's three images a cutout shows, in the order in which tensors hold them.</summary>
public enum CutoutKind
{
    /// <summary>The visit's own image.</summary>
    Science,

    /// <summary>The reference coadd.</summary>
    Template,

    /// <summary>Science minus PSF-matched template.</summary>
    Difference,
}
