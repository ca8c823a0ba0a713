using System.Numerics;
using StampSpec.Common;
using StampSpec.Imaging.Psf;
using StampSpec.Imaging.Resampling;

namespace StampSpec.Imaging.Simulation;

/// <summary>
/// Corrects the effect of the source grid's sampling on compact sources. A linear resampler cannot separate frequencies beyond the source's
/// Nyquist frequency from those onto which they were folded. The position of a point source, which the other frequencies determine, makes
/// this possible. Point sources and small round Gaussians are found and fitted one after another, sharpest first, subtracted before the
/// linear resampling and drawn with the target PSF afterwards; cusps of galaxies are treated in the same way as far as they look like one.
/// The drawn sources differ from linearly resampled ones only by aliasing (one per cent of the peak for ZTF), so the error of a bad fit is
/// not larger than that. Not linear in the image; not thread-safe.
/// </summary>
public sealed class CompactSourceCorrection
{
    private const int MostSources = 12;
    private const double FaintestCurvature = 1e-3;
    private const double NoiseThreshold = 8;

    // Light from the neighbouring periods of a fit's window is flat inside the window and becomes part of the background.
    private const double WindowPeriodPixels = 40;

    // If the residual is below this fraction of the compact sources' flux, the fitted fluxes are used; otherwise the sum of the pixels is
    // conserved.
    private const double CompleteModel = 0.01;
    private const int Border = CompactSourceFit.WindowPixels / 2;

    private readonly Resampler _resampler;
    private readonly ImpulseRenderer _source;
    private readonly ImpulseRenderer _target;
    private readonly CompactSourceFit _fit;
    private readonly Complex _foldedColumns;
    private readonly Complex _foldedRows;

    /// <summary>Prepares the PSFs of a resampler's grids.</summary>
    public CompactSourceCorrection(Resampler resampler)
    {
        ArgumentNullException.ThrowIfNull(resampler);
        _resampler = resampler;
        var grid = resampler.Geometry.SourceGrid;
        var sampling = 2 * Math.PI / grid.PixelScaleArcsec;
        var lattice = FrequencyLattice.UpTo(1.25 * sampling, resampler.Geometry.Lattice.PeriodArcsec);
        var plus = TrustedTransforms(resampler, lattice.Frequencies(), lattice.Frequencies());
        var minus = TrustedTransforms(resampler, lattice.Frequencies(), lattice.Frequencies(-1));
        _source = new ImpulseRenderer(grid, lattice, plus.Source, minus.Source);
        _target = new ImpulseRenderer(resampler.Plan.TargetGrid, lattice, plus.Target, minus.Target);
        _fit = new CompactSourceFit(Window(resampler, grid, sampling), grid.PixelScaleArcsec);
        IsNeeded =
            Complex.Abs(resampler.Geometry.SourcePsf.Transform(sampling / 2, 0)) > resampler.Plan.Regularisation
            || Complex.Abs(resampler.Geometry.SourcePsf.Transform(0, sampling / 2)) > resampler.Plan.Regularisation;
        _foldedColumns = TrustedTransforms(resampler, [sampling], [0]).Source[0];
        _foldedRows = TrustedTransforms(resampler, [0], [sampling]).Source[0];
    }

    /// <summary>False if the sampling of the source folds nothing, because its PSF has no power beyond the Nyquist frequency.</summary>
    public bool IsNeeded { get; }

    /// <summary>
    /// Resamples an image and treats its compact sources separately. Missing pixels are treated as in <see
    /// cref="Resampler.Resample(Image{double}, EdgeRule)"/>.
    /// </summary>
    /// <param name="source">Pixels on the plan's source grid, flux per pixel.</param>
    public Image<double> Resample(Image<double> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!IsNeeded)
        {
            return _resampler.Resample(source);
        }

        var residual = source.Clone();
        var sources = TakeOut(residual);
        var isComplete = Remaining(residual) <= CompleteModel * sources.Sum(s => Math.Abs(s.Flux));
        var result = _resampler.Resample(residual);
        var drawn = new double[_target.Length];
        foreach (var point in sources)
        {
            _target.Draw(
                point.XArcsec + _resampler.Plan.ShiftColumnsArcsec,
                point.YArcsec + _resampler.Plan.ShiftRowsArcsec,
                point.SquareWidthArcsec,
                drawn
            );
            Add(result.Pixels, point.Flux * (isComplete ? 1 : 1 + FoldedFlux(point)), drawn);
        }

