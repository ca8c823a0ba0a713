using StampSpec.Seeds;

namespace StampSpec.Sky.Artefacts;

/// <summary>A rectangle of masked pixels: the pipeline's mask over a saturated star.</summary>
/// <param name="FirstX">First column from the centre.</param>
/// <param name="FirstY">First row from the centre.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
internal sealed record MissingBlock(int FirstX, int FirstY, int Width, int Height) : IArtefact
{
    /// <inheritdoc/>
    public void Apply(ExposurePair images, RandomSource random)
    {
        for (var y = FirstY; y < FirstY + Height; y++)
        {
            for (var x = FirstX; x < FirstX + Width; x++)
            {
                images.Mask(x, y);
            }
        }
    }
}
