using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Rendering;

/// <summary>
/// Image subtraction by Zackay, Ofek and Gal-Yam (2016, ApJ 830, 27), equation 13: D = (F_r P_r N - F_n P_n R) / sqrt(s_n^2 F_r^2 |P_r|^2 +
/// s_r^2 F_n^2 |P_n|^2) in Fourier space, scaled back to the exposure's DN by F_D (equation 15). N and R are the exposure and the template;
/// P, F and s are their PSFs, flux scales (1, because they are matched) and noise. The PSFs are those that the pipeline measures, with
/// small errors. Not thread-safe, because it has its own buffers.
/// </summary>
internal sealed class ZogySubtraction
{
    // At frequencies without power in both PSFs the quotient would be rounding noise. A floor at this fraction of the peak limits it.
    private const float Floor = 0.002f;
    private const int Taper = 6;
    private static readonly SceneGrid Grid = SceneGrid.Ztf;
    private static readonly float[] Window = [.. Enumerable.Range(0, Grid.Side).Select(WindowAt)];

    private readonly SceneTransform _transform;
    private readonly float[] _imaginary = new float[Grid.Length];
    private readonly float[] _sciencePsf = new float[Grid.Length];
    private readonly float[] _templatePsf = new float[Grid.Length];
    private readonly float[] _real = new float[Grid.Length];
    private readonly float[] _differenceImaginary = new float[Grid.Length];

    /// <summary>Creates a subtraction.</summary>
    public ZogySubtraction(SceneTransform transform) => _transform = transform;

    /// <summary>Computes science minus template, DN, on the scene grid. The outer pixels of the margin fade to zero.</summary>
    public void Subtract(ExposurePair images, ObservingConditions conditions, PsfKnowledge psfs, float[] difference)
    {
        PsfGrid.Fill(_sciencePsf, Grid, psfs.Science);
        PsfGrid.Fill(_templatePsf, Grid, psfs.Template);
        _transform.Forward(_sciencePsf, _templatePsf);
        ApplyWindow(images.Science, _real);
        ApplyWindow(images.Template, _imaginary);
        _transform.Forward(_real, _imaginary);
        Divide(conditions, difference);
    }

    // Symmetric PSFs have real spectra, so one transform of P_n + i P_r gives one in the real and the other in the imaginary part.
    private void Divide(ObservingConditions conditions, float[] difference)
    {
        var (scienceVariance, templateVariance) = ((float)Square(conditions.ScienceNoiseDn), (float)Square(conditions.TemplateNoiseDn));
        var scale = MathF.Sqrt(scienceVariance + templateVariance);
        Array.Clear(difference);
        var imaginary = _differenceImaginary;
        Array.Clear(imaginary);
        for (var row = 0; row < Grid.Side; row++)
        {
            for (var column = 0; column < Grid.Side; column++)
            {
                var i = (row * Grid.Stride) + column;
                var mirror = Grid.Mirror(row, column);
                var (pn, pr) = (_sciencePsf[i], _templatePsf[i]);
                var quotient =
                    scale / MathF.Sqrt((scienceVariance * pr * pr) + (templateVariance * pn * pn) + (scienceVariance * Floor * Floor));
                difference[i] = 0.5f * quotient * ((pr * (_real[i] + _real[mirror])) - (pn * (_imaginary[i] + _imaginary[mirror])));
                imaginary[i] = 0.5f * quotient * ((pr * (_imaginary[i] - _imaginary[mirror])) + (pn * (_real[i] - _real[mirror])));
            }
        }

        _transform.Inverse(difference, imaginary);
    }

    private static void ApplyWindow(float[] from, float[] to)
    {
        for (var row = 0; row < Grid.Side; row++)
        {
            for (var column = 0; column < Grid.Side; column++)
            {
                to[(row * Grid.Stride) + column] = from[(row * Grid.Stride) + column] * Window[row] * Window[column];
            }
        }
    }

    private static float WindowAt(int index)
    {
        var depth = Math.Min(index, Grid.Side - 1 - index);
        return depth >= Taper ? 1 : (float)(0.5 - (0.5 * Math.Cos(Math.PI * (depth + 0.5) / Taper)));
    }

    private static double Square(double value) => value * value;
}
