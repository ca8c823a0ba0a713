using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Detection;

/// <summary>A peak of a difference image.</summary>
/// <param name="X">Columns from the grid's central pixel, interpolated.</param>
/// <param name="Y">Rows from the grid's central pixel, interpolated.</param>
/// <param name="SignalToNoise">Value of the smoothed image over its noise; negative if the source is fainter than in the template.</param>
/// <param name="BoxSide">Longer side of the footprint's bounding box, pixels.</param>
/// <param name="Opposite">The strongest peak of the other sign in the footprint; null if there is none.</param>
internal sealed record DetectedSource(double X, double Y, double SignalToNoise, int BoxSide, DetectedPeak? Opposite);

/// <summary>A pixel of a smoothed difference image.</summary>
/// <param name="X">Columns from the grid's central pixel.</param>
/// <param name="Y">Rows from the grid's central pixel.</param>
/// <param name="SignalToNoise">Its value over its noise.</param>
internal readonly record struct DetectedPeak(int X, int Y, double SignalToNoise);

/// <summary>
/// Detects sources as Rubin's pipeline does (lsst/ip_diffim detectAndMeasure.py): the difference is smoothed with a Gaussian of the PSF's
/// width, pixels of either sign above five times their noise form footprints, those within two pixels are merged, and footprints grow by
/// 2.4 standard deviations of the PSF. Not thread-safe, because it has its own buffers.
/// </summary>
internal sealed class SourceDetector
{
    /// <summary>Threshold of detection.</summary>
    public const double Threshold = Distributions.DetectionThreshold;

    // Half of the window in which footprints are followed, about the largest cutout that Rubin ships.
    private const int Reach = 52;
    private const int Side = (2 * Reach) + 1;
    private const int MergePixels = 2;
    private const double GrowSigmas = 2.4;
    private const double KernelSigmas = 3.5;

    private readonly SceneGrid _grid;
    private readonly float[] _rows;
    private readonly float[] _map = new float[Side * Side];
    private readonly bool[] _seen = new bool[Side * Side];
    private readonly Stack<int> _pending = new();

    /// <summary>Creates a detector.</summary>
    public SourceDetector(SceneGrid grid) => (_grid, _rows) = (grid, new float[grid.Side * Side]);

    /// <summary>The highest peak of either sign near the centre; null if none is above the threshold.</summary>
    /// <param name="difference">The difference image.</param>
    /// <param name="variance">Its variance plane.</param>
    /// <param name="sigmaPixels">Standard deviation of the PSF.</param>
    /// <param name="reachPixels">Largest distance of the peak from the centre.</param>
    public DetectedSource? Detect(float[] difference, float[] variance, double sigmaPixels, double reachPixels)
    {
        Smooth(difference, variance, sigmaPixels);
        if (HighestPeak(reachPixels) is not { } peak || Math.Abs(peak.SignalToNoise) < Threshold)
        {
            return null;
        }

        var (box, opposite) = Footprint(peak);
        return new DetectedSource(
            peak.X + Vertex(At(peak.X - 1, peak.Y), At(peak.X, peak.Y), At(peak.X + 1, peak.Y)),
            peak.Y + Vertex(At(peak.X, peak.Y - 1), At(peak.X, peak.Y), At(peak.X, peak.Y + 1)),
            peak.SignalToNoise,
            box + (2 * (int)Math.Round(GrowSigmas * sigmaPixels)),
            opposite
        );
    }

    /// <summary>The offset of a parabola's vertex from the middle of three values, at most half a pixel.</summary>
    public static double Vertex(float before, float middle, float after)
    {
        var curvature = before - (2 * middle) + after;
        return curvature == 0 ? 0 : Math.Clamp(0.5 * (before - after) / curvature, -0.5, 0.5);
    }

    private float At(int x, int y) => _map[((y + Reach) * Side) + x + Reach];

    private void Smooth(float[] difference, float[] variance, double sigma)
    {
        var half = (int)Math.Ceiling(KernelSigmas * sigma);
        var kernel = Enumerable.Range(-half, (2 * half) + 1).Select(i => (float)Math.Exp(-0.5 * i * i / (sigma * sigma))).ToArray();
        var power = kernel.Sum(k => (double)k * k);
        for (var row = _grid.Centre - Reach - half; row <= _grid.Centre + Reach + half; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                var from = (row * _grid.Stride) + _grid.Centre - Reach + column - half;
                _rows[(row * Side) + column] = Product(difference, from, 1, kernel);
            }
        }

        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                var centre = ((_grid.Centre - Reach + row) * _grid.Stride) + _grid.Centre - Reach + column;
                var noise = MathF.Sqrt(variance[centre]) * (float)power;
                _map[(row * Side) + column] = Product(_rows, ((_grid.Centre - Reach + row - half) * Side) + column, Side, kernel) / noise;
            }
        }
    }

    private static float Product(float[] image, int first, int step, float[] kernel)
    {
        var sum = 0f;
        for (var i = 0; i < kernel.Length; i++)
        {
            sum += kernel[i] * image[first + (i * step)];
        }

        return sum;
    }

    private DetectedPeak? HighestPeak(double reach)
    {
        DetectedPeak? best = null;
        var most = (int)reach;
        for (var y = -most; y <= most; y++)
        {
            for (var x = -most; x <= most; x++)
            {
                var value = At(x, y);
                if ((x * x) + (y * y) <= reach * reach && Math.Abs(value) > Math.Abs(best?.SignalToNoise ?? 0) && IsPeak(x, y))
                {
                    best = new DetectedPeak(x, y, value);
                }
            }
        }

        return best;
    }

    private bool IsPeak(int x, int y)
    {
        var sign = MathF.Sign(At(x, y));
        for (var (i, value) = (0, sign * At(x, y)); i < 9; i++)
        {
            if (sign * At(x + (i % 3) - 1, y + (i / 3) - 1) > value)
            {
                return false;
            }
        }

        return true;
    }

    private (int Box, DetectedPeak? Opposite) Footprint(DetectedPeak peak)
    {
        Array.Clear(_seen);
        var (left, right, low, high) = (peak.X, peak.X, peak.Y, peak.Y);
        DetectedPeak? opposite = null;
        Visit(peak.X, peak.Y);
        while (_pending.TryPop(out var index))
        {
            var (x, y) = ((index % Side) - Reach, (index / Side) - Reach);
            (left, right, low, high) = (Math.Min(left, x), Math.Max(right, x), Math.Min(low, y), Math.Max(high, y));
            var value = _map[index];
            if (value * peak.SignalToNoise < 0 && Math.Abs(value) > Math.Abs(opposite?.SignalToNoise ?? 0))
            {
                opposite = new DetectedPeak(x, y, value);
            }

            for (var dy = -MergePixels; dy <= MergePixels; dy++)
            {
                for (var dx = -MergePixels; dx <= MergePixels; dx++)
                {
                    Visit(x + dx, y + dy);
                }
            }
        }

        return (1 + Math.Max(right - left, high - low), opposite);
    }

    private void Visit(int x, int y)
    {
        if (Math.Abs(x) > Reach || Math.Abs(y) > Reach)
        {
            return;
        }

        var index = ((y + Reach) * Side) + x + Reach;
        if (!_seen[index] && Math.Abs(_map[index]) >= Threshold)
        {
            _seen[index] = true;
            _pending.Push(index);
        }
    }
}
