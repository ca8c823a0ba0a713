using System.Numerics;
using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Rendering;

/// <summary>
/// Turns a scene into a visit of Rubin and its template, in nJy, with their variance planes: point sources drawn with the PSFs, galaxies
/// and trails convolved in Fourier space, photon, sky and read-out noise. Not thread-safe, because it has its own buffers.
/// </summary>
internal sealed class VisitRenderer
{
    private const float FaintestSigma = 0.03f;
    private const double LeastLobedSignal = 50;
    private const double LobeRadius = 0.45;
    private const int Lobes = 6;

    private readonly SceneGrid _grid;
    private readonly SceneTransform _transform;
    private readonly TemplateNoise _templateNoise;
    private readonly float[] _real;
    private readonly float[] _imaginary;
    private readonly float[] _psfs;
    private readonly float[] _psfsImaginary;
    private readonly float[] _science;
    private readonly float[] _template;

    /// <summary>Creates a renderer.</summary>
    public VisitRenderer(SceneGrid grid, SceneTransform transform)
    {
        (_grid, _transform, _templateNoise) = (grid, transform, new TemplateNoise(grid));
        (_real, _imaginary) = (new float[grid.Length], new float[grid.Length]);
        (_psfs, _psfsImaginary) = (new float[grid.Length], new float[grid.Length]);
        (_science, _template) = (new float[grid.Length], new float[grid.Length]);
    }

    /// <summary>Draws the scene and its noise into the images, then its artefacts.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="visit">The visit and its template.</param>
    /// <param name="images">Receives both images.</param>
    /// <param name="variances">Receives the variance planes of both images.</param>
    /// <param name="random">Source of random numbers.</param>
    public void Render(SkyScene scene, RubinVisit visit, ExposurePair images, ExposurePair variances, RandomSource random)
    {
        images.Clear();
        variances.Clear();
        AddExtended(scene, visit, images, random);
        AddPoints(scene, visit, images, random);
        AddScienceNoise(visit, images.Science, random);
        _templateNoise.AddTo(images.Template, variances.Template, visit, random);
        foreach (var artefact in scene.Artefacts)
        {
            artefact.Apply(images, random);
        }

        // The pipeline computes the variance of a visit from its noisy pixels: V = V0 + g I.
        var (sky, gain) = ((float)(visit.ScienceNoise * visit.ScienceNoise), (float)visit.NanojanskyPerElectron);
        for (var i = 0; i < _grid.Length; i++)
        {
            // Uniform numbers of unit variance are enough for the flat field's scatter.
            var flat = 1 + ((float)(RubinVisit.FlatFieldScatter * Math.Sqrt(12)) * (float)(random.NextDouble() - 0.5));
            variances.Science[i] = flat * MathF.Max(0.25f * sky, sky + (gain * images.Science[i]));
        }
    }

    private static (double X, double Y) Place(RubinVisit visit, double xArcsec, double yArcsec, double scaleArcsec) =>
        ((xArcsec / scaleArcsec) + visit.PointingPixels.X, (yArcsec / scaleArcsec) + visit.PointingPixels.Y);

    private void AddPoints(SkyScene scene, RubinVisit visit, ExposurePair images, RandomSource random)
    {
        var matching = scene.Matching ?? visit.Matching;
        var (scienceFloor, templateFloor) = (FaintestSigma * visit.ScienceNoise, FaintestSigma * visit.TemplateNoise);
        foreach (var point in scene.Points)
        {
            var (x, y) = Place(visit, point.XArcsec, point.YArcsec, _grid.PixelScaleArcsec);
            if (point.FluxNanojansky != 0)
            {
                ScenePainter.AddStar(images.Science, _grid, visit.SciencePsf, x, y, point.FluxNanojansky, scienceFloor);
                AddLobes(images.Science, visit, x, y, point.FluxNanojansky);
            }

            if (point.TemplateFluxNanojansky != 0)
            {
                var (u, v) = (
                    x + matching.ShiftX + (visit.StarShiftPixels * random.NextNormal()),
                    y + matching.ShiftY + (visit.StarShiftPixels * random.NextNormal())
                );
                var flux = point.TemplateFluxNanojansky * matching.FluxRatio;
                ScenePainter.AddStar(images.Template, _grid, visit.TemplatePsf, u, v, flux, templateFloor);
            }
        }
    }

