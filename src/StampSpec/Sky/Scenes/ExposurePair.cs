namespace StampSpec.Sky.Scenes;

/// <summary>
/// Science image and template on a scene grid, without their sky, in the survey's unit of flux (DN for ZTF, nJy for Rubin), and the mask of
/// the pipeline.
/// </summary>
/// <param name="grid">The pixel grid of both images.</param>
internal sealed class ExposurePair(SceneGrid grid)
{
    /// <summary>The pixel grid of both images.</summary>
    public SceneGrid Grid { get; } = grid;

    /// <summary>The science image, <see cref="SceneGrid.Length"/> elements.</summary>
    public float[] Science { get; } = new float[grid.Length];

    /// <summary>The template, with as many elements.</summary>
    public float[] Template { get; } = new float[grid.Length];

    /// <summary>True for pixels that are missing in all images.</summary>
    public bool[] Missing { get; } = new bool[grid.Length];

    /// <summary>Sets all pixels to 0 and clears the mask.</summary>
    public void Clear()
    {
        Array.Clear(Science);
        Array.Clear(Template);
        Array.Clear(Missing);
    }

    /// <summary>Adds to a pixel of the science image, given by its offset from the centre. Pixels outside the grid are ignored.</summary>
    public void AddToScience(int x, int y, double value)
    {
        if (Index(x, y) is { } index)
        {
            Science[index] += (float)value;
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

    private int? Index(int x, int y) =>
        Math.Abs(x) > Grid.Centre || Math.Abs(y) > Grid.Centre ? null : ((y + Grid.Centre) * Grid.Stride) + x + Grid.Centre;
}
