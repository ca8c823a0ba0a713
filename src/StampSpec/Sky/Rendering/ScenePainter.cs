using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Rendering;

/// <summary>
/// Adds point sources to a scene grid; coordinates are pixels from the grid's central pixel, x along columns, y along rows.
/// </summary>
internal static class ScenePainter
{
    /// <summary>Adds a star, out to the radius at which it reaches a faintest surface brightness.</summary>
    /// <param name="image">A buffer of <see cref="SceneGrid.Length"/>.</param>
    /// <param name="grid">Its pixel grid.</param>
    /// <param name="psf">The image's point-spread function.</param>
    /// <param name="x">Columns from the centre.</param>
    /// <param name="y">Rows from the centre.</param>
    /// <param name="flux">Flux, DN; positive or negative.</param>
    /// <param name="faintestDn">Surface brightness below which nothing is drawn, DN per pixel.</param>
    public static void AddStar(Span<float> image, SceneGrid grid, TabulatedMoffat psf, double x, double y, double flux, double faintestDn)
    {
        var radius = Math.Ceiling(psf.RadiusAbove(flux, faintestDn));
        var (centreColumn, centreRow) = (x + grid.Centre, y + grid.Centre);
        var firstRow = Math.Max(0, (int)Math.Ceiling(centreRow - radius));
        var lastRow = Math.Min(grid.Side - 1, (int)Math.Floor(centreRow + radius));
        var firstColumn = Math.Max(0, (int)Math.Ceiling(centreColumn - radius));
        var lastColumn = Math.Min(grid.Side - 1, (int)Math.Floor(centreColumn + radius));
        for (var row = firstRow; row <= lastRow; row++)
        {
            var line = image.Slice(row * grid.Stride, grid.Side);
            var dy = row - centreRow;
            for (var column = firstColumn; column <= lastColumn; column++)
            {
                line[column] += (float)(flux * PixelMean(psf, column - centreColumn, dy));
            }
        }
    }

    /// <summary>
    /// Mean surface brightness, for unit flux, of the pixel at an offset from the source. It is averaged over a lattice of points, which is
    /// finer near the centre.
    /// </summary>
    public static double PixelMean(TabulatedMoffat psf, double dx, double dy)
    {
        var distance = Math.Max(Math.Abs(dx), Math.Abs(dy)) / Math.Max(psf.FwhmPixels, 2);
        var lattice =
            distance < 0.8 ? 4
            : distance < 2 ? 2
            : 1;
        var sum = 0.0;
        for (var i = 0; i < lattice; i++)
        {
            for (var j = 0; j < lattice; j++)
            {
                sum += psf.At(dx + ((i + 0.5) / lattice) - 0.5, dy + ((j + 0.5) / lattice) - 0.5);
            }
        }

        return sum / (lattice * lattice);
    }
}
