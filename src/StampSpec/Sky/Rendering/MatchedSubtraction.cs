using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Rendering;

/// <summary>
/// Image subtraction as in Rubin's pipeline (lsst/ip_diffim): the template is convolved to the PSF of the visit and subtracted (Alard and
/// Lupton 1998, ApJ 503, 325), and the noise of the difference is made white again with one kernel: D = (N - K R) sqrt((s_n^2 + s_r^2) /
/// (s_n^2 + s_r^2 |K|^2)) in Fourier space (DMTN-021; Reiss and Lupton 2016). K is the regularised quotient of the PSFs that the pipeline
/// measures. It stands for the sum of Gaussians that the pipeline fits; a visit sharper than its template needs a deconvolution, which
/// leaves rings. Not thread-safe, because it has its own buffers.
/// </summary>
internal sealed class MatchedSubtraction
{
    // Where the template's PSF has little power, a sum of a few Gaussians cannot deconvolve it.
    private const float Regularisation = 0.04f;

    private readonly SceneGrid _grid;
    private readonly SceneTransform _transform;
    private readonly float[] _psfs;
    private readonly float[] _psfsImaginary;
    private readonly float[] _real;
    private readonly float[] _imaginary;
    private readonly float[] _differenceImaginary;

    /// <summary>Creates a subtraction.</summary>
    public MatchedSubtraction(SceneGrid grid, SceneTransform transform)
    {
        (_grid, _transform) = (grid, transform);
        (_psfs, _psfsImaginary) = (new float[grid.Length], new float[grid.Length]);
        (_real, _imaginary) = (new float[grid.Length], new float[grid.Length]);
        _differenceImaginary = new float[grid.Length];
    }

    /// <summary>Computes science minus matched template, nJy.</summary>
    /// <param name="images">Exposure and template.</param>
    /// <param name="visit">Their noise.</param>
    /// <param name="psfs">Their measured PSFs.</param>
    /// <param name="difference">Receives the difference.</param>
    public void Subtract(ExposurePair images, RubinVisit visit, PsfKnowledge psfs, float[] difference)
    {
        PsfGrid.Fill(_psfs, _grid, psfs.Science);
        PsfGrid.Fill(_psfsImaginary, _grid, psfs.Template);
        _transform.Forward(_psfs, _psfsImaginary);
        images.Science.CopyTo(_real, 0);
        images.Template.CopyTo(_imaginary, 0);
        _transform.Forward(_real, _imaginary);
        Array.Clear(difference);
        Array.Clear(_differenceImaginary);
        var (science, template) = ((float)(visit.ScienceNoise * visit.ScienceNoise), (float)(visit.TemplateNoise * visit.TemplateNoise));
        for (var row = 0; row < _grid.Side; row++)
        {
            for (var column = 0; column < _grid.Side; column++)
            {
                var (i, j) = ((row * _grid.Stride) + column, _grid.Mirror(row, column));
                var kernel = _psfs[i] * _psfsImaginary[i] / ((_psfsImaginary[i] * _psfsImaginary[i]) + (Regularisation * Regularisation));
                var whitening = 0.5f * MathF.Sqrt((science + template) / (science + (template * kernel * kernel)));
                difference[i] = whitening * (_real[i] + _real[j] - (kernel * (_imaginary[i] + _imaginary[j])));
                _differenceImaginary[i] = whitening * (_imaginary[i] - _imaginary[j] - (kernel * (_real[j] - _real[i])));
            }
        }

        _transform.Inverse(difference, _differenceImaginary);
    }
}
