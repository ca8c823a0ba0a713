using System.Numerics;
using StampSpec.Common;
using StampSpec.Imaging.Psf;

namespace StampSpec.Imaging.Resampling;

/// <summary>
/// Draws a point of unit flux anywhere on a grid, seen through a PSF that is given by its transform on a lattice. Not thread-safe, because
/// it has its own buffers.
/// </summary>
internal sealed class ImpulseRenderer
{
    private readonly FrequencyLattice _lattice;
    private readonly SpectralKernel _kernel;
    private readonly GridTransform _grid;
    private readonly QuadrantSpectrum _spectrum;
    private readonly double[] _buffer;
    private readonly (double Sine, double Cosine)[] _columnWaves;
    private readonly (double Sine, double Cosine)[] _rowWaves;

    /// <summary>Prepares drawing.</summary>
    /// <param name="grid">Grid of the images.</param>
    /// <param name="lattice">Frequencies.</param>
    /// <param name="plus">Transform at (kx, ky), unpadded.</param>
    /// <param name="minus">Transform at (kx, -ky), unpadded.</param>
    public ImpulseRenderer(PixelGrid grid, FrequencyLattice lattice, IEnumerable<Complex> plus, IEnumerable<Complex> minus)
    {
        var area = grid.PixelScaleArcsec * grid.PixelScaleArcsec;
        _lattice = lattice;
        _kernel = new SpectralKernel(lattice, [.. plus.Select(v => v * area)], [.. minus.Select(v => v * area)]);
        _grid = new GridTransform(grid, lattice);
        _spectrum = new QuadrantSpectrum(lattice);
        _buffer = new double[_grid.ScratchLength];
        _columnWaves = new (double, double)[lattice.Count];
        _rowWaves = new (double, double)[lattice.Count];
    }

    /// <summary>Number of pixels of the grid.</summary>
    public int Length => _grid.Grid.Width * _grid.Grid.Height;

    /// <summary>Draws the point as flux per pixel. Light beyond the period of the lattice appears on the opposite side.</summary>
    /// <param name="xArcsec">Columns from the grid's centre, arcsec.</param>
    /// <param name="yArcsec">Rows from the grid's centre, arcsec.</param>
    /// <param name="squareWidthArcsec">Variance of a round Gaussian that replaces the point, arcsec^2; 0 for a point.</param>
    /// <param name="image">Row-major, overwritten.</param>
    public void Draw(double xArcsec, double yArcsec, double squareWidthArcsec, Span<double> image)
    {
        Fill(_columnWaves, xArcsec, squareWidthArcsec);
        Fill(_rowWaves, yArcsec, squareWidthArcsec);
        for (var row = 0; row < _lattice.Count; row++)
        {
            var (rowSine, rowCosine) = _rowWaves[row];
            for (var column = 0; column < _lattice.Count; column++)
            {
                var (sine, cosine) = _columnWaves[column];
                var at = (row * _lattice.Stride) + column;
                _spectrum.Parts[0][at] = rowCosine * cosine;
                _spectrum.Parts[1][at] = rowCosine * sine;
                _spectrum.Parts[2][at] = rowSine * cosine;
                _spectrum.Parts[3][at] = rowSine * sine;
            }
        }

        _kernel.Apply(_spectrum);
        _grid.Synthesise(_spectrum, image, _buffer);
    }

    private void Fill((double Sine, double Cosine)[] waves, double positionArcsec, double squareWidthArcsec)
    {
        for (var j = 0; j < waves.Length; j++)
        {
            var k = j * _lattice.Step;
            var (sine, cosine) = Math.SinCos(k * positionArcsec);
            var damping = Math.Exp(-0.5 * k * k * squareWidthArcsec);
            waves[j] = (damping * sine, damping * cosine);
        }
    }

    /// <summary>A PSF centred on a square grid, with its sum scaled to 1 as in Rubin's packets.</summary>
    /// <param name="psf">The function.</param>
    /// <param name="pixels">Pixels a side.</param>
    /// <param name="pixelScaleArcsec">Side of a pixel, arcsec.</param>
    internal static Image<double> Draw(PointSpreadFunction psf, int pixels, double pixelScaleArcsec)
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
