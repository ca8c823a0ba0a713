using StampSpec.Seeds;

namespace StampSpec.Sky.Artefacts;

/// <summary>A cluster of hot or dead pixels of the exposure: one to about four pixels each way, sharper than any star.</summary>
/// <param name="X">Columns from the centre.</param>
/// <param name="Y">Rows from the centre.</param>
/// <param name="WidthX">Gaussian half-width along columns, pixels.</param>
/// <param name="WidthY">Gaussian half-width along rows, pixels.</param>
/// <param name="PeakDn">Excess at the centre, DN; negative for dead pixels.</param>
internal sealed record PixelDefect(double X, double Y, double WidthX, double WidthY, double PeakDn) : IArtefact
{
    private const int Reach = 5;

    /// <inheritdoc/>
    public void Apply(ExposurePair images, RandomSource random)
    {
        for (var y = -Reach; y <= Reach; y++)
        {
            for (var x = -Reach; x <= Reach; x++)
            {
                var (u, v) = ((x - X) / WidthX, (y - Y) / WidthY);
                // Pixels of a cluster differ.
                images.AddToScience(x, y, PeakDn * Math.Exp(-0.5 * ((u * u) + (v * v))) * random.NextDouble(0.6, 1.2));
            }
        }
    }
}