    // Six lobes around the star, alternately brighter and fainter, whose sum is 0. They are invisible around faint stars.
    private void AddLobes(float[] science, RubinVisit visit, double x, double y, double flux)
    {
        if (flux < LeastLobedSignal * visit.FluxNoise)
        {
            return;
        }

        var radius = LobeRadius * visit.SciencePsf.FwhmPixels;
        for (var lobe = 0; lobe < Lobes; lobe++)
        {
            var (sine, cosine) = Math.SinCos(visit.Trefoil.AngleRad + (2 * Math.PI * lobe / Lobes));
            var share = (lobe % 2 == 0 ? 2 : -2) * visit.Trefoil.Share / Lobes;
            var (u, v) = (x + (radius * cosine), y + (radius * sine));
            ScenePainter.AddStar(science, _grid, visit.SciencePsf, u, v, share * flux, FaintestSigma * visit.ScienceNoise);
        }
    }

    // Sources of the exposure are the real part and those of the template the imaginary part of one complex image, and so are the PSFs.
    // Three transforms then make both convolutions.
    private void AddExtended(SkyScene scene, RubinVisit visit, ExposurePair images, RandomSource random)
    {
        PaintExtended(scene, visit, random);
        PsfGrid.Fill(_psfs, _grid, visit.SciencePsf);
        PsfGrid.Fill(_psfsImaginary, _grid, visit.TemplatePsf);
        _transform.Forward(_psfs, _psfsImaginary);
        _transform.Forward(_science, _template);
        Multiply(scene.Matching ?? visit.Matching);
        _transform.Inverse(_real, _imaginary);
        for (var i = 0; i < _grid.Length; i++)
        {
            images.Science[i] = _real[i];
            images.Template[i] = _imaginary[i];
        }
    }

    private void PaintExtended(SkyScene scene, RubinVisit visit, RandomSource random)
    {
        Array.Clear(_science);
        Array.Clear(_template);
        foreach (var galaxy in scene.Galaxies)
        {
            var source = galaxy.InPixels(_grid.PixelScaleArcsec);
            GalaxyPainter.Add(
                _science,
                _grid,
                source with
                {
                    X = source.X + visit.PointingPixels.X,
                    Y = source.Y + visit.PointingPixels.Y,
                }
            );
        }

        _science.CopyTo(_template, 0);
        foreach (var trail in scene.Trails)
        {
            TrailPainter.Add(trail.Exposure == SkyExposure.Science ? _science : _template, _grid, trail, visit.PointingPixels);
        }

        var angle = random.NextDouble(0, Math.PI / 2);
        foreach (var point in scene.Points)
        {
            var (x, y) = Place(visit, point.XArcsec, point.YArcsec, _grid.PixelScaleArcsec);
            SpikePainter.Add(_science, _grid, x, y, point.FluxNanojansky, angle);
        }
    }

    // With X = A + i B, A and B real images, the spectrum of A is (X + conj X') / 2 and that of B is (X - conj X') / 2i, where ' is the
    // opposite frequency. The spectra of the PSFs are real, because the PSFs are symmetric. The template is shifted by its registration
    // error and scaled by its flux error. Spectra are transposed: rows are frequencies along x.
    private void Multiply(TemplateMatching matching)
    {
        var (alongRows, alongColumns) = (Phases(matching.ShiftX), Phases(matching.ShiftY));
        for (var row = 0; row < _grid.Side; row++)
        {
            for (var column = 0; column < _grid.Side; column++)
            {
                var (i, j) = ((row * _grid.Stride) + column, _grid.Mirror(row, column));
                var (a, ai) = (0.5f * (_science[i] + _science[j]), 0.5f * (_template[i] - _template[j]));
                var (b, bi) = (0.5f * (_template[i] + _template[j]), 0.5f * (_science[j] - _science[i]));
                var phase = alongRows[row] * alongColumns[column];
                var (cosine, sine) = ((float)phase.Real, (float)phase.Imaginary);
                var (ps, pt) = (_psfs[i], _psfsImaginary[i] * (float)matching.FluxRatio);
                var (t, ti) = (pt * ((b * cosine) - (bi * sine)), pt * ((b * sine) + (bi * cosine)));
                _real[i] = (a * ps) - ti;
                _imaginary[i] = (ai * ps) + t;
            }
        }
    }

    private Complex[] Phases(double shift) =>
        [.. Enumerable.Range(0, _grid.Side).Select(k => Complex.FromPolarCoordinates(1, -2 * Math.PI * Signed(k) * shift / _grid.Side))];

    private int Signed(int frequency) => frequency > _grid.Centre ? frequency - _grid.Side : frequency;

    private void AddScienceNoise(RubinVisit visit, float[] science, RandomSource random)
    {
        var (sky, gain) = ((float)(visit.ScienceNoise * visit.ScienceNoise), (float)visit.NanojanskyPerElectron);
        for (var row = 0; row < _grid.Side; row++)
        {
            foreach (ref var pixel in science.AsSpan(row * _grid.Stride, _grid.Side))
            {
                pixel += MathF.Sqrt(sky + (gain * MathF.Max(pixel, 0))) * (float)random.NextNormal();
            }
        }
    }
}
