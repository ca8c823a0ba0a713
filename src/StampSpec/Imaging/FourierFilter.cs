namespace StampSpec.Imaging;

/// <summary>Analysis on one grid, a kernel, synthesis on another. Immutable; scratch is the caller's.</summary>
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
