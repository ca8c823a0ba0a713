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
