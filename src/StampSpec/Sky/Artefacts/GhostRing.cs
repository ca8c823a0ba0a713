using StampSpec.Seeds;

namespace StampSpec.Sky.Artefacts;

/// <summary>
/// A reflection of a bright star off the optics: an out-of-focus image of the pupil, an annulus with the shadow of its obstruction.
/// </summary>
/// <param name="X">Columns from the centre to the ring's.</param>
/// <param name="Y">Rows from the centre to the ring's.</param>
/// <param name="RadiusPixels">Outer radius.</param>
/// <param name="SurfaceBrightnessDn">Brightness of the ring, DN per pixel.</param>
internal sealed record GhostRing(double X, double Y, double RadiusPixels, double SurfaceBrightnessDn) : IArtefact
{
    // ZTF's camera obstructs about a quarter of the Samuel Oschin telescope's aperture: half its radius.
    private const double ObstructedRadius = 0.5;

    /// <inheritdoc/>
    public void Apply(ExposurePair images, RandomSource random)
    {
        for (var y = -SceneGrid.Centre; y <= SceneGrid.Centre; y++)
        {
            for (var x = -SceneGrid.Centre; x <= SceneGrid.Centre; x++)
            {
                var radius = Math.Sqrt(((x - X) * (x - X)) + ((y - Y) * (y - Y)));
                var lit = Edge(RadiusPixels - radius) * Edge(radius - (ObstructedRadius * RadiusPixels));
                images.AddToScience(x, y, SurfaceBrightnessDn * lit);
            }
        }
    }

    private static double Edge(double depth) => 1 / (1 + Math.Exp(-2 * depth));
}
