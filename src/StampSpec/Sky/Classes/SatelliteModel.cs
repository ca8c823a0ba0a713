using StampSpec.Common;
using StampSpec.Sky.Populations;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Classes;

/// <summary>
/// A tumbling satellite or piece of debris, in the exposure only: isolated flashes and trains, at true angles, from the same <see
/// cref="SatelliteTrain"/> as for Rubin. Geosynchronous objects move from east to west, nearly along ZTF's rows: the two trains of several
/// labelled alerts are inclined to them by 0 and 21 degrees. Signal-to-noise ratios above s are as frequent as s^-0.45: four of five
/// labelled readouts are above 30.
/// </summary>
internal sealed class SatelliteModel : ISceneModel
{
    private const double CountSlope = 0.45;
    private const double InclinationRad = 0.2;
    private const double BeltDeg = -3;
    private const double BeltWidthDeg = 12;
    private const double DensityOutsideBelt = 0.06;

    /// <summary>
    /// Glints concentrate where geosynchronous objects are: between -20 and +10 degrees (W-FAST, arXiv 2011.03497); at high declination
    /// they are 5 to 50 times fewer (2102.04466). The five labelled readouts are between -14 and +13 degrees.
    /// </summary>
    public double DensityAt(SkyPosition position)
    {
        var fromBelt = (position.DeclinationDeg - BeltDeg) / BeltWidthDeg;
        return DensityOutsideBelt + ((1 - DensityOutsideBelt) * Math.Exp(-0.5 * fromBelt * fromBelt));
    }

    /// <inheritdoc/>
    public void AddEvent(Scene scene, RandomSource random)
    {
        var scale = SceneGrid.Ztf.PixelScaleArcsec;
        var (noise, fwhm) = (scene.Conditions.FluxNoise, scene.Conditions.SciencePsf.FwhmPixels * scale);
        var view = new SatelliteView(noise, fwhm, CountSlope, TumblingBodies.OfZtf);
        var seen = SatelliteTrain.Draw(view, r => DrawOrbit(scene, r), random);
        scene.TrainPoints = seen.TrainPoints;
        foreach (var trail in seen.Trails)
        {
            var (x, y, length) = (trail.XArcsec / scale, trail.YArcsec / scale, trail.LengthArcsec / scale);
            if (Math.Max(Math.Abs(x), Math.Abs(y)) < SceneGrid.Ztf.Side + (length / 2))
            {
                Trails.Add(scene, scene.EventX + x, scene.EventY + y, length, trail.AngleRad, trail.FluxNanojansky);
            }
        }
    }

    // Out of focus by at most 1.2 m over the range, 0.6 arcsec at 400 km, which is invisible in ZTF's pixels.
    private static SatelliteOrbit DrawOrbit(Scene scene, RandomSource random)
    {
        var orbit = SatelliteOrbit.Draw(random, scene.Position.DeclinationDeg) with { DefocusArcsec = 0 };
        return orbit.RateArcsec > SatelliteOrbit.GeosynchronousRate
            ? orbit
            : orbit with
            {
                AngleRad = InclinationRad * random.NextNormal(),
            };
    }
}