        return result;
    }

    private static ImpulseRenderer Window(Resampler resampler, PixelGrid grid, double sampling)
    {
        var window = grid with { Width = CompactSourceFit.WindowPixels, Height = CompactSourceFit.WindowPixels };
        var lattice = FrequencyLattice.UpTo(1.25 * sampling, WindowPeriodPixels * grid.PixelScaleArcsec);
        return new ImpulseRenderer(
            window,
            lattice,
            TrustedTransforms(resampler, lattice.Frequencies(), lattice.Frequencies()).Source,
            TrustedTransforms(resampler, lattice.Frequencies(), lattice.Frequencies(-1)).Source
        );
    }

    private static double Remaining(Image<double> residual)
    {
        var sum = 0.0;
        foreach (var pixel in residual.Pixels)
        {
            sum += double.IsFinite(pixel) ? Math.Abs(pixel) : 0;
        }

        return sum;
    }

    /// <summary>
    /// The excess of the sum of a source's pixels over its flux, as a fraction of the flux: the sampling folds the frequencies 2 pi / p
    /// onto zero, with a phase that depends on the position of the source within its pixel.
    /// </summary>
    private double FoldedFlux(CompactSource point)
    {
        var grid = _resampler.Geometry.SourceGrid;
        var sampling = 2 * Math.PI / grid.PixelScaleArcsec;
        var damping = Math.Exp(-0.5 * sampling * sampling * point.SquareWidthArcsec);
        var x = sampling * (point.XArcsec - (grid.Width % 2 == 0 ? grid.PixelScaleArcsec / 2 : 0));
        var y = sampling * (point.YArcsec - (grid.Height % 2 == 0 ? grid.PixelScaleArcsec / 2 : 0));
        return 2
            * damping
            * ((Complex.FromPolarCoordinates(1, -x) * _foldedColumns).Real + (Complex.FromPolarCoordinates(1, -y) * _foldedRows).Real);
    }

    private List<CompactSource> TakeOut(Image<double> residual)
    {
        var found = new List<CompactSource>();
        if (Math.Min(residual.Width, residual.Height) < CompactSourceFit.WindowPixels)
        {
            return found;
        }

        var drawn = new double[_source.Length];
        var threshold = double.NaN;
        for (var i = 0; i < MostSources; i++)
        {
            var curvature = Curvature(residual);
            var (row, column, largest) = Peak(curvature);
            threshold = i == 0 ? Math.Max(FaintestCurvature * largest, NoiseThreshold * MedianOf(curvature) / 0.6745) : threshold;
            if (!(largest > threshold) || _fit.Fit(residual, row, column) is not { } local)
            {
                break;
            }

            var point = OnGrid(local, row, column);
            _source.Draw(point.XArcsec, point.YArcsec, point.SquareWidthArcsec, drawn);
            Add(residual.Pixels, -point.Flux, drawn);
            found.Add(point);
        }

        return found;
    }

    /// <summary>A source whose position is relative to a pixel, with its position relative to the centre of the source grid.</summary>
    private CompactSource OnGrid(CompactSource local, int row, int column)
    {
        var grid = _resampler.Geometry.SourceGrid;
        return local with
        {
            XArcsec = local.XArcsec + ((column - ((grid.Width - 1) / 2.0)) * grid.PixelScaleArcsec),
            YArcsec = local.YArcsec + ((row - ((grid.Height - 1) / 2.0)) * grid.PixelScaleArcsec),
        };
    }

    // Next to a missing pixel the curvature is NaN, and no source is found there.
    private static Image<double> Curvature(Image<double> image)
    {
        var curvature = new Image<double>(image.Width, image.Height);
        for (var row = Border; row < image.Height - Border; row++)
        {
            for (var column = Border; column < image.Width - Border; column++)
            {
                curvature[row, column] = Math.Abs(
                    (4 * image[row, column])
                        - image[row - 1, column]
                        - image[row + 1, column]
                        - image[row, column - 1]
                        - image[row, column + 1]
                );
            }
        }

        return curvature;
    }

    private static (int Row, int Column, double Value) Peak(Image<double> curvature)
    {
        var best = 0;
        for (var i = 1; i < curvature.Pixels.Length; i++)
        {
            best = curvature.Pixels[i] > curvature.Pixels[best] ? i : best;
        }

        return (best / curvature.Width, best % curvature.Width, curvature.Pixels[best]);
    }

    private static double MedianOf(Image<double> curvature)
    {
        var values = curvature.Pixels.ToArray().Where(v => v > 0).Order().ToArray();
        return values.Length == 0 ? 0 : values[values.Length / 2];
    }

    private static void Add(Span<double> pixels, double factor, ReadOnlySpan<double> addend) =>
        System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(addend, factor, pixels, pixels);

    /// <summary>
    /// Both PSFs times |S|^2 / (|S|^2 + epsilon^2), the weight that the regularisation gives to a frequency: below it a PSF model is not
    /// trusted, and the points keep what the linear resampling makes of them.
    /// </summary>
    private static (Complex[] Source, Complex[] Target) TrustedTransforms(Resampler resampler, double[] kx, double[] ky)
    {
        var source = new Complex[kx.Length * ky.Length];
        var target = new Complex[source.Length];
        resampler.Geometry.SourcePsf.Transform(kx, ky, source);
        resampler.Plan.TargetPsf.Transform(kx, ky, target);
        var floor = resampler.Plan.Regularisation * resampler.Plan.Regularisation;
        for (var i = 0; i < source.Length; i++)
        {
            var power = Complex.Abs(source[i]) * Complex.Abs(source[i]);
            var weight = power / (power + floor);
            source[i] *= weight;
            target[i] *= weight;
        }

        return (source, target);
    }
}
