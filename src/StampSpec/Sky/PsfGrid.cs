namespace StampSpec.Sky;

/// <summary>PSFs as convolution kernels: centred on the grid's first pixel, wrapping round its edges.</summary>
internal static class PsfGrid
{
    /// <summary>Fills a buffer with a PSF of unit sum.</summary>
    public static void Fill(float[] grid, MoffatPsf psf)
    {
        Array.Clear(grid);
        var sum = 0f;
        for (var row = 0; row < SceneGrid.Side; row++)
        {
            for (var column = 0; column < SceneGrid.Side; column++)
            {
                sum += grid[(row * SceneGrid.Stride) + column] = (float)ScenePainter.PixelMean(psf, Wrap(column), Wrap(row));
            }
        }

        for (var i = 0; i < grid.Length; i++)
        {
            grid[i] /= sum;
        }
    }

    private static int Wrap(int index) => index > SceneGrid.Centre ? index - SceneGrid.Side : index;
}
