using System.Numerics;
using StampSpec.Imaging.Psf;

namespace StampSpec.Imaging.Resampling;

/// <summary>The source of a plan after dilation, and the frequency lattice that the plan's kernel needs.</summary>
/// <param name="SourceGrid">Source grid after dilation.</param>
/// <param name="SourcePsf">Source PSF after dilation.</param>
/// <param name="Lattice">Frequencies at which the kernel is not negligible, dense enough that nothing wraps around.</param>
internal sealed record KernelGeometry(PixelGrid SourceGrid, PointSpreadFunction SourcePsf, FrequencyLattice Lattice)
{
    // At these distances the tail of a kernel is smaller than the effect of the edge of a stamp.
    private const double GuardSourcePixels = 12;
    private const double GuardTargetFwhm = 4;
    private const int CoarseStep = 6;

    /// <summary>Derives the geometry.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="negligible">The kernel counts as zero below this fraction of its value at zero frequency.</param>
    public static KernelGeometry Of(ResamplingPlan plan, double negligible)
    {
        var grid = plan.SourceGrid.Dilated(plan.Dilation);
        var psf = plan.Dilation == 1 ? plan.SourcePsf : plan.SourcePsf.Dilated(plan.Dilation);
        var guard = (GuardSourcePixels * grid.PixelScaleArcsec) + (GuardTargetFwhm * Math.Max(plan.TargetPsf.FwhmArcsec, psf.FwhmArcsec));
        var shift = Math.Max(Math.Abs(plan.ShiftColumnsArcsec), Math.Abs(plan.ShiftRowsArcsec));
        var period = plan.PaddingFactor * ((0.5 * (grid.ExtentArcsec + plan.TargetGrid.ExtentArcsec)) + guard + shift);
        // Everything in the samples beyond twice the Nyquist frequency belongs to lower frequencies.
        var all = FrequencyLattice.UpTo(2 * Math.PI / grid.PixelScaleArcsec, period);
        var used = all with { Count = CountAbove(plan, grid, psf, all, negligible) };
        return new KernelGeometry(grid, psf, used);
    }

    private static int CountAbove(ResamplingPlan plan, PixelGrid grid, PointSpreadFunction psf, FrequencyLattice all, double negligible)
    {
        var axis = all.Frequencies();
        // Coarse across: the transform of a kernel varies on the scale of the PSF's transform, which is much larger than the step of the
        // lattice.
        double[] across = [.. axis.Where((_, j) => j % CoarseStep == 0), .. axis.Where((_, j) => j % CoarseStep == 0).Select(k => -k)];
        var alongColumns = MatchingKernel.Transform(psf, plan.TargetPsf, grid.PixelScaleArcsec, plan.Regularisation, axis, across);
        var alongRows = MatchingKernel.Transform(psf, plan.TargetPsf, grid.PixelScaleArcsec, plan.Regularisation, across, axis);
        var threshold = negligible * Complex.Abs(alongColumns[0]);
        var last = 0;
        for (var j = 0; j < all.Count; j++)
        {
            for (var i = 0; i < across.Length; i++)
            {
                var larger = Math.Max(Complex.Abs(alongColumns[(i * all.Count) + j]), Complex.Abs(alongRows[(j * across.Length) + i]));
                last = larger > threshold ? j : last;
            }
        }

        return last + 1;
    }
}
