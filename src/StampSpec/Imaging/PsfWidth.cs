using StampSpec.Pixels;

namespace StampSpec.Imaging;

/// <summary>Widths of PSF images.</summary>
internal static class PsfWidth
{
    /// <summary>
    /// FWHM of a noiseless, centred PSF image, pixels: the diameter of the circle whose area is that of all points above half of the maximum,
    /// the area being interpolated linearly between the pixels' values.
    /// </summary>
    public static double OfImage(Image<double> psf)
    {
        var sorted = psf.Pixels.ToArray();
        Array.Sort(sorted, (a, b) => b.CompareTo(a));
        var half = sorted[0] / 2;
        var above = 0;
        while (above < sorted.Length && sorted[above] > half)
        {
            above++;
        }

        // The n-th brightest pixel bounds an area of n - 1/2 pixels.
        var area = above == sorted.Length
            ? above
            : above - 0.5 + ((sorted[above - 1] - half) / (sorted[above - 1] - sorted[above]));
        return 2 * Math.Sqrt(area / Math.PI);
    }
}
