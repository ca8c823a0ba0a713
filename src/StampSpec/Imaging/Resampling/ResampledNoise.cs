using StampSpec.Common;
using StampSpec.Imaging.Psf;

namespace StampSpec.Imaging.Resampling;

/// <summary>
/// The noise that a resampler makes of white noise with unit variance per source pixel, away from edges and averaged over sub-pixel
/// positions: its power spectrum on the target grid, P(k) = sum over m of |W(k + 2 pi m / t)|^2 / (s t)^2 where W is the kernel's transform
/// (pixel areas included), s the dilated source pixel and t the target pixel; its covariance; and the noise that must be added to make the
/// sum white.
/// </summary>
internal sealed class ResampledNoise
{
    private const int GuardPixels = 16;

    private readonly Resampler _resampler;
    private readonly FrequencyLattice _lattice;
    private readonly double[] _power;
    private readonly FourierFilter _complement;
    private readonly PixelGrid _noiseGrid;

    /// <summary>Derives the noise of a resampler. The kernel must have no shift and no deconvolution beyond its regularisation.</summary>
    public ResampledNoise(Resampler resampler)
    {
        ArgumentNullException.ThrowIfNull(resampler);
        _resampler = resampler;
        var target = resampler.Plan.TargetGrid;
        var pixels = Math.Max(target.Width, target.Height) + GuardPixels;
        pixels += (pixels + 1) % 2;
        _noiseGrid = new PixelGrid(pixels, pixels, target.PixelScaleArcsec);
        // An odd number of pixels has no frequency exactly at Nyquist, so the lattice counts each frequency once.
        _lattice = new FrequencyLattice(pixels * target.PixelScaleArcsec, (pixels + 1) / 2);
        _power = OnTarget(resampler, _lattice);
        WhiteVariance = _power.Max();
        MeanVariance = Covariance(0)[0, 0];
        var area = target.PixelScaleArcsec * target.PixelScaleArcsec;
        System.Numerics.Complex[] filter =
        [
            .. _power.Take(_lattice.Count * _lattice.Count).Select(p => (System.Numerics.Complex)(area * Math.Sqrt(WhiteVariance - p))),
        ];
        System.Numerics.Complex[] mirrored =
        [
            .. _power.Skip(filter.Length).Select(p => (System.Numerics.Complex)(area * Math.Sqrt(WhiteVariance - p))),
        ];
        _complement = new FourierFilter(_noiseGrid, target, _lattice, new SpectralKernel(_lattice, filter, mirrored));
    }

    /// <summary>Variance of a target pixel.</summary>
    public double MeanVariance { get; }

    /// <summary>Variance of a target pixel after whitening: the largest power at any frequency.</summary>
    public double WhiteVariance { get; }

    /// <summary>Correlation of horizontal neighbours, in [-1, 1].</summary>
    public double NeighbourCorrelation => Covariance(1)[1, 2] / MeanVariance;

    /// <summary>Covariance of two target pixels as a function of their offset.</summary>
    /// <param name="largestLag">Largest offset, pixels.</param>
    /// <returns>Image with 2 lag + 1 pixels a side; its centre is the offset 0.</returns>
    public Image<double> Covariance(int largestLag)
    {
        var lags = (2 * largestLag) + 1;
        var kernel = _resampler.Kernel.Squared(_resampler.Geometry.SourceGrid.PixelScaleArcsec);
        var spectrum = new QuadrantSpectrum(_resampler.Geometry.Lattice);
        Array.Fill(spectrum.Parts[0], 1);
        kernel.Apply(spectrum);
        var grid = new GridTransform(new PixelGrid(lags, lags, _resampler.Plan.TargetGrid.PixelScaleArcsec), _resampler.Geometry.Lattice);
        var covariance = new Image<double>(lags, lags);
        grid.Synthesise(spectrum, covariance.Pixels, new double[grid.ScratchLength]);
        return covariance;
    }

    /// <summary>
    /// Noise of unit scale that makes the resampled noise white, with the variance <see cref="WhiteVariance"/>, when it is added.
    /// </summary>
    public Image<double> Complement(RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var white = new double[_noiseGrid.Width * _noiseGrid.Height];
        for (var i = 0; i < white.Length; i++)
        {
            white[i] = random.NextNormal();
        }

        var target = _resampler.Plan.TargetGrid;
        var noise = new Image<double>(target.Width, target.Height);
        _complement.Apply(white, noise.Pixels, _complement.CreateScratch());
        return noise;
    }

    /// <summary>
    /// P at (kx, ky), then P at (kx, -ky), each row-major over a lattice that ends at the target grid's Nyquist frequency.
    /// </summary>
    private static double[] OnTarget(Resampler resampler, FrequencyLattice lattice)
    {
        var sampling = 2 * Math.PI / resampler.Plan.TargetGrid.PixelScaleArcsec;
        var highest = resampler.Geometry.Lattice.Step * resampler.Geometry.Lattice.Count;
        // Frequencies of the kernel beyond the target's Nyquist frequency are folded back.
        var folds = (int)Math.Ceiling(Math.Max(0, highest - (sampling / 2)) / sampling);
        var scale = resampler.Plan.TargetGrid.PixelScaleArcsec / resampler.Geometry.SourceGrid.PixelScaleArcsec;
        var power = new double[2 * lattice.Count * lattice.Count];
        for (var m = -folds; m <= folds; m++)
        {
            for (var n = -folds; n <= folds; n++)
            {
                var kx = Shifted(lattice.Frequencies(), n * sampling);
                Add(resampler, kx, Shifted(lattice.Frequencies(), m * sampling), scale, power.AsSpan(0, power.Length / 2));
                Add(resampler, kx, Shifted(lattice.Frequencies(-1), m * sampling), scale, power.AsSpan(power.Length / 2));
            }
        }

        return power;
    }

    private static void Add(Resampler resampler, double[] kx, double[] ky, double scale, Span<double> power)
    {
        var values = resampler.KernelTransform(kx, ky);
        for (var i = 0; i < values.Length; i++)
        {
            power[i] += scale * scale * ((values[i].Real * values[i].Real) + (values[i].Imaginary * values[i].Imaginary));
        }
    }

    private static double[] Shifted(double[] frequencies, double by) => [.. frequencies.Select(k => k + by)];
}
