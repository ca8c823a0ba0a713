using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Rendering;

/// <summary>
/// Turns a scene into an exposure and a template, both without sky: point sources drawn with the PSFs, galaxies convolved in Fourier space,
/// photon, sky and read-out noise. Not thread-safe, because it has its own buffers.
/// </summary>
internal sealed class SceneRenderer
{
    private const float PhotonVariancePerDn = (float)(1 / (ObservingConditions.Gain * ObservingConditions.TemplateFrames));

    private static readonly SceneGrid Grid = SceneGrid.Ztf;
    private static readonly int NoiseSide = Grid.Side + 4;

    // Flat field, interpolation of an undersampled PSF and astrometric scatter change each pixel by this share of its light, so that bright
    // stars leave cores of several peaks and holes. Chosen for the share of alerts with two or more such peaks (108 AGN, 138
    // supernovae and 233 asteroids of ZTF: 17, 18 and 14 %).
    private const float PixelError = 0.014f;

    // Neighbouring pixels in a row of a real exposure are slightly anticorrelated.
    private const float RowCorrelation = -0.055f;

    private readonly SceneTransform _transform;
    private readonly float[] _galaxies = new float[Grid.Length];
    private readonly float[] _galaxiesImaginary = new float[Grid.Length];
    private readonly float[] _psfs = new float[Grid.Length];
    private readonly float[] _psfsImaginary = new float[Grid.Length];
    private readonly float[] _noise = new float[NoiseSide * Grid.Stride];

    private const double FaintestFluxDn = 20_000;

    private const double PeakShare = 4e-5;

    private const double LengthPixels = 9;

    private const double HalfWidthPixels = 0.7;

    /// <summary>Creates a renderer.</summary>
    public SceneRenderer(SceneTransform transform) => _transform = transform;

    /// <summary>Draws the scene and its noise into the images, then its artefacts.</summary>
    public void Render(Scene scene, ExposurePair images, RandomSource random)
    {
        images.Clear();
        AddGalaxies(scene, images);
        AddStars(scene, images, random);
        AddScienceNoise(scene.Conditions, images.Science, random);
        AddTemplateNoise(scene.Conditions, images.Template, random);
        foreach (var artefact in scene.Artefacts)
        {
            artefact.Apply(images, random);
        }
    }

    private static void AddStars(Scene scene, ExposurePair images, RandomSource random)
    {
        var conditions = scene.Conditions;
        var scienceFloor = 0.05 * conditions.ScienceNoiseDn;
        var templateFloor = 0.1 * conditions.TemplateNoiseDn;
        foreach (var star in scene.Stars)
        {
            if (star.ScienceFluxDn != 0)
            {
                ScenePainter.AddStar(images.Science, Grid, conditions.SciencePsf, star.X, star.Y, star.ScienceFluxDn, scienceFloor);
                Add(images.Science, star.X, star.Y, star.ScienceFluxDn);
            }

            if (star.TemplateFluxDn != 0)
            {
                var (x, y) = scene.Matching.Place(star, random);
                ScenePainter.AddStar(
                    images.Template,
                    Grid,
                    conditions.TemplatePsf,
                    x,
                    y,
                    star.TemplateFluxDn * scene.Matching.FluxRatio,
                    templateFloor
                );
                Add(images.Template, x, y, star.TemplateFluxDn);
            }
        }
    }

    // The galaxies are a real image. The two PSFs are the real and the imaginary part of one complex image, so that one transform makes
    // both convolutions.
    private void AddGalaxies(Scene scene, ExposurePair images)
    {
        if (scene.Galaxies.Count == 0)
        {
            return;
        }

        Array.Clear(_galaxies);
        Array.Clear(_galaxiesImaginary);
        foreach (var galaxy in scene.Galaxies)
        {
            GalaxyPainter.Add(_galaxies, Grid, galaxy);
        }

        PsfGrid.Fill(_psfs, Grid, scene.Conditions.SciencePsf);
        PsfGrid.Fill(_psfsImaginary, Grid, scene.Conditions.TemplatePsf);
        ConvolveGalaxies();
        for (var i = 0; i < Grid.Length; i++)
        {
            images.Science[i] += _galaxies[i];
            images.Template[i] += _galaxiesImaginary[i];
        }
    }

    private void ConvolveGalaxies()
    {
        _transform.Forward(_galaxies, _galaxiesImaginary);
        _transform.Forward(_psfs, _psfsImaginary);
        for (var i = 0; i < Grid.Length; i++)
        {
            var (a, b, c, d) = (_galaxies[i], _galaxiesImaginary[i], _psfs[i], _psfsImaginary[i]);
            (_galaxies[i], _galaxiesImaginary[i]) = ((a * c) - (b * d), (a * d) + (b * c));
        }

        _transform.Inverse(_galaxies, _galaxiesImaginary);
    }

