using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Rendering;

/// <summary>PSFs as convolution kernels: centred on the first pixel of the grid and wrapped around its edges.</summary>
internal static class PsfGrid
{
    // A wide grid has pixels that a PSF does not reach: 4e-5 of the flux of Rubin's is farther away. ZTF's grid is smaller than this.
    private const int Reach = 60;

    /// <summary>Fills a buffer with a PSF of unit sum.</summary>
    public static void Fill(float[] image, SceneGrid grid, TabulatedMoffat psf)
    {
        Array.Clear(image);
        var sum = 0f;
        var reach = Math.Min(Reach, grid.Centre);
        for (var row = 0; row <= reach; row++)
        {
            for (var i = 0; i <= 2 * reach; i++)
            {
                // First the columns from the centre to the right, then those to the left of it, which are at the end of the grid.
                var x = i <= reach ? i : i - (2 * reach) - 1;
                var column = x < 0 ? x + grid.Side : x;
                var value = (float)ScenePainter.PixelMean(psf, x, row);
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
