using System.Collections.Concurrent;
using System.Numerics;
using StampSpec.Common;

namespace StampSpec.Imaging.Resampling;

/// <summary>
/// Resamples images by a linear kernel, from flux per pixel to flux per pixel. The total flux is conserved; the flux outside the source
/// image is assumed to be 0. Each target pixel is the sum over the source pixels n of their flux times h(x_t - x_n) and the ratio of pixel
/// areas, where h is the inverse transform of <see cref="MatchingKernel"/>'s H. Immutable and safe for any number of threads.
/// </summary>
public sealed class Resampler
{
    /// <summary>Largest share of the squared kernel weight of a target pixel that may come from missing pixels.</summary>
    public const double LargestMissingWeight = 0.1;

    /// <summary>
    /// The same share if pixels beyond the edges count as missing: a pixel is kept if at least half of its weight is inside the image.
    /// </summary>
    public const double LargestOutsideWeight = 0.5;

    // Relative to the kernel's value at zero frequency. The effect of the cut on the result is as small as this.
    private const double NegligibleTransform = 1e-6;

    private readonly ConcurrentBag<ResamplingScratch> _scratch = [];
    private readonly FourierFilter _filter;
    private readonly double _atZero;
    private readonly Lazy<SquaredKernel> _squaredKernel;

    /// <summary>Prepares the transforms and the kernel. This takes some milliseconds, about as long as ten resamplings.</summary>
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

    /// <summary>The plan of the resampling.</summary>
    public ResamplingPlan Plan { get; }

    /// <summary>The source after dilation, and the lattice.</summary>
    internal KernelGeometry Geometry { get; }

    /// <summary>The kernel's transform, pixel areas included.</summary>
    internal SpectralKernel Kernel { get; }

    /// <summary>
    /// Resamples an image. A target pixel is missing (NaN) if more than <see cref="LargestMissingWeight"/> of its squared kernel weight
    /// comes from missing source pixels. These are filled for the resampling, so the fill never has a larger weight than that.
    /// </summary>
    /// <param name="source">Pixels on the plan's source grid, flux per pixel; NaN if missing.</param>
    /// <param name="edges">What is assumed beyond the image.</param>
    /// <exception cref="ArgumentException">The size of the image differs from the plan's source grid.</exception>
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
    /// Variance of each target pixel, from the variance of each source pixel. The noise of the source pixels must be independent.
    /// </summary>
    /// <param name="sourceVariance">Variances on the plan's source grid, all finite.</param>
    /// <exception cref="ArgumentException">The size of the image differs from the plan's source grid.</exception>
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
                $"the image is {source.Width} x {source.Height}, but the plan's source grid is "
                    + $"{Plan.SourceGrid.Width} x {Plan.SourceGrid.Height}",
                nameof(source)
            );
        }
    }

    private void MarkMissing(Image<double> source, EdgeRule edges, Image<double> target)
    {
        var presence = MissingPixels.Presence(source.Pixels);
        var present = _squaredKernel.Value.Apply(presence, target.Pixels.Length);
        // If the sky beyond the edges is empty, every pixel there counts as present.
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

    /// <summary>Resamples a row-major buffer into another. Allocates nothing after each thread has its buffers.</summary>
    internal void Resample(ReadOnlySpan<double> source, Span<double> target)
    {
        if (!_scratch.TryTake(out var scratch))
        {
            scratch = _filter.CreateScratch();
        }

        _filter.Apply(source, target, scratch);
        _scratch.Add(scratch);
    }

    /// <summary>The kernel's transform at any frequencies, without the shift; 1 at zero frequency.</summary>
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

/// <summary>What is assumed beyond the edges of a source image.</summary>
public enum EdgeRule
{
    /// <summary>Sky without flux. The total flux is conserved; a source at the edge fades beyond it.</summary>
    Empty,

    /// <summary>Unknown pixels: target pixels that depend on them are missing.</summary>
    Missing,
}

/// <summary>The buffers of one thread.</summary>
/// <param name="Spectrum">Spectrum of the current image.</param>
/// <param name="Buffer">Partial products.</param>
internal sealed record ResamplingScratch(QuadrantSpectrum Spectrum, double[] Buffer);
