using StampSpec.Pixels;

namespace StampSpec.Imaging;

/// <summary>Widths of PSF images.</summary>
internal static class PsfWidth
{
    private const int FinePixels = 301;

    /// <summary>
    /// FWHM of a noiseless, centred PSF image, pixels: the diameter of the circle whose area is that of all points above half of the
    /// maximum, on the band-limited function through the pixels, drawn on a grid of 301 points a side.
    /// </summary>
    public static double OfImage(Image<double> psf)
    {
        var period = Math.Max(psf.Width, psf.Height);
        var lattice = FrequencyLattice.UpTo(Math.PI, period);
        var fine = new PixelGrid(FinePixels, FinePixels, (double)period / FinePixels);
        var flat = Enumerable.Repeat(System.Numerics.Complex.One, lattice.Count * lattice.Count).ToArray();
        var filter = new FourierFilter(new PixelGrid(psf.Width, psf.Height, 1), fine, lattice, new SpectralKernel(lattice, flat, flat));
        var drawn = new double[FinePixels * FinePixels];
        filter.Apply(psf.Pixels, drawn, filter.CreateScratch());
        var half = drawn.Max() / 2;
        var area = drawn.Count(v => v > half) * fine.PixelScaleArcsec * fine.PixelScaleArcsec;
        return 2 * Math.Sqrt(area / Math.PI);
    }
}
