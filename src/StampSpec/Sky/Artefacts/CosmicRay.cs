using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Artefacts;

/// <summary>The straight track of a charged particle through the detector, not blurred by the PSF, starting at a pixel.</summary>
/// <param name="X">Columns from the centre to its start.</param>
/// <param name="Y">Rows from the centre to its start.</param>
/// <param name="LengthPixels">Length of the track.</param>
/// <param name="AngleRad">Angle between its direction and the x axis (increasing column).</param>
/// <param name="ChargeDn">Mean excess per pixel, DN.</param>
internal sealed record CosmicRay(double X, double Y, double LengthPixels, double AngleRad, double ChargeDn) : IArtefact
{
    private const double StepPixels = 0.25;

    /// <inheritdoc/>
    public void Apply(ExposurePair images, RandomSource random)
    {
        var (sine, cosine) = Math.SinCos(AngleRad);
        for (var along = 0.0; along <= LengthPixels; along += StepPixels)
        {
            // The energy loss fluctuates along the track (Landau 1944). An exponential distribution approximates its tail.
            var charge = ChargeDn * StepPixels * (0.4 + Distributions.Exponential(random, 0.6));
            images.AddToScience((int)Math.Round(X + (along * cosine)), (int)Math.Round(Y + (along * sine)), charge);
        }
    }
}

/// <summary>
/// A reflection of a bright star off the optics: an out-of-focus image of the pupil, an annulus with the shadow of its obstruction.
/// </summary>
/// <param name="X">Columns from the centre to the centre of the ring.</param>
/// <param name="Y">Rows from the centre to the centre of the ring.</param>
/// <param name="RadiusPixels">Outer radius.</param>
/// <param name="SurfaceBrightnessDn">Brightness of the ring, DN per pixel.</param>
internal sealed record GhostRing(double X, double Y, double RadiusPixels, double SurfaceBrightnessDn) : IArtefact
{
    // ZTF's camera obstructs about a quarter of the area of the Samuel Oschin telescope's aperture, or half of its radius.
    private const double ObstructedRadius = 0.5;

    /// <inheritdoc/>
    public void Apply(ExposurePair images, RandomSource random)
    {
        for (var y = -images.Grid.Centre; y <= images.Grid.Centre; y++)
        {
            for (var x = -images.Grid.Centre; x <= images.Grid.Centre; x++)
            {
                var radius = Math.Sqrt(((x - X) * (x - X)) + ((y - Y) * (y - Y)));
                var lit = Edge(RadiusPixels - radius) * Edge(radius - (ObstructedRadius * RadiusPixels));
                images.AddToScience(x, y, SurfaceBrightnessDn * lit);
            }
        }
    }

    private static double Edge(double depth) => 1 / (1 + Math.Exp(-2 * depth));
}
