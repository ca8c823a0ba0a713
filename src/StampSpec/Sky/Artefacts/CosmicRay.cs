using StampSpec.Seeds;

namespace StampSpec.Sky.Artefacts;

/// <summary>A charged particle's straight, unsmeared track through the detector, starting at a pixel.</summary>
/// <param name="X">Columns from the centre to its start.</param>
/// <param name="Y">Rows from the centre to its start.</param>
/// <param name="LengthPixels">Length of the track.</param>
/// <param name="AngleRad">Direction from the columns' direction.</param>
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
            // Energy loss fluctuates along the track (Landau 1944); an exponential stands in for its tail.
            var charge = ChargeDn * StepPixels * (0.4 + Distributions.Exponential(random, 0.6));
            images.AddToScience((int)Math.Round(X + (along * cosine)), (int)Math.Round(Y + (along * sine)), charge);
        }
    }
}
