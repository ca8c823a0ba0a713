using StampSpec.Alerts.Lsst;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Detection;

/// <summary>A flux and its standard error, in the survey's unit: nJy for Rubin, DN for ZTF.</summary>
/// <param name="Value">The flux.</param>
/// <param name="Error">Its error.</param>
internal readonly record struct MeasuredFlux(double Value, double Error);

/// <summary>A star that the template has in another place.</summary>
/// <param name="X">Its place minus that in the template, pixels along columns.</param>
/// <param name="Y">The same along rows.</param>
/// <param name="Flux">Mean of its fluxes in exposure and template.</param>
internal readonly record struct MeasuredDipole(double X, double Y, MeasuredFlux Flux);

/// <summary>The images of one alert on the scene grid, as a pipeline has them.</summary>
/// <param name="Images">Exposure and template, nJy, and the mask.</param>
/// <param name="Difference">Exposure minus matched template, nJy.</param>
/// <param name="Variances">Variance planes of exposure and template.</param>
/// <param name="DifferenceVariance">Variance plane of the difference.</param>
internal sealed record VisitImages(ExposurePair Images, float[] Difference, ExposurePair Variances, float[] DifferenceVariance);

/// <summary>What Rubin's pipeline measures of a source, from pixels, variance planes and the PSFs that it knows.</summary>
internal sealed record SourceMeasurement
{
    /// <summary>Radius of the aperture of apFlux, pixels.</summary>
    public const double AperturePixels = 12;

    // Lobes of a dipole: each at most 65 % of the sum of their sizes, the sum above 7.07 sigma, at most 5 standard deviations of the PSF
    // apart (lsst/ip_diffim dipoleFitTask.py).
    private const double LargestLobe = 0.65;
    private const double DipoleSigma = 7.07;
    private const double DipoleReach = 5;

    /// <summary>The detection.</summary>
    public required DetectedSource Source { get; init; }

    /// <summary>PSF flux of the difference.</summary>
    public required MeasuredFlux Psf { get; init; }

    /// <summary>Sum of the squared residuals of that fit over their variances.</summary>
    public required double PsfChi2 { get; init; }

    /// <summary>Number of pixels of that fit.</summary>
    public required int PsfPixels { get; init; }

    /// <summary>Aperture flux of the difference.</summary>
    public required MeasuredFlux Aperture { get; init; }

    /// <summary>PSF flux of the exposure at the same place.</summary>
    public required MeasuredFlux Science { get; init; }

    /// <summary>PSF flux of the template at the same place.</summary>
    public required MeasuredFlux Template { get; init; }

    /// <summary>Adaptive moments of the difference; null if they do not converge.</summary>
    public AdaptiveMoments? Shape { get; init; }

    /// <summary>Adaptive moments of the exposure's PSF.</summary>
    public required AdaptiveMoments PsfShape { get; init; }

    /// <summary>The star that leaves a dipole; null if the source is not a dipole.</summary>
    public MeasuredDipole? Dipole { get; init; }

    /// <summary>Whether the source is fainter than in the template. A dipole is neither, as in packets.</summary>
    public bool IsNegative => Source.SignalToNoise < 0 && Dipole is null;

    /// <summary>Signal-to-noise ratio of the PSF flux.</summary>
    public double SignalToNoise => Math.Abs(Psf.Value) / Psf.Error;

    /// <summary>Measures a detected source.</summary>
    /// <param name="source">The detection.</param>
    /// <param name="visit">The images.</param>
    /// <param name="psfs">The PSFs that the pipeline knows.</param>
    public static SourceMeasurement Of(DetectedSource source, VisitImages visit, PsfKnowledge psfs)
    {
        var window = new SourceWindow(source, visit.Images.Grid);
        var (science, template) = (new PsfStamp(psfs.Science, window.X, window.Y), new PsfStamp(psfs.Template, window.X, window.Y));
        var (psf, chi2, pixels) = Fit(window, science, visit.Difference, visit.DifferenceVariance, visit.Images.Missing);
        var sign = Math.Sign(source.SignalToNoise);
        var sigma = psfs.Science.FwhmPixels / LsstPacketReader.FwhmOfSigma;
        var measured = new SourceMeasurement
        {
            Source = source,
            Psf = psf,
            PsfChi2 = chi2,
            PsfPixels = pixels,
            Aperture = InAperture(window, visit),
            Science = Fit(window, science, visit.Images.Science, visit.Variances.Science, visit.Images.Missing).Flux,
            Template = Fit(window, template, visit.Images.Template, visit.Variances.Template, visit.Images.Missing).Flux,
            Shape = AdaptiveMoments.Of((x, y) => sign * visit.Difference[window.Index(x, y)], window.X, window.Y, sigma),
            PsfShape = AdaptiveMoments.Of((x, y) => science[x, y], window.X, window.Y, sigma)!.Value,
        };
        return measured with { Dipole = IsDipole(source, sigma) ? FitDipole(source, visit, psfs) : null };
    }

