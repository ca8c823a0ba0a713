namespace StampSpec.Sky.Scenes;

/// <summary>
/// The pixel grid on which a survey's scenes are drawn and subtracted: wider than the cutout by a margin on each side. Its side is a power
/// of 3, the length of the Fourier transform. Rows are padded to a whole number of vectors. The central pixel of the grid becomes that of
/// the cutout.
/// </summary>
internal sealed class SceneGrid
{
    private const int Padding = 16;

    // Pixels that a matching kernel can reach from an edge, and by which the detection may be off the middle.
    private const int LeastMargin = 25;
    private const int SmallestRubinSide = 243;

    private SceneGrid(int side, int cutoutSide, double pixelScaleArcsec)
    {
        (Side, CutoutSide, PixelScaleArcsec) = (side, cutoutSide, pixelScaleArcsec);
        Stride = (side + Padding - 1) / Padding * Padding;
        Length = Side * Stride;
        Centre = (Side - 1) / 2;
        Margin = (Side - CutoutSide) / 2;
        AreaSquareDegrees = Side * Side * PixelScaleArcsec * PixelScaleArcsec / (3600.0 * 3600.0);
    }

    /// <summary>81 x 81 pixels of 1.01 arcsec, nine more on each side than the cutout (Bellm et al. 2019, PASP 131, 018002).</summary>
    public static SceneGrid Ztf { get; } = new(81, 63, 1.01);

    /// <summary>The most pixels a side of a Rubin cutout.</summary>
    public const int LargestRubinCutout = (3 * SmallestRubinSide) - (2 * LeastMargin);

    /// <summary>Pixels a side, and the length of the Fourier transform.</summary>
    public int Side { get; }

    /// <summary>Elements from one row to the next; those past <see cref="Side"/> are padding.</summary>
    public int Stride { get; }

    /// <summary>Elements of a buffer.</summary>
    public int Length { get; }

    /// <summary>Row and column of the central pixel.</summary>
    public int Centre { get; }

    /// <summary>Pixels a side of a cutout.</summary>
    public int CutoutSide { get; }

    /// <summary>Pixels between the grid's edge and the cutout's.</summary>
    public int Margin { get; }

    /// <summary>Side of a pixel, arcsec.</summary>
    public double PixelScaleArcsec { get; }

    /// <summary>Area of the grid, square degrees.</summary>
    public double AreaSquareDegrees { get; }

    /// <summary>A grid of Rubin's pixels of 0.2 arcsec, 243 or 729 a side.</summary>
    /// <param name="cutoutSide">Pixels a side of a cutout, 1 to <see cref="LargestRubinCutout"/>.</param>
    public static SceneGrid Rubin(int cutoutSide)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cutoutSide, LargestRubinCutout);
        var side = cutoutSide + (2 * LeastMargin) <= SmallestRubinSide ? SmallestRubinSide : 3 * SmallestRubinSide;
        return new SceneGrid(side, cutoutSide, 0.2);
    }

    /// <summary>The index of the pixel or frequency opposite to the one at a row and a column, about the first one.</summary>
    public int Mirror(int row, int column) => ((row == 0 ? 0 : Side - row) * Stride) + (column == 0 ? 0 : Side - column);
}
