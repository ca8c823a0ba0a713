namespace StampSpec.Sky;

/// <summary>Science and template images on the scene grid, without their sky, DN; and which pixels the pipeline masks.</summary>
internal sealed class ExposurePair
{
    /// <summary>The science image, <see cref="SceneGrid.Length"/> elements.</summary>
    public float[] Science { get; } = new float[SceneGrid.Length];

    /// <summary>The template, likewise.</summary>
    public float[] Template { get; } = new float[SceneGrid.Length];

    /// <summary>True if no image has a pixel.</summary>
    public bool[] Missing { get; } = new bool[SceneGrid.Length];

    /// <summary>Empties all three.</summary>
    public void Clear()
    {
        Array.Clear(Science);
        Array.Clear(Template);
        Array.Clear(Missing);
    }

    /// <summary>Adds to a pixel of the science image, by its offset from the centre; outside the grid nothing happens.</summary>
    public void AddToScience(int x, int y, double valueDn)
    {
        if (Index(x, y) is { } index)
        {
            Science[index] += (float)valueDn;
        }
    }

    /// <summary>Masks a pixel, by its offset from the centre; outside the grid nothing happens.</summary>
    public void Mask(int x, int y)
    {
        if (Index(x, y) is { } index)
        {
            Missing[index] = true;
        }
    }

    private static int? Index(int x, int y) => Math.Abs(x) > SceneGrid.Centre || Math.Abs(y) > SceneGrid.Centre
        ? null
        : ((y + SceneGrid.Centre) * SceneGrid.Stride) + x + SceneGrid.Centre;
}
