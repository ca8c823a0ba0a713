using StampSpec.Seeds;

namespace StampSpec.Sky;

/// <summary>
/// Turns a scene into an exposure and a template, both without sky: point sources by their PSFs, galaxies convolved in Fourier space, photon, sky and
/// read-out noise. Owns its buffers: one renderer, one thread.
/// </summary>
internal sealed class SceneRenderer
{
    private const double FramesPerTemplate = 15;

    private readonly GridTransform _transform;
    private readonly float[] _galaxies = new float[SceneGrid.Length];
    private readonly float[] _galaxiesImaginary = new float[SceneGrid.Length];
    private readonly float[] _psfs = new float[SceneGrid.Length];
    private readonly float[] _psfsImaginary = new float[SceneGrid.Length];
    private readonly float[] _noise = new float[SceneGrid.Length];

    /// <summary>Creates a renderer.</summary>
    public SceneRenderer(GridTransform transform) => _transform = transform;

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
        var scienceFloor = 0.03 * conditions.ScienceNoiseDn;
        var templateFloor = 0.05 * conditions.TemplateNoiseDn;
        foreach (var star in scene.Stars)
        {
            if (star.ScienceFluxDn != 0)
            {
                ScenePainter.AddStar(images.Science, conditions.SciencePsf, star.X, star.Y, star.ScienceFluxDn, scienceFloor);
            }

            if (star.TemplateFluxDn != 0)
            {
                var (x, y) = scene.Matching.Place(star, random);
                ScenePainter.AddStar(images.Template, conditions.TemplatePsf, x, y, star.TemplateFluxDn * scene.Matching.FluxRatio, templateFloor);
            }
        }
    }

    // The spectra of two real images, one in each part, times a real image's spectrum: both convolutions in one transform.
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
            GalaxyPainter.Add(_galaxies, galaxy);
        }

        PsfGrid.Fill(_psfs, scene.Conditions.SciencePsf);
        PsfGrid.Fill(_psfsImaginary, scene.Conditions.TemplatePsf);
        _transform.Forward(_galaxies, _galaxiesImaginary);
        _transform.Forward(_psfs, _psfsImaginary);
        for (var i = 0; i < SceneGrid.Length; i++)
        {
            var (a, b, c, d) = (_galaxies[i], _galaxiesImaginary[i], _psfs[i], _psfsImaginary[i]);
            (_galaxies[i], _galaxiesImaginary[i]) = ((a * c) - (b * d), (a * d) + (b * c));
        }

        _transform.Inverse(_galaxies, _galaxiesImaginary);
        for (var i = 0; i < SceneGrid.Length; i++)
        {
            images.Science[i] += _galaxies[i];
            images.Template[i] += _galaxiesImaginary[i];
        }
    }

    private static void AddScienceNoise(ObservingConditions conditions, float[] science, RandomSource random)
    {
        var stripes = new ReadoutStripes(conditions.StripeDn, random);
        var skyVariance = conditions.ScienceNoiseDn * conditions.ScienceNoiseDn;
        for (var row = 0; row < SceneGrid.Side; row++)
        {
            var line = science.AsSpan(row * SceneGrid.Stride, SceneGrid.Side);
            for (var column = 0; column < line.Length; column++)
            {
                var sigma = Math.Sqrt(skyVariance + (Math.Max(line[column], 0) / ObservingConditions.Gain));
                line[column] += (float)((sigma * random.NextNormal()) + stripes.At(row, column));
            }
        }
    }

    // Resampling smooths the template's noise: neighbours correlate by about 0.26, as in ZTF's templates.
    private void AddTemplateNoise(ObservingConditions conditions, float[] template, RandomSource random)
    {
        const float side = 0.14f;
        var norm = 1 / (1 + (2 * side * side));
        var skyVariance = conditions.TemplateNoiseDn * conditions.TemplateNoiseDn;
        for (var i = 0; i < SceneGrid.Side * SceneGrid.Stride; i++)
        {
            _noise[i] = (float)random.NextNormal();
        }

        for (var row = 0; row < SceneGrid.Side; row++)
        {
            for (var column = 0; column < SceneGrid.Side; column++)
            {
                var smooth = (RowSum(row, column, side) + (side * (RowSum(row - 1, column, side) + RowSum(row + 1, column, side)))) * norm;
                ref var pixel = ref template[(row * SceneGrid.Stride) + column];
                pixel += (float)Math.Sqrt(skyVariance + (Math.Max(pixel, 0) / (ObservingConditions.Gain * FramesPerTemplate))) * smooth;
            }
        }
    }

    private float RowSum(int row, int column, float side)
    {
        var line = (row + SceneGrid.Side) % SceneGrid.Side * SceneGrid.Stride;
        return _noise[line + column] + (side * (_noise[line + ((column + 1) % SceneGrid.Side)] + _noise[line + ((column + SceneGrid.Side - 1) % SceneGrid.Side)]));
    }
}
