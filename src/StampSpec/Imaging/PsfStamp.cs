using System.Numerics;
using StampSpec.Pixels;

namespace StampSpec.Imaging;

/// <summary>PSF images.</summary>
public static class PsfStamp
{
    /// <summary>A PSF centred on a square grid; its sum is scaled to 1, as Rubin ships them.</summary>
    /// <param name="psf">The function.</param>
    /// <param name="pixels">Pixels a side.</param>
    /// <param name="pixelScaleArcsec">Side of a pixel, arcsec.</param>
    public static Image<double> Draw(PointSpreadFunction psf, int pixels, double pixelScaleArcsec)
    {
        ArgumentNullException.ThrowIfNull(psf);
        var lattice = FrequencyLattice.UpTo(Math.PI / pixelScaleArcsec, 2 * pixels * pixelScaleArcsec);
        var (plus, minus) = (new Complex[lattice.Count * lattice.Count], new Complex[lattice.Count * lattice.Count]);
        psf.Transform(lattice.Frequencies(), lattice.Frequencies(), plus);
        psf.Transform(lattice.Frequencies(), lattice.Frequencies(-1), minus);
        var image = new Image<double>(pixels, pixels);
        new ImpulseRenderer(new PixelGrid(pixels, pixels, pixelScaleArcsec), lattice, plus, minus).Draw(0, 0, 0, image.Pixels);
        var sum = System.Numerics.Tensors.TensorPrimitives.Sum<double>(image.Pixels);
        System.Numerics.Tensors.TensorPrimitives.Divide(image.Pixels, sum, image.Pixels);
        return image;
    }
}
