using StampSpec.Seeds;

namespace StampSpec.Sky.Artefacts;

/// <summary>Clips the exposure and the template at full well and lets the charge that does not fit bleed along the columns.</summary>
/// <param name="FullWellDn">Largest pixel value above the sky, DN.</param>
internal sealed record Saturation(double FullWellDn) : IArtefact
{
    /// <inheritdoc/>
    public void Apply(ExposurePair images, RandomSource random)
    {
        for (var column = 0; column < SceneGrid.Side; column++)
        {
            Bleed(images.Science, column);
            Bleed(images.Template, column);
        }
    }

    private void Bleed(float[] image, int column)
    {
        var carried = 0f;
        for (var row = 0; row < SceneGrid.Side; row++)
        {
            ref var pixel = ref image[(row * SceneGrid.Stride) + column];
            var total = pixel + carried;
            pixel = MathF.Min(total, (float)FullWellDn);
            carried = MathF.Max(0, 0.8f * (total - pixel));
        }
    }
}
