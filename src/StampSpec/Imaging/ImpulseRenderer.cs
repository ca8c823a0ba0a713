using System.Numerics;

namespace StampSpec.Imaging;

/// <summary>Draws a point of unit flux, seen through a PSF given by its transform on a lattice, anywhere on a grid. Not thread-safe: it keeps its buffers.</summary>
internal sealed class ImpulseRenderer
{
    private readonly FrequencyLattice _lattice;
    private readonly SpectralKernel _kernel;
    private readonly GridTransform _grid;
    private readonly QuadrantSpectrum _spectrum;
    private readonly double[] _buffer;

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
    }

    /// <summary>Pixels of the grid.</summary>
    public int Length => _grid.Grid.Width * _grid.Grid.Height;

    /// <summary>Draws the point, flux per pixel; light beyond the lattice's period comes back from the other side.</summary>
    /// <param name="xArcsec">Columns from the grid's centre, arcsec.</param>
    /// <param name="yArcsec">Rows from the grid's centre, arcsec.</param>
    /// <param name="image">Row-major, overwritten.</param>
    public void Draw(double xArcsec, double yArcsec, Span<double> image)
    {
        for (var row = 0; row < _lattice.Count; row++)
        {
            var (rowSine, rowCosine) = Math.SinCos(row * _lattice.Step * yArcsec);
            for (var column = 0; column < _lattice.Count; column++)
            {
                var (sine, cosine) = Math.SinCos(column * _lattice.Step * xArcsec);
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
}
