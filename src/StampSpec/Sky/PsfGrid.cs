namespace StampSpec.Sky;

/// <summary>PSFs as convolution kernels: centred on the grid's first pixel, wrapping round its edges.</summary>
internal static class PsfGrid
{
    /// <summary>Fills a buffer with a PSF of unit sum.</summary>
    public static void Fill(float[] grid, TabulatedMoffat psf)
    {
        Array.Clear(grid);
        var sum = 0f;
        for (var row = 0; row <= SceneGrid.Centre; row++)
        {
            for (var column = 0; column < SceneGrid.Side; column++)
            {
                var value = (float)ScenePainter.PixelMean(psf, column > SceneGrid.Centre ? column - SceneGrid.Side : column, row);
                grid[(row * SceneGrid.Stride) + column] = value;
                // An ellipse is even: the opposite pixel holds the same.
                grid[SceneTransform.Mirror(row, column)] = value;
                sum += row == 0 ? value : 2 * value;
            }
        }

        for (var i = 0; i < grid.Length; i++)
        {
            grid[i] /= sum;
        }
    }
}