    private void AddScienceNoise(ObservingConditions conditions, float[] science, RandomSource random)
    {
        var stripes = new ReadoutStripes(conditions.StripeDn, random);
        var skyVariance = (float)(conditions.ScienceNoiseDn * conditions.ScienceNoiseDn);
        DrawWhiteNoise(random);
        for (var row = 0; row < Grid.Side; row++)
        {
            var here = NoiseLine(row);
            var line = science.AsSpan(row * Grid.Stride, Grid.Side);
            for (var column = 0; column < line.Length; column++)
            {
                var white = here[column + 1] + (RowCorrelation * here[column]);
                var light = MathF.Max(line[column], 0);
                var error = PixelError * light;
                var sigma = MathF.Sqrt(skyVariance + (light / (float)ObservingConditions.Gain) + (error * error));
                line[column] += (sigma * white) + stripes.At(row, column);
            }
        }
    }

    // Resampling by a windowed sinc (Lanczos) correlates neighbours by 0.12 to 0.3 and pixels two apart by about -0.1, as in ZTF's
    // templates.
    private void AddTemplateNoise(ObservingConditions conditions, float[] template, RandomSource random)
    {
        var skyVariance = (float)(conditions.TemplateNoiseDn * conditions.TemplateNoiseDn);
        DrawWhiteNoise(random);
        var first = (float)random.NextDouble(0.07, 0.16);
        for (var row = 0; row < NoiseSide; row++)
        {
            Smooth(_noise.AsSpan(row * Grid.Stride), 1, first);
        }

        for (var column = 0; column < Grid.Side; column++)
        {
            Smooth(_noise.AsSpan(column), Grid.Stride, first);
        }

        for (var row = 0; row < Grid.Side; row++)
        {
            var noise = NoiseLine(row);
            var line = template.AsSpan(row * Grid.Stride, Grid.Side);
            for (var column = 0; column < line.Length; column++)
            {
                line[column] += MathF.Sqrt(skyVariance + (MathF.Max(line[column], 0) * PhotonVariancePerDn)) * noise[column];
            }
        }
    }

    // A filter of five taps, in place: each result replaces the first of its five inputs.
    private static void Smooth(Span<float> line, int step, float first)
    {
        const float second = -0.06f;
        var norm = 1 / MathF.Sqrt(1 + (2 * first * first) + (2 * second * second));
        for (var i = 0; i < Grid.Side; i++)
        {
            var outer = line[i * step] + line[(i + 4) * step];
            var inner = line[(i + 1) * step] + line[(i + 3) * step];
            line[i * step] = norm * (line[(i + 2) * step] + (first * inner) + (second * outer));
        }
    }

    // Four more rows and columns than the grid, for the taps of the filter.
    private void DrawWhiteNoise(RandomSource random)
    {
        for (var row = 0; row < NoiseSide; row++)
        {
            foreach (ref var pixel in NoiseLine(row))
            {
                pixel = (float)random.NextNormal();
            }
        }
    }

    private Span<float> NoiseLine(int row) => _noise.AsSpan(row * Grid.Stride, NoiseSide);

    /// <summary>Adds the horizontal spike of a star, if the star is bright enough to show it.</summary>
    private static void Add(Span<float> grid, double x, double y, double fluxDn)
    {
        if (fluxDn < FaintestFluxDn)
        {
            return;
        }

        var (centreColumn, centreRow) = (x + Grid.Centre, y + Grid.Centre);
        for (var row = Math.Max(0, (int)centreRow - 2); row <= Math.Min(Grid.Side - 1, (int)centreRow + 3); row++)
        {
            var across = (row - centreRow) / HalfWidthPixels;
            var strength = fluxDn * PeakShare * Math.Exp(-0.5 * across * across);
            for (var column = 0; column < Grid.Side; column++)
            {
                grid[(row * Grid.Stride) + column] += (float)(strength * Math.Exp(-Math.Abs(column - centreColumn) / LengthPixels));
            }
        }
    }
}

/// <summary>
/// The pattern of ZTF's read-out, with a period of three columns: one part is the same in all rows, the other changes sign from row to row.
/// It causes two peaks in the mean power spectrum of real cutouts, at (1/3, 0) and (1/3, 1/2) cycles a pixel.
/// </summary>
internal readonly struct ReadoutStripes
{
    private readonly float[] _steady;
    private readonly float[] _alternating;

    /// <summary>Draws phases and amplitudes.</summary>
    public ReadoutStripes(double amplitudeDn, RandomSource random)
    {
        _steady = Wave(amplitudeDn, random.NextDouble(0, 2 * Math.PI));
        _alternating = Wave(amplitudeDn * random.NextDouble(0, 1), random.NextDouble(0, 2 * Math.PI));
    }

    /// <summary>The pattern at a pixel, DN.</summary>
    public float At(int row, int column) => _steady[column % 3] + (row % 2 == 0 ? _alternating[column % 3] : -_alternating[column % 3]);

    private static float[] Wave(double amplitude, double phase) =>
        [.. Enumerable.Range(0, 3).Select(i => (float)(amplitude * Math.Cos((2 * Math.PI * i / 3) + phase)))];
}
