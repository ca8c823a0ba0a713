using System.Numerics;
using StampSpec.Common;
using StampSpec.Imaging.Psf;
using StampSpec.Imaging.Resampling;

namespace StampSpec.Imaging.Simulation;

/// <summary>
/// Undoes what the source grid's sampling did to compact light. A linear resampler cannot tell what lies beyond the source's Nyquist
/// frequency from what was folded there; a point's position, which the unfolded frequencies fix, can. Points and small round Gaussians are
/// found and fitted one after another, sharpest first, taken out before the linear resampling and drawn through the target PSF afterwards;
/// cusps of galaxies count as far as they look like one. What is drawn differs from what the linear resampling would have made of the same
/// points only by aliasing (a percent of the peak for ZTF), so that a misfit costs no more than that. Not linear in the image; not
/// thread-safe.
/// </summary>
public sealed class CompactSourceCorrection
{
    private const int MostSources = 12;
    private const double FaintestCurvature = 1e-3;
    private const double NoiseThreshold = 8;

    // What comes back from the neighbouring periods of a fit's window is flat there, and the background takes it up.
    private const double WindowPeriodPixels = 40;

    // Where compact sources are all there is to this fraction, their fitted fluxes are the image's; elsewhere the sum of the pixels is
    // kept.
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
        var plus = new TrustedTransforms(resampler, lattice.Frequencies(), lattice.Frequencies());
        var minus = new TrustedTransforms(resampler, lattice.Frequencies(), lattice.Frequencies(-1));
        _source = new ImpulseRenderer(grid, lattice, plus.Source, minus.Source);
        _target = new ImpulseRenderer(resampler.Plan.TargetGrid, lattice, plus.Target, minus.Target);
        _fit = new CompactSourceFit(Window(resampler, grid, sampling), grid.PixelScaleArcsec);
        IsNeeded =
            Complex.Abs(resampler.Geometry.SourcePsf.Transform(sampling / 2, 0)) > resampler.Plan.Regularisation
            || Complex.Abs(resampler.Geometry.SourcePsf.Transform(0, sampling / 2)) > resampler.Plan.Regularisation;
        _foldedColumns = new TrustedTransforms(resampler, [sampling], [0]).Source[0];
        _foldedRows = new TrustedTransforms(resampler, [0], [sampling]).Source[0];
    }

    /// <summary>False if the source's sampling folds nothing: its PSF has no power beyond the Nyquist frequency.</summary>
    public bool IsNeeded { get; }

    /// <summary>
    /// Resamples an image, its compact sources apart. Missing pixels follow <see cref="Resampler.Resample(Image{double}, EdgeRule)"/>.
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
            new TrustedTransforms(resampler, lattice.Frequencies(), lattice.Frequencies()).Source,
            new TrustedTransforms(resampler, lattice.Frequencies(), lattice.Frequencies(-1)).Source
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
    /// What the pixels of a source sum to beyond its flux, as a fraction of it: the sampling folds the frequencies 2 pi / p onto zero, with
    /// the phase of the source's place on the pixels.
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

            var grid = _resampler.Geometry.SourceGrid;
            var point = local with
            {
                XArcsec = local.XArcsec + ((column - ((grid.Width - 1) / 2.0)) * grid.PixelScaleArcsec),
                YArcsec = local.YArcsec + ((row - ((grid.Height - 1) / 2.0)) * grid.PixelScaleArcsec),
            };
            _source.Draw(point.XArcsec, point.YArcsec, point.SquareWidthArcsec, drawn);
            Add(residual.Pixels, -point.Flux, drawn);
            found.Add(point);
        }

        return found;
    }

    // A window with a missing pixel has a NaN in it and is passed over.
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
    private sealed class TrustedTransforms
    {
        public TrustedTransforms(Resampler resampler, double[] kx, double[] ky)
        {
            Source = new Complex[kx.Length * ky.Length];
            Target = new Complex[Source.Length];
            resampler.Geometry.SourcePsf.Transform(kx, ky, Source);
            resampler.Plan.TargetPsf.Transform(kx, ky, Target);
            var floor = resampler.Plan.Regularisation * resampler.Plan.Regularisation;
            for (var i = 0; i < Source.Length; i++)
            {
                var power = Complex.Abs(Source[i]) * Complex.Abs(Source[i]);
                var weight = power / (power + floor);
                Source[i] *= weight;
                Target[i] *= weight;
            }
        }

        public Complex[] Source { get; }

        public Complex[] Target { get; }
    }
}
