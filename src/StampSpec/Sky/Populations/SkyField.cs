using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Populations;

/// <summary>Stars and galaxies that happen to be in the field of an alert.</summary>
internal static class SkyField
{
    private const double ArcsecPerDegree = 3600;
    private const double ArcsecPerArcmin = 60;

    // Clustering: the number of galaxies in fields of 25 arcsec scatters by more than chance. A choice of this model.
    private const double Clumping = 0.3;

    /// <summary>Adds a square field around the event.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="band">The band.</param>
    /// <param name="sideArcsec">Side of the square.</param>
    /// <param name="random">Source of random numbers.</param>
    public static void AddTo(SkyScene scene, string band, double sideArcsec, RandomSource random)
    {
        var latitude = scene.Position.GalacticLatitudeDeg;
        var degrees = sideArcsec / ArcsecPerDegree;
        var stars = StarCounts.Between(latitude, StarCounts.BrightestMag, StarCounts.FaintestMag) * degrees * degrees;
        for (var n = Distributions.Poisson(random, stars); n > 0; n--)
        {
            var magnitude = StarCounts.Draw(random, latitude, StarCounts.BrightestMag, StarCounts.FaintestMag);
            var flux = SkyScene.Flux(magnitude + BandColours.Star(band));
            scene.Points.Add(new SkyPoint(Anywhere(random, sideArcsec), Anywhere(random, sideArcsec), flux, flux));
        }

        var minutes = sideArcsec / ArcsecPerArcmin;
        var galaxies = GalaxyCounts.PerSquareArcmin(GalaxyCounts.FaintestMag) * minutes * minutes;
        for (var n = Distributions.Poisson(random, galaxies * Distributions.LogNormal(random, 1, Clumping)); n > 0; n--)
        {
            var magnitude = GalaxyCounts.DrawMagnitude(random);
            scene.Galaxies.Add(GalaxyCounts.Draw(random, band, magnitude, Anywhere(random, sideArcsec), Anywhere(random, sideArcsec)));
        }
    }

    private static double Anywhere(RandomSource random, double side) => random.NextDouble(-0.5 * side, 0.5 * side);
}
