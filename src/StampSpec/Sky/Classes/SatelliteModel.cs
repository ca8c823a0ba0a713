using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Classes;

/// <summary>
/// A tumbling satellite or piece of debris: a train of 2 to 12 glints along a straight track, in the exposure only (Corbett et al. 2020,
/// ApJ 903, L27; Karpov and Peloton 2022, arXiv 2202.05719). The spacing is log-normal about 14", from 3" to 40". Glints differ in
/// brightness, fade along the track, are slightly trailed and may be superposed on a continuous trail. Geosynchronous objects move from
/// east to west, so half of the tracks are nearly parallel to the rows. The alert is a random glint of the train.
/// </summary>
internal sealed class SatelliteModel : ISceneModel
{
    private const double GeosynchronousShare = 0.45;
    private const double TrainReachArcsec = 100;

    /// <inheritdoc/>
    public double DensityAt(SkyPosition position) => 1;

    /// <inheritdoc/>
    public void AddEvent(Scene scene, RandomSource random)
    {
        var angle = Distributions.Chance(random, GeosynchronousShare) ? 0.06 * random.NextNormal() : random.NextDouble(0, Math.PI);
        var spacing = Math.Clamp(Distributions.LogNormal(random, 14, 0.5), 3, 40) / SceneGrid.Ztf.PixelScaleArcsec;
        var flux = scene.Conditions.FluxNoise * Math.Max(5.5, Distributions.LogNormal(random, 30, 0.9));
        AddGlints(scene, angle, spacing, flux, random);
        AddTrail(scene, angle, flux, random);
    }

    private static void AddGlints(Scene scene, double angle, double spacing, double flux, RandomSource random)
    {
        var glints = 2 + random.NextInt(11);
        var alerted = random.NextInt(glints);
        var unevenness = random.NextDouble(0, 0.5);
        var fading = 0.15 * random.NextNormal();
        var smear = Distributions.Chance(random, 0.4) ? random.NextDouble(0, 3) : 0;
        var (sine, cosine) = Math.SinCos(angle);
        scene.TrainPoints = PointsNearby(glints, alerted, spacing * SceneGrid.Ztf.PixelScaleArcsec);
        foreach (var i in Enumerable.Range(0, glints).Where(i => Math.Abs((i - alerted) * spacing) <= SceneGrid.Ztf.Side))
        {
            var along = (i - alerted) * spacing;
            var brightness = i == alerted ? flux : flux * Math.Exp((unevenness * random.NextNormal()) + (fading * (i - alerted)));
            Trails.Add(scene, scene.EventX + (along * cosine), scene.EventY + (along * sine), smear, angle, brightness);
        }
    }

    private static int PointsNearby(int glints, int alerted, double spacingArcsec) =>
        Enumerable.Range(0, glints).Count(i => Math.Abs(i - alerted) * spacingArcsec <= TrainReachArcsec);

    private static void AddTrail(Scene scene, double angle, double glintFlux, RandomSource random)
    {
        if (!Distributions.Chance(random, 0.5))
        {
            return;
        }

        var length = random.NextDouble(20, 2 * SceneGrid.Ztf.Side);
        var shift = random.NextDouble(-0.5, 0.5) * length * 0.5;
        var fluxPerPixel = glintFlux * Distributions.LogNormal(random, 0.006, 0.9);
        Trails.Add(
            scene,
            scene.EventX + (shift * Math.Cos(angle)),
            scene.EventY + (shift * Math.Sin(angle)),
            length,
            angle,
            fluxPerPixel * length
        );
    }
}
