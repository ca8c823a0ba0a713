using StampSpec.Seeds;

namespace StampSpec.Sky.Artefacts;

/// <summary>A hot or dead pixel of the exposure with, at times, charge in its neighbours.</summary>
/// <param name="X">Columns from the centre.</param>
/// <param name="Y">Rows from the centre.</param>
/// <param name="ChargeDn">Excess, DN; negative for a dead pixel.</param>
/// <param name="NeighbourShare">Share of the excess in the pixel above, in [0, 1].</param>
internal sealed record PixelDefect(int X, int Y, double ChargeDn, double NeighbourShare) : IArtefact
{
    /// <inheritdoc/>
    public void Apply(ExposurePair images, RandomSource random)
    {
        images.AddToScience(X, Y, ChargeDn);
        images.AddToScience(X, Y + 1, ChargeDn * NeighbourShare);
    }
}