    // Least squares with equal weights: f = sum(D P) / sum(P^2), its variance sum(V P^2) / sum(P^2)^2.
    private static (MeasuredFlux Flux, double Chi2, int Pixels) Fit(
        SourceWindow window,
        PsfStamp psf,
        float[] image,
        float[] variance,
        bool[] missing
    )
    {
        var (signal, noise, norm, pixels) = (0.0, 0.0, 0.0, 0);
        foreach (var (x, y, i) in window.Pixels.Where(p => !missing[p.Index]))
        {
            var weight = psf[x, y];
            (signal, norm, pixels) = (signal + (image[i] * weight), norm + (weight * weight), pixels + 1);
            noise += variance[i] * weight * weight;
        }

        var flux = signal / norm;
        var chi2 = window
            .Pixels.Where(p => !missing[p.Index])
            .Sum(p => Square(image[p.Index] - (flux * psf[p.X, p.Y])) / variance[p.Index]);
        return (new MeasuredFlux(flux, Math.Sqrt(noise) / norm), chi2, pixels);
    }

    private static MeasuredFlux InAperture(SourceWindow window, VisitImages visit)
    {
        var (sum, variance) = (0.0, 0.0);
        foreach (var (x, y, i) in window.Pixels)
        {
            if (Square(x - window.X) + Square(y - window.Y) <= AperturePixels * AperturePixels && !visit.Images.Missing[i])
            {
                (sum, variance) = (sum + visit.Difference[i], variance + visit.DifferenceVariance[i]);
            }
        }

        return new MeasuredFlux(sum, Math.Sqrt(variance));
    }

    // The smoothed values of two lobes at a distance d are correlated by exp(-d^2 / 4 sigma^2), from which their own sizes follow.
    private static bool IsDipole(DetectedSource source, double sigma)
    {
        if (source.Opposite is not { } other)
        {
            return false;
        }

        var squared = Square(other.X - source.X) + Square(other.Y - source.Y);
        var overlap = Math.Exp(-squared / (4 * sigma * sigma));
        var own = Math.Abs(source.SignalToNoise - (overlap * other.SignalToNoise)) / (1 - (overlap * overlap));
        var opposite = Math.Abs(other.SignalToNoise - (overlap * source.SignalToNoise)) / (1 - (overlap * overlap));
        return squared <= Square(DipoleReach * sigma)
            && own + opposite > DipoleSigma
            && Math.Max(own, opposite) <= LargestLobe * (own + opposite);
    }

    // A source of flux F whose template is off by s leaves D = F s . grad P, so that s follows from sums with the gradient. The star is in
    // the middle between the lobes. Lobes without a star between them, such as those of two streaks, are not a dipole.
    private static MeasuredDipole? FitDipole(DetectedSource source, VisitImages visit, PsfKnowledge psfs)
    {
        var other = source.Opposite!.Value;
        var middle = source with { X = 0.5 * (source.X + other.X), Y = 0.5 * (source.Y + other.Y) };
        var window = new SourceWindow(middle, visit.Images.Grid);
        var (psf, template) = (new PsfStamp(psfs.Science, window.X, window.Y), new PsfStamp(psfs.Template, window.X, window.Y));
        var science = Fit(window, psf, visit.Images.Science, visit.Variances.Science, visit.Images.Missing).Flux;
        var reference = Fit(window, template, visit.Images.Template, visit.Variances.Template, visit.Images.Missing).Flux;
        var flux = new MeasuredFlux(0.5 * (science.Value + reference.Value), 0.5 * (science.Error + reference.Error));
        var (alongX, alongY, normX, normY) = (0.0, 0.0, 0.0, 0.0);
        foreach (var (x, y, i) in window.Pixels.Where(p => Math.Max(Math.Abs(p.X), Math.Abs(p.Y)) < PsfStamp.Reach))
        {
            var (gx, gy) = (0.5 * (psf[x - 1, y] - psf[x + 1, y]), 0.5 * (psf[x, y - 1] - psf[x, y + 1]));
            (alongX, alongY) = (alongX + (visit.Difference[i] * gx), alongY + (visit.Difference[i] * gy));
            (normX, normY) = (normX + (gx * gx), normY + (gy * gy));
        }

        var fitted = new MeasuredDipole(alongX / normX / flux.Value, alongY / normY / flux.Value, flux);
        return Square(fitted.X) + Square(fitted.Y) < Square(psfs.Science.FwhmPixels) ? fitted : null;
    }

    private static double Square(double value) => value * value;
}

/// <summary>The pixels of the fits around a source.</summary>
internal sealed class SourceWindow
{
    private readonly SceneGrid _grid;
    private readonly int _first;

    /// <summary>Centres the window on the pixel of a source.</summary>
    public SourceWindow(DetectedSource source, SceneGrid grid)
    {
        var (column, row) = ((int)Math.Round(source.X), (int)Math.Round(source.Y));
        (X, Y, _grid) = (source.X - column, source.Y - row, grid);
        _first = ((row + grid.Centre) * grid.Stride) + column + grid.Centre;
        Pixels =
        [
            .. Enumerable
                .Range(0, PsfStamp.Side * PsfStamp.Side)
                .Select(i => ((i % PsfStamp.Side) - PsfStamp.Reach, (i / PsfStamp.Side) - PsfStamp.Reach))
                .Select(p => (p.Item1, p.Item2, Index(p.Item1, p.Item2))),
        ];
    }

    /// <summary>Columns from the window's central pixel to the source.</summary>
    public double X { get; }

    /// <summary>Rows from the window's central pixel to the source.</summary>
    public double Y { get; }

    /// <summary>Offsets of the pixels from the central one, and their indices on the grid.</summary>
    public IReadOnlyList<(int X, int Y, int Index)> Pixels { get; }

    /// <summary>The index on the grid of a pixel at an offset from the central one.</summary>
    public int Index(int x, int y) => _first + (y * _grid.Stride) + x;
}
