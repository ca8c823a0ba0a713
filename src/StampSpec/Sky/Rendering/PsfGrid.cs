using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Rendering;

/// <summary>PSFs as convolution kernels: centred on the first pixel of the grid and wrapped around its edges.</summary>
internal static class PsfGrid
{
    /// <summary>Fills a buffer with a PSF of unit sum.</summary>
    public static void Fill(float[] image, SceneGrid grid, TabulatedMoffat psf)
    {
        Array.Clear(image);
        var sum = 0f;
        for (var row = 0; row <= grid.Centre; row++)
        {
            for (var column = 0; column < grid.Side; column++)
            {
                var value = (float)ScenePainter.PixelMean(psf, column > grid.Centre ? column - grid.Side : column, row);
                image[(row * grid.Stride) + column] = value;
                // An ellipse is symmetric about its centre, so the opposite pixel has the same value.
                image[grid.Mirror(row, column)] = value;
                sum += row == 0 ? value : 2 * value;
            }
        }

        for (var i = 0; i < image.Length; i++)
        {
            image[i] /= sum;
        }
    }
}
