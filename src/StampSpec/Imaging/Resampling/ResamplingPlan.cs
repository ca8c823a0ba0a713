using StampSpec.Imaging.Psf;

namespace StampSpec.Imaging.Resampling;

/// <summary>
/// The source and the target of a resampling. Dilation by F multiplies all angles of the source, including its pixels and its PSF, by F and
/// keeps its fluxes. The centre of the source grid is moved to <see cref="ShiftColumnsArcsec"/>, <see cref="ShiftRowsArcsec"/> from the
/// centre of the target grid.
/// </summary>
/// <param name="SourceGrid">Grid of the images that are resampled.</param>
/// <param name="SourcePsf">Their effective PSF.</param>
/// <param name="TargetGrid">Grid of the result.</param>
/// <param name="TargetPsf">Effective PSF of the result.</param>
public sealed record ResamplingPlan(
    PixelGrid SourceGrid,
    PointSpreadFunction SourcePsf,
    PixelGrid TargetGrid,
    PointSpreadFunction TargetPsf
)
{
    /// <summary>Factor on the source's angles, above 0.</summary>
    public double Dilation { get; init; } = 1;

    /// <summary>Sub-pixel shift along the columns (x), arcsec after dilation.</summary>
    public double ShiftColumnsArcsec { get; init; }

    /// <summary>Sub-pixel shift along the rows (y), arcsec after dilation.</summary>
    public double ShiftRowsArcsec { get; init; }

    /// <summary>Regularisation of amplifying kernels; see <see cref="MatchingKernel"/>.</summary>
    public double Regularisation { get; init; } = MatchingKernel.DefaultRegularisation;

    /// <summary>
    /// Factor of the period with which the result repeats beyond the grids, at least 1. With 1, and a kernel that is many source pixels
    /// wide, the wings of a profile like Kolmogorov's appear on the opposite side with up to about 1e-4 of the flux. The time grows with
    /// the square of the factor.
    /// </summary>
    public double PaddingFactor { get; init; } = 1;
}
