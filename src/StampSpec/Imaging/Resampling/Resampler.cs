using System.Collections.Concurrent;
using System.Numerics;
using StampSpec.Common;

namespace StampSpec.Imaging.Resampling;

/// <summary>
/// Resamples images by a linear kernel: flux per pixel in, flux per pixel out, the total conserved. Outside the source image there is taken
/// to be no flux. Each target pixel is h(x_t - x_n) summed over the source pixels n, with h the inverse transform of
/// <see cref="MatchingKernel"/>'s H, times the ratio of pixel areas. Immutable and safe for any number of threads.
/// </summary>
public sealed class Resampler
{
    /// <summary>Largest share of its squared kernel weight that a target pixel may draw from missing pixels.</summary>
    public const double LargestMissingWeight = 0.1;

    /// <summary>
    /// The same share, where what lies beyond the edges counts as missing: a pixel stays while most of its weight lies inside.
    /// </summary>
    public const double LargestOutsideWeight = 0.5;

    // Relative to the kernel's value at zero frequency; what is cut off is as small as this in the result.
    private const double NegligibleTransform = 1e-6;

    private readonly ConcurrentBag<ResamplingScratch> _scratch = [];
    private readonly FourierFilter _filter;
    private readonly double _atZero;
    private readonly Lazy<SquaredKernel> _squaredKernel;

