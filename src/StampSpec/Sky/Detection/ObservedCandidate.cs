using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Detection;

/// <summary>A candidate of ZTF with the images in which a pipeline measures it. They are on the scene grid and without sky.</summary>
/// <param name="Scene">What was drawn. Of it, measurements use only noise and depth, which a pipeline knows from the whole frame.</param>
/// <param name="Psfs">The PSFs that the pipeline knows.</param>
/// <param name="Images">Exposure, template and mask.</param>
/// <param name="Difference">Exposure minus template.</param>
/// <param name="Sign">1 if the candidate is brighter than the template, -1 if it is fainter.</param>
internal sealed record ObservedCandidate(Scene Scene, PsfKnowledge Psfs, ExposurePair Images, float[] Difference, int Sign)
{
    private static readonly SceneGrid Grid = SceneGrid.Ztf;

    /// <summary>Pixels from the central one to the edge of the cutout.</summary>
    public static int CutoutReach { get; } = Grid.CutoutSide / 2;

    /// <summary>Pixels from the central one to an edge of the detector; null if the cutout contains none.</summary>
    public int? EdgePixels =>
        Enumerable
            .Range(1, CutoutReach)
            .Where(d => IsMissingFrom(d, 1, 0) || IsMissingFrom(d, -1, 0) || IsMissingFrom(d, 0, 1) || IsMissingFrom(d, 0, -1))
            .Select(d => (int?)d)
            .FirstOrDefault();

    /// <summary>The difference at an offset from the central pixel, positive where the candidate is, DN.</summary>
    public double DifferenceAt(int x, int y) => Sign * Difference[IndexOf(x, y)];

    /// <summary>The template at an offset from the central pixel, DN.</summary>
    public double TemplateAt(int x, int y) => Images.Template[IndexOf(x, y)];

    /// <summary>Pixels of a row of the template, from an offset onwards.</summary>
    public ReadOnlySpan<float> TemplateFrom(int x, int y, int pixels) => Images.Template.AsSpan(IndexOf(x, y), pixels);

    /// <summary>Whether a pixel is masked.</summary>
    public bool IsMissing(int x, int y) => Images.Missing[IndexOf(x, y)];

    /// <summary>Variance of the difference by the sky, the read-out and the photons of sources in both images, DN^2.</summary>
    public double VarianceAt(int x, int y)
    {
        var noise = Scene.Conditions.ScienceNoiseDn;
        var photons = Math.Max(0, Images.Science[IndexOf(x, y)]) / ObservingConditions.Gain;
        return (noise * noise) + photons + TemplateVarianceAt(x, y);
    }

    /// <summary>Variance of the template, DN^2.</summary>
    public double TemplateVarianceAt(int x, int y)
    {
        var noise = Scene.Conditions.TemplateNoiseDn;
        var photons = Math.Max(0, Images.Template[IndexOf(x, y)]) / (ObservingConditions.Gain * ObservingConditions.TemplateFrames);
        return (noise * noise) + photons;
    }

    /// <summary>The pixels that are not masked within a radius of a point, as offsets from the central one.</summary>
    public IEnumerable<(int X, int Y)> Within(double radius, double x, double y)
    {
        for (var row = (int)Math.Ceiling(y - radius); row <= y + radius; row++)
        {
            for (var column = (int)Math.Ceiling(x - radius); column <= x + radius; column++)
            {
                if (SquaredDistance(column - x, row - y) <= radius * radius && !IsMissing(column, row))
                {
                    yield return (column, row);
                }
            }
        }
    }

    /// <summary>The offsets of all pixels within a radius of the central one.</summary>
    public static IReadOnlyList<(int X, int Y)> Disc(int radius)
    {
        var side = (2 * radius) + 1;
        return
        [
            .. Enumerable
                .Range(0, side * side)
                .Select(i => (X: (i % side) - radius, Y: (i / side) - radius))
                .Where(p => (p.X * p.X) + (p.Y * p.Y) <= radius * radius),
        ];
    }

    /// <summary>The square of the length of an offset.</summary>
    public static double SquaredDistance(double x, double y) => (x * x) + (y * y);

    // Whether the cutout is masked from a distance onwards: along the middle of an edge and along both of its ends.
    private bool IsMissingFrom(int distance, int alongX, int alongY)
    {
        for (var d = distance; d <= CutoutReach; d++)
        {
            for (var across = -CutoutReach; across <= CutoutReach; across += CutoutReach)
            {
                if (!IsMissing((alongX * d) + (alongY * across), (alongY * d) + (alongX * across)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static int IndexOf(int x, int y) => ((y + Grid.Centre) * Grid.Stride) + x + Grid.Centre;
}
