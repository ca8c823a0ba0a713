using StampSpec.Common;

namespace StampSpec.Imaging.Resampling;

/// <summary>
/// Missing pixels of a source image. They are filled before the transform, which does not allow gaps, and marked again afterwards.
/// </summary>
internal static class MissingPixels
{
    private const int LargestReach = 3;

    /// <summary>True if a pixel is not finite.</summary>
    public static bool Any(ReadOnlySpan<double> pixels)
    {
        foreach (var pixel in pixels)
        {
            if (!double.IsFinite(pixel))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The image with each missing pixel replaced by the mean of the finite pixels around it, weighted by inverse square distance, in the
    /// smallest of the 3 x 3, 5 x 5 and 7 x 7 squares that contains a finite pixel; 0 if all three contain none.
    /// </summary>
    public static Image<double> Filled(Image<double> image)
    {
        var filled = image.Clone();
        for (var row = 0; row < image.Height; row++)
        {
            for (var column = 0; column < image.Width; column++)
            {
                if (!double.IsFinite(image[row, column]))
                {
                    filled[row, column] = Surroundings(image, row, column);
                }
            }
        }

        return filled;
    }

    /// <summary>1 for finite pixels, 0 for missing ones.</summary>
    public static double[] Presence(ReadOnlySpan<double> pixels)
    {
        var presence = new double[pixels.Length];
        for (var i = 0; i < presence.Length; i++)
        {
            presence[i] = double.IsFinite(pixels[i]) ? 1 : 0;
        }

        return presence;
    }

    private static double Surroundings(Image<double> image, int row, int column)
    {
        for (var reach = 1; reach <= LargestReach; reach++)
        {
            var (sum, weights) = (0.0, 0.0);
            for (var y = Math.Max(0, row - reach); y <= Math.Min(image.Height - 1, row + reach); y++)
            {
                for (var x = Math.Max(0, column - reach); x <= Math.Min(image.Width - 1, column + reach); x++)
                {
                    if (double.IsFinite(image[y, x]))
                    {
                        var weight = 1.0 / (((y - row) * (y - row)) + ((x - column) * (x - column)));
                        sum += weight * image[y, x];
                        weights += weight;
                    }
                }
            }

            if (weights > 0)
            {
                return sum / weights;
            }
        }

        return 0;
    }
}
