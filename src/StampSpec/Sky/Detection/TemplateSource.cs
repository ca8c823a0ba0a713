using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Detection;

/// <summary>
/// The source of the template that is nearest to a candidate, detected and measured as DAOPHOT does (Stetson 1987, PASP 99, 191):
/// convolution with a PSF lowered to zero sum, a fit of the PSF to the peak, and chi from the residuals.
/// </summary>
/// <param name="Flux">PSF flux, DN.</param>
/// <param name="Chi">Scatter of the residuals over that expected of noise and of an inexact PSF.</param>
internal sealed record TemplateSource(MeasuredFlux Flux, double Chi)
{
    private const double Threshold = 3.5;
    private const int KernelReach = 4;
    private const double ChiRadius = 2.5;
    private const double ReachArcsec = 30;

    // DAOPHOT's defaults: 0.75 % of each pixel for the flat field, 5 % of the PSF for its shape.
    private const double FlatError = 0.0075;
    private const double ProfileError = 0.05;

    // The errors of bright stars in the templates of real packets end at about 0.012 mag.
    private const double CalibrationError = 0.011;

    private static readonly IReadOnlyList<(int X, int Y)> Kernel = ObservedCandidate.Disc(KernelReach);

    /// <summary>Finds and measures the source; null if there is none within 30 arcsec.</summary>
    /// <param name="candidate">The candidate with its template.</param>
    /// <param name="shape">Its place.</param>
    public static TemplateSource? Nearest(ObservedCandidate candidate, CandidateShape shape)
    {
        var map = new DetectionMap(candidate, new PsfStamp(candidate.Psfs.Template, 0, 0));
        return candidate
            .Within(ReachArcsec / SceneGrid.Ztf.PixelScaleArcsec, shape.X, shape.Y)
            .Where(p => map.IsDetected(p.X, p.Y))
            .Select(map.Vertex)
            .OrderBy(p => ObservedCandidate.SquaredDistance(p.X - shape.X, p.Y - shape.Y))
            .Select(p => Fitted(candidate, p.X, p.Y))
            .FirstOrDefault(s => s.Flux.Value > 0);
    }

    // A fit of the PSF and a constant, with equal weights, so that the source's own light does not decide what weighs. The zero point comes
    // from fits of the same PSF to stars, so an error of the PSF that all stars share changes no flux.
    private static TemplateSource Fitted(ObservedCandidate candidate, double x, double y)
    {
        var (column, row) = ((int)Math.Round(x), (int)Math.Round(y));
        var psf = new PsfStamp(candidate.Psfs.Template, x - column, y - row);
        var star = new PsfStamp(candidate.Scene.Conditions.TemplatePsf, x - column, y - row);
        var mean = Kernel.Average(p => psf[p.X, p.Y]);
        var level = Kernel.Average(p => candidate.TemplateAt(column + p.X, row + p.Y));
        var (signal, norm, noise) = (0.0, 0.0, 0.0);
        foreach (var (i, j) in Kernel)
        {
            var weight = psf[i, j] - mean;
            (signal, norm) = (signal + (candidate.TemplateAt(column + i, row + j) * weight), norm + (star[i, j] * weight));
            noise += candidate.TemplateVarianceAt(column + i, row + j) * weight * weight;
        }

        var flux = signal / norm;
        var error = Math.Sqrt((noise / (norm * norm)) + (CalibrationError * flux * CalibrationError * flux));
        var ratios = Kernel
            .Where(p => ObservedCandidate.SquaredDistance(column + p.X - x, row + p.Y - y) <= ChiRadius * ChiRadius)
            .Select(p => SquaredRatio(candidate, column + p.X, row + p.Y, level - (flux * mean), flux * psf[p.X, p.Y]))
            .ToArray();
        return new TemplateSource(new MeasuredFlux(flux, error), Math.Sqrt(ratios.Sum() / (ratios.Length - 2)));
    }

    private static double SquaredRatio(ObservedCandidate candidate, int x, int y, double level, double light)
    {
        var value = candidate.TemplateAt(x, y);
        var residual = value - level - light;
        var errors = (FlatError * value * FlatError * value) + (ProfileError * light * ProfileError * light);
        return residual * residual / (candidate.TemplateVarianceAt(x, y) + errors);
    }

    /// <summary>The template convolved with its PSF lowered to zero sum, so that a slope is no detection.</summary>
    private sealed class DetectionMap
    {
        private const int Reach = 33;
        private const int Side = (2 * Reach) + 1;

        private readonly ObservedCandidate _candidate;
        private readonly double[] _flux = new double[Side * Side];
        private readonly double _norm;

        public DetectionMap(ObservedCandidate candidate, PsfStamp psf)
        {
            _candidate = candidate;
            var mean = Kernel.Average(p => psf[p.X, p.Y]);
            var weights = Kernel.Select(p => (p.X, p.Y, Weight: psf[p.X, p.Y] - mean)).ToArray();
            _norm = weights.Sum(w => w.Weight * w.Weight);
            foreach (var (x, y, weight) in weights)
            {
                Add(candidate, x, y, weight / _norm);
            }
        }

        public bool IsDetected(int x, int y)
        {
            var isInside = Math.Max(Math.Abs(x), Math.Abs(y)) < Reach;
            return isInside && IsPeak(x, y) && At(x, y) * Math.Sqrt(_norm / _candidate.TemplateVarianceAt(x, y)) >= Threshold;
        }

        public (double X, double Y) Vertex((int X, int Y) peak) => (peak.X + Vertex(peak, 1, 0), peak.Y + Vertex(peak, 0, 1));

        private double Vertex((int X, int Y) peak, int dx, int dy) =>
            SourceDetector.Vertex((float)At(peak.X - dx, peak.Y - dy), (float)At(peak.X, peak.Y), (float)At(peak.X + dx, peak.Y + dy));

        private void Add(ObservedCandidate candidate, int x, int y, double weight)
        {
            for (var row = 0; row < Side; row++)
            {
                var from = candidate.TemplateFrom(x - Reach, y + row - Reach, Side);
                var to = _flux.AsSpan(row * Side, Side);
                for (var column = 0; column < to.Length; column++)
                {
                    to[column] += weight * from[column];
                }
            }
        }

        private bool IsPeak(int x, int y)
        {
            for (var i = 0; i < 9; i++)
            {
                if (At(x + (i % 3) - 1, y + (i / 3) - 1) > At(x, y))
                {
                    return false;
                }
            }

            return true;
        }

        private double At(int x, int y) => _flux[((y + Reach) * Side) + x + Reach];
    }
}
