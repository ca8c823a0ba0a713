using StampSpec.Imaging.Psf;

namespace StampSpec.Imaging.Resampling;

/// <summary>
/// Filters images: analysis on one grid, multiplication by a kernel, synthesis on another grid. Immutable; the caller provides the buffers.
/// </summary>
internal sealed class FourierFilter
{
    private readonly GridTransform _source;
    private readonly GridTransform _target;
    private readonly FrequencyLattice _lattice;
    private readonly SpectralKernel _kernel;

    /// <summary>Prepares the transforms of both grids.</summary>
    public FourierFilter(PixelGrid source, PixelGrid target, FrequencyLattice lattice, SpectralKernel kernel)
    {
        _source = new GridTransform(source, lattice);
        _target = new GridTransform(target, lattice);
        _lattice = lattice;
        _kernel = kernel;
    }

    /// <summary>Buffers for one thread.</summary>
    public ResamplingScratch CreateScratch() =>
        new(new QuadrantSpectrum(_lattice), new double[Math.Max(_source.ScratchLength, _target.ScratchLength)]);

    /// <summary>Filters an image; allocates nothing.</summary>
    public void Apply(ReadOnlySpan<double> source, Span<double> target, ResamplingScratch scratch)
    {
        _source.Analyse(source, scratch.Spectrum, scratch.Buffer);
        _kernel.Apply(scratch.Spectrum);
        _target.Synthesise(scratch.Spectrum, target, scratch.Buffer);
    }
}

/// <summary>
/// The spectrum of a real image in four parts by parity: for frequencies kx, ky &gt;= 0 the sums of the image times cos or sin of ky y,
/// times cos or sin of kx x.
/// </summary>
internal sealed class QuadrantSpectrum
{
    /// <summary>Allocates zeros.</summary>
    public QuadrantSpectrum(FrequencyLattice lattice)
    {
        Parts = [.. Enumerable.Range(0, 4).Select(_ => new double[lattice.Count * lattice.Stride])];
    }

    /// <summary>
    /// Parity parts in the order (even, even), (even in y, odd in x), (odd in y, even in x), (odd, odd); each of shape (ky, kx) with padded
    /// rows.
    /// </summary>
    public double[][] Parts { get; }

    /// <summary>The part for a pair of parities, 0 for even and 1 for odd.</summary>
    public double[] Part(int rowParity, int columnParity) => Parts[(2 * rowParity) + columnParity];
}
