using System.Numerics;
using StampSpec.Imaging.Psf;

namespace StampSpec.Imaging.Resampling;

/// <summary>
/// The square of a resampler's kernel in space. It propagates variances and gives the weight of missing pixels. It is derived numerically:
/// the kernel is drawn on a grid that is fine enough for its square, squared and transformed back.
/// </summary>
internal sealed class SquaredKernel
{
    private readonly FourierFilter _filter;

    /// <summary>Squares a resampler's kernel.</summary>
    public SquaredKernel(Resampler resampler)
    {
        var lattice = resampler.Geometry.Lattice;
        // The square contains frequencies up to twice those of the kernel.
        var wide = lattice with { Count = (2 * lattice.Count) - 1 };
        var pixels = (2 * wide.Count) + 1;
        var grid = new PixelGrid(pixels, pixels, lattice.PeriodArcsec / pixels);
        var spectrum = Square(resampler.Kernel, lattice, wide, grid);
        var area = grid.PixelScaleArcsec * grid.PixelScaleArcsec;
        Complex[] plus = [.. Values(wide, spectrum, 1).Select(v => v * area)];
        Complex[] minus = [.. Values(wide, spectrum, -1).Select(v => v * area)];
        TotalWeight = plus[0].Real / (resampler.Geometry.SourceGrid.PixelScaleArcsec * resampler.Geometry.SourceGrid.PixelScaleArcsec);
        _filter = new FourierFilter(resampler.Geometry.SourceGrid, resampler.Plan.TargetGrid, wide, new SpectralKernel(wide, plus, minus));
    }

    /// <summary>
    /// Sum of the squared kernel over all source pixels, averaged over sub-pixel positions: the variance of a target pixel if every source
    /// pixel has unit variance.
    /// </summary>
    public double TotalWeight { get; }

    /// <summary>Sums of squared kernel values times the source's pixels.</summary>
    public double[] Apply(ReadOnlySpan<double> source, int targetLength)
    {
        var target = new double[targetLength];
        _filter.Apply(source, target, _filter.CreateScratch());
        return target;
    }

    private static QuadrantSpectrum Square(SpectralKernel kernel, FrequencyLattice lattice, FrequencyLattice wide, PixelGrid grid)
    {
        var impulse = new QuadrantSpectrum(lattice);
        Array.Fill(impulse.Parts[0], 1);
        kernel.Apply(impulse);
        var narrowTransform = new GridTransform(grid, lattice);
        var values = new double[grid.Width * grid.Height];
        narrowTransform.Synthesise(impulse, values, new double[narrowTransform.ScratchLength]);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] *= values[i];
        }

        var wideTransform = new GridTransform(grid, wide);
        var spectrum = new QuadrantSpectrum(wide);
        wideTransform.Analyse(values, spectrum, new double[wideTransform.ScratchLength]);
        return spectrum;
    }

    private static IEnumerable<Complex> Values(FrequencyLattice lattice, QuadrantSpectrum spectrum, int sign)
    {
        for (var row = 0; row < lattice.Count; row++)
        {
            for (var column = 0; column < lattice.Count; column++)
            {
                var at = (row * lattice.Stride) + column;
                yield return new Complex(
                    spectrum.Parts[0][at] - (sign * spectrum.Parts[3][at]),
                    -(spectrum.Parts[1][at] + (sign * spectrum.Parts[2][at]))
                );
            }
        }
    }
}
