using StampSpec.Seeds;

namespace StampSpec.Sky.Artefacts;

/// <summary>A hot or trapping column: one column, or a few, off by an amount from a row onwards.</summary>
/// <param name="X">Columns from the centre.</param>
/// <param name="FirstY">First affected row from the centre; the rows above follow.</param>
/// <param name="Columns">Number of columns, at least 1.</param>
/// <param name="OffsetDn">Excess per pixel, DN; either sign.</param>
internal sealed record BadColumn(int X, int FirstY, int Columns, double OffsetDn) : IArtefact
{
    /// <inheritdoc/>
    public void Apply(ExposurePair images, RandomSource random)
    {
        for (var y = FirstY; y <= SceneGrid.Centre; y++)
        {
            for (var column = 0; column < Columns; column++)
            {
                images.AddToScience(X + column, y, OffsetDn * (0.85 + (0.3 * random.NextDouble())));
            }
        }
    }
}
