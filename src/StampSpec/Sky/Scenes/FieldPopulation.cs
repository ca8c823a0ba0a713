using StampSpec.Common;

namespace StampSpec.Sky.Scenes;

/// <summary>
/// Stars and galaxies in the field of an alert. Star counts: N(r &lt; 20) per square degree falls from about 200,000 in the plane to 1,800
/// at the poles, and counts grow as 10^(0.29 m) in the plane and 10^(0.16 m) at the poles (rounded from the model of Bahcall and Soneira
/// 1980, ApJS 44, 73). Galaxy counts: 2,000 per square degree and magnitude at r = 20, growing as 10^(0.4 m) (Yasuda et al. 2001, AJ 122,
/// 1104). Sizes: r_e = 0.9" at r = 20, shrinking by 0.14 dex a magnitude with 0.13 dex of scatter (a line through Shen et al. 2003, MNRAS
/// 343, 978, at the median redshift of each magnitude).
/// </summary>
internal static class FieldPopulation
{
    /// <summary>Mean g - r of the field's stars.</summary>
    public const double StarColourMag = 0.9;

    /// <summary>Mean g - r of galaxies.</summary>
    public const double GalaxyColourMag = 0.8;

    private const double StarLimitMag = 22;
    private const double GalaxySlope = 0.4;
    private const double GalaxyLimitMag = 21.6;

    // One star in a hundred varies by more than ZTF's errors (Chen et al. 2020, ApJS 249, 18: 781,602 periodic variables), by 0.25 mag.
    private const double VariableShare = 0.012;
    private const double VariationMag = 0.25;

    /// <summary>Stars per square degree brighter than r = 20 at a galactic latitude.</summary>
    public static double StarsPerSquareDegree(double latitudeDeg) => Math.Pow(10, 3.25 + (2.05 * Math.Exp(-Math.Abs(latitudeDeg) / 13)));

    /// <summary>Adds the field's stars and galaxies.</summary>
    public static void AddTo(Scene scene, RandomSource random)
    {
        var colour = scene.Conditions.Band == "g" ? StarColourMag : 0;
        var clumping = Math.Exp(0.5 * random.NextNormal());
        var slope = 0.16 + (0.13 * Math.Exp(-Math.Abs(scene.Position.GalacticLatitudeDeg) / 20));
        var stars =
            StarsPerSquareDegree(scene.Position.GalacticLatitudeDeg)
            * Math.Pow(10, slope * (StarLimitMag - 20))
            * SceneGrid.Ztf.AreaSquareDegrees
            * clumping;
        for (var n = Distributions.Poisson(random, stars); n > 0; n--)
        {
            AddStar(scene, StarLimitMag + (Math.Log10(1 - random.NextDouble()) / slope) + colour, random);
        }

        var galaxies =
            2000 / (GalaxySlope * Math.Log(10)) * Math.Pow(10, GalaxySlope * (GalaxyLimitMag - 20)) * SceneGrid.Ztf.AreaSquareDegrees;
        for (var n = Distributions.Poisson(random, galaxies); n > 0; n--)
        {
            var magnitude = GalaxyLimitMag + (Math.Log10(1 - random.NextDouble()) / GalaxySlope);
            scene.Galaxies.Add(DrawGalaxy(scene.Conditions, magnitude, Anywhere(random), Anywhere(random), random));
        }
    }

    /// <summary>Draws a galaxy of a given r magnitude at a given place.</summary>
    public static GalaxySource DrawGalaxy(ObservingConditions conditions, double magnitude, double x, double y, RandomSource random)
    {
        var isDisc = random.NextDouble() < 0.7;
        var radiusArcsec = 0.9 * Math.Pow(10, (-0.14 * (magnitude - 20)) + (0.13 * random.NextNormal()));
        var colour = conditions.Band == "g" ? GalaxyColourMag : 0;
        return new GalaxySource(
            x,
            y,
            conditions.Flux(magnitude + colour),
            Math.Clamp(radiusArcsec / SceneGrid.Ztf.PixelScaleArcsec, 0.3, 16),
            isDisc ? random.NextDouble(0.7, 1.6) : random.NextDouble(2, 4),
            isDisc ? random.NextDouble(0.2, 1) : random.NextDouble(0.55, 1),
            random.NextDouble(0, Math.PI),
            isDisc && magnitude < 18 ? random.NextDouble(0, 0.7) : 0
        );
    }

    private static void AddStar(Scene scene, double magnitude, RandomSource random)
    {
        var flux = scene.Conditions.Flux(Math.Max(magnitude, 12));
        var change = Distributions.Chance(random, VariableShare) ? Math.Pow(10, 0.4 * VariationMag * random.NextNormal()) : 1;
        scene.Stars.Add(new StarSource(Anywhere(random), Anywhere(random), flux * change, flux));
    }

    private static double Anywhere(RandomSource random) => random.NextDouble(-SceneGrid.Ztf.Side / 2.0, SceneGrid.Ztf.Side / 2.0);
}