    /// <summary>Prepares the transforms and the kernel: some milliseconds, of the order of ten resamplings.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A dilation, pixel scale or size is not positive.</exception>
    public Resampler(ResamplingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(plan.Dilation);
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.PaddingFactor, 1);
        Plan = plan;
        Geometry = KernelGeometry.Of(plan, NegligibleTransform);
        _atZero = MatchingKernel
            .Transform(Geometry.SourcePsf, plan.TargetPsf, Geometry.SourceGrid.PixelScaleArcsec, plan.Regularisation, [0], [0])[0]
            .Real;
        Kernel = CreateKernel();
        _filter = new FourierFilter(Geometry.SourceGrid, plan.TargetGrid, Geometry.Lattice, Kernel);
        _squaredKernel = new Lazy<SquaredKernel>(() => new SquaredKernel(this));
    }

    /// <summary>What is turned into what.</summary>
    public ResamplingPlan Plan { get; }

    /// <summary>Source after dilation, and the lattice.</summary>
    internal KernelGeometry Geometry { get; }

    /// <summary>The kernel's transform, pixel areas included.</summary>
    internal SpectralKernel Kernel { get; }

    /// <summary>
    /// Resamples an image. A target pixel is missing (NaN) where source pixels that are missing hold over
    /// <see cref="LargestMissingWeight"/> of its squared kernel weight; the fill that they get does not reach further than that.
    /// </summary>
    /// <param name="source">Pixels on the plan's source grid, flux per pixel; NaN if missing.</param>
    /// <param name="edges">What lies beyond the image.</param>
    /// <exception cref="ArgumentException">The image has another size than the plan's source grid.</exception>
    public Image<double> Resample(Image<double> source, EdgeRule edges = EdgeRule.Empty)
    {
        RequireSourceSize(source);
        var target = new Image<double>(Plan.TargetGrid.Width, Plan.TargetGrid.Height);
        var hasGaps = MissingPixels.Any(source.Pixels);
        Resample(hasGaps ? MissingPixels.Filled(source).Pixels : source.Pixels, target.Pixels);
        if (hasGaps || edges == EdgeRule.Missing)
        {
            MarkMissing(source, edges, target);
        }

        return target;
    }

    /// <summary>
    /// Variance of each target pixel, from the variance of each source pixel where the source's noise is independent between pixels.
    /// </summary>
    /// <param name="sourceVariance">Variances on the plan's source grid, all finite.</param>
    /// <exception cref="ArgumentException">The image has another size than the plan's source grid.</exception>
    public Image<double> ResampleVariance(Image<double> sourceVariance)
    {
        RequireSourceSize(sourceVariance);
        var grid = Plan.TargetGrid;
        var variance = _squaredKernel.Value.Apply(sourceVariance.Pixels, grid.Width * grid.Height);
        return new Image<double>(grid.Width, grid.Height, [.. variance.Select(v => Math.Max(v, 0))]);
    }

    private void RequireSourceSize(Image<double> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Width != Plan.SourceGrid.Width || source.Height != Plan.SourceGrid.Height)
        {
            throw new ArgumentException(
                $"the image is {source.Width} x {source.Height}, the plan's source grid {Plan.SourceGrid.Width} x {Plan.SourceGrid.Height}",
                nameof(source)
            );
        }
    }

    private void MarkMissing(Image<double> source, EdgeRule edges, Image<double> target)
    {
        var presence = MissingPixels.Presence(source.Pixels);
        var present = _squaredKernel.Value.Apply(presence, target.Pixels.Length);
        // Beyond an edge that is empty sky every pixel counts as present.
        var whole = edges == EdgeRule.Missing ? null : _squaredKernel.Value.Apply([.. presence.Select(_ => 1.0)], target.Pixels.Length);
        for (var i = 0; i < present.Length; i++)
        {
            var expected = whole?[i] ?? _squaredKernel.Value.TotalWeight;
            var largest = edges == EdgeRule.Missing ? LargestOutsideWeight : LargestMissingWeight;
            if (expected - present[i] > largest * _squaredKernel.Value.TotalWeight)
            {
                target.Pixels[i] = double.NaN;
            }
        }
    }

    /// <summary>Resamples a row-major buffer into another; allocates nothing once each thread has its scratch.</summary>
    internal void Resample(ReadOnlySpan<double> source, Span<double> target)
    {
        if (!_scratch.TryTake(out var scratch))
        {
            scratch = _filter.CreateScratch();
        }

        _filter.Apply(source, target, scratch);
        _scratch.Add(scratch);
    }

    /// <summary>The kernel's transform at any frequencies, 1 at zero frequency, the shift left out.</summary>
    internal Complex[] KernelTransform(double[] kx, double[] ky)
    {
        var values = MatchingKernel.Transform(
            Geometry.SourcePsf,
            Plan.TargetPsf,
            Geometry.SourceGrid.PixelScaleArcsec,
            Plan.Regularisation,
            kx,
            ky
        );
        for (var i = 0; i < values.Length; i++)
        {
            values[i] /= _atZero;
        }

        return values;
    }

    private SpectralKernel CreateKernel()
    {
        var lattice = Geometry.Lattice;
        var area = Plan.TargetGrid.PixelScaleArcsec * Plan.TargetGrid.PixelScaleArcsec;
        return new SpectralKernel(lattice, Half(1), Half(-1));

        Complex[] Half(int sign)
        {
            var (kx, ky) = (lattice.Frequencies(), lattice.Frequencies(sign));
            var values = KernelTransform(kx, ky);
            for (var i = 0; i < values.Length; i++)
            {
                var phase = (kx[i % kx.Length] * Plan.ShiftColumnsArcsec) + (ky[i / kx.Length] * Plan.ShiftRowsArcsec);
                values[i] *= phase == 0 ? area : Complex.FromPolarCoordinates(area, -phase);
            }

            return values;
        }
    }
}

/// <summary>What lies beyond the edges of a source image.</summary>
public enum EdgeRule
{
    /// <summary>Sky without flux. The total flux is conserved; a source cut by the edge fades across it.</summary>
    Empty,

    /// <summary>Nothing known: target pixels that depend on it are missing.</summary>
    Missing,
}

/// <summary>One thread's buffers.</summary>
/// <param name="Spectrum">Spectrum of the image at work.</param>
/// <param name="Buffer">Partial products.</param>
internal sealed record ResamplingScratch(QuadrantSpectrum Spectrum, double[] Buffer);
