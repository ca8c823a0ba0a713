namespace StampSpec.Sky.Scenes;

/// <summary>Science image and template on the scene grid, without their sky, in DN, and the mask of the pipeline.</summary>
internal sealed class ExposurePair
{
    /// <summary>The science image, <see cref="SceneGrid.Length"/> elements.</summary>
    public float[] Science { get; } = new float[SceneGrid.Length];

    /// <summary>The template, with as many elements.</summary>
    public float[] Template { get; } = new float[SceneGrid.Length];

    /// <summary>True for pixels that are missing in all images.</summary>
    public bool[] Missing { get; } = new bool[SceneGrid.Length];

    /// <summary>Sets all pixels to 0 and clears the mask.</summary>
    public void Clear()
    {
        Array.Clear(Science);
        Array.Clear(Template);
        Array.Clear(Missing);
    }

    /// <summary>Adds to a pixel of the science image, given by its offset from the centre. Pixels outside the grid are ignored.</summary>
    public void AddToScience(int x, int y, double valueDn)
    {
        if (Index(x, y) is { } index)
        {
            Science[index] += (float)valueDn;
        }
    }

    /// <summary>Masks a pixel, given by its offset from the centre. Pixels outside the grid are ignored.</summary>
    public void Mask(int x, int y)
    {
        if (Index(x, y) is { } index)
        {
            Missing[index] = true;
        }
    }

    private static int? Index(int x, int y) =>
        Math.Abs(x) > SceneGrid.Centre || Math.Abs(y) > SceneGrid.Centre
            ? null
            : ((y + SceneGrid.Centre) * SceneGrid.Stride) + x + SceneGrid.Centre;
}

/// <summary>
/// The pixel grid on which scenes are drawn and subtracted: 81 x 81 pixels of the survey, nine more on each side than the cutout. Rows are
/// padded to a whole number of vectors. Row 40, column 40 becomes the central pixel of the cutout.
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
