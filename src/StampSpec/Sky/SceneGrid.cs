namespace StampSpec.Sky;

/// <summary>
/// The pixel grid on which scenes are drawn and subtracted: 81 x 81 pixels of the survey, nine more on every side than the cutout takes,
/// rows padded to a whole number of vectors. Row 40, column 40 becomes the cutout's central pixel.
/// </summary>
internal static class SceneGrid
{
    /// <summary>Pixels a side, and the length of the Fourier transform.</summary>
    public const int Side = 81;

    /// <summary>Elements from one row to the next; those past <see cref="Side"/> are padding.</summary>
    public const int Stride = 96;

    /// <summary>Elements of a buffer.</summary>
    public const int Length = Side * Stride;

    /// <summary>Row and column of the central pixel.</summary>
    public const int Centre = (Side - 1) / 2;

    /// <summary>Pixels a side of a ZTF cutout.</summary>
    public const int CutoutSide = 63;

    /// <summary>Pixels between the grid's edge and the cutout's.</summary>
    public const int Margin = (Side - CutoutSide) / 2;

    /// <summary>Side of a ZTF pixel, arcsec (Bellm et al. 2019, PASP 131, 018002).</summary>
    public const double PixelScaleArcsec = 1.01;

    /// <summary>Area of the grid, square degrees.</summary>
    public const double AreaSquareDegrees = Side * Side * PixelScaleArcsec * PixelScaleArcsec / (3600.0 * 3600.0);
}
