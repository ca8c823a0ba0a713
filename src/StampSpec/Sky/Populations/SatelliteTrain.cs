using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Populations;

/// <summary>
/// The flashes of one satellite around the one that an exposure of any survey reports as an alert, in arcsec from that flash and in the
/// survey's unit of flux.
/// </summary>
/// <param name="Trails">All flashes and, if it is visible, the body between them.</param>
/// <param name="TrainPoints">Detected flashes within <see cref="SatellitePopulation.TrainReachArcsec"/> of the alert, which counts.</param>
internal sealed record SatelliteTrain(IReadOnlyList<SkyTrail> Trails, int TrainPoints)
{
    private const double FaintestFlux = 1e-3;

    /// <summary>Draws satellites until one has a flash that the exposure detects.</summary>
    /// <param name="view">The exposure.</param>
    /// <param name="drawOrbit">Draws an orbit.</param>
    /// <param name="random">Source of random numbers.</param>
    public static SatelliteTrain Draw(SatelliteView view, Func<RandomSource, SatelliteOrbit> drawOrbit, RandomSource random)
    {
        while (true)
        {
            var orbit = drawOrbit(random);
            var train = FlashTrain.Draw(random, orbit, view.Bodies);
            var loss = view.SignalLoss(orbit, train.SmearArcsec);
            var scale = view.DetectableFlux(random) * loss;
            var detected = train.Flashes.Where(f => f.Brightness * scale >= view.FaintestFlux * loss).ToArray();
            if (train.SmearArcsec <= SatellitePopulation.LongestSmearArcsec && detected.Length > 0)
            {
                var alerted = detected[random.NextInt(detected.Length)];
                List<SkyTrail> trails = [.. Flashes(view, orbit, train, alerted, scale, random)];
                trails.AddRange(Body(view, orbit, random));
                return new SatelliteTrain(trails, PointsNear(alerted, detected));
            }
        }
    }

    private static int PointsNear(Flash alerted, Flash[] detected) =>
        detected.Count(f => Math.Abs(f.AlongArcsec - alerted.AlongArcsec) <= SatellitePopulation.TrainReachArcsec);

    // The flashes lie on the track through the alerted one, which is the centre of the scene.
    private static IEnumerable<SkyTrail> Flashes(
        SatelliteView view,
        SatelliteOrbit orbit,
        FlashTrain train,
        Flash alerted,
        double scale,
        RandomSource random
    )
    {
        var (sine, cosine) = Math.SinCos(orbit.AngleRad);
        foreach (var flash in train.Flashes.Where(f => f.Brightness * scale > FaintestFlux))
        {
            var along = flash.AlongArcsec - alerted.AlongArcsec;
            var across = along == 0 ? 0 : view.Bodies.JitterArcsec * random.NextNormal();
            yield return new SkyTrail(
                (along * cosine) - (across * sine),
                (along * sine) + (across * cosine),
                train.SmearArcsec,
                orbit.AngleRad,
                flash.Brightness * scale,
                orbit.DefocusArcsec
            );
        }
    }

    private static IEnumerable<SkyTrail> Body(SatelliteView view, SatelliteOrbit orbit, RandomSource random)
    {
        if (!Distributions.Chance(random, view.Bodies.VisibleShare))
        {
            yield break;
        }

        var length = Math.Min(orbit.RateArcsec * SatellitePopulation.ExposureSeconds, 2 * SatellitePopulation.TrainReachArcsec);
        var perArcsec = view.FluxNoise * random.NextDouble(0, view.Bodies.BrightestBody) / view.FwhmArcsec;
        var shift = random.NextDouble(-0.5, 0.5) * length;
        yield return new SkyTrail(
            shift * Math.Cos(orbit.AngleRad),
            shift * Math.Sin(orbit.AngleRad),
            length,
            orbit.AngleRad,
            perArcsec * length,
            orbit.DefocusArcsec
        );
    }
}

/// <summary>What decides which flashes an exposure detects.</summary>
/// <param name="FluxNoise">Noise of the flux of a point source, in the survey's unit of flux.</param>
/// <param name="FwhmArcsec">Seeing, arcsec.</param>
/// <param name="CountSlope">Slope of the counts of flashes, dex a magnitude divided by 0.4.</param>
/// <param name="Bodies">How the satellites that it detects tumble.</param>
internal sealed record SatelliteView(double FluxNoise, double FwhmArcsec, double CountSlope, TumblingBodies Bodies)
{
    /// <summary>Flux of the faintest flash that is drawn, if it is a point.</summary>
    public double FaintestFlux => ISkyPopulation.FaintestOfThreshold * Distributions.DetectionThreshold * FluxNoise;

    /// <summary>Draws the flux of a detectable flash.</summary>
    public double DetectableFlux(RandomSource random) =>
        FluxNoise * ISkyPopulation.FaintestOfThreshold * Distributions.SignalToNoise(random, CountSlope);

    /// <summary>Loss of signal of a flash that is longer or wider than the PSF, because it is spread over more noise.</summary>
    public double SignalLoss(SatelliteOrbit orbit, double smearArcsec)
    {
        var smear = Math.Pow(10, 0.4 * AsteroidPopulation.SignalLossMag(smearArcsec, FwhmArcsec));
        return smear * (1 + Math.Pow(orbit.DefocusArcsec / (2 * FwhmArcsec), 2));
    }
}

/// <summary>How satellites tumble, as far as one survey detects them.</summary>
/// <param name="ShortestPeriodSeconds">Shortest period, s; periods are log-uniform.</param>
/// <param name="LongestPeriodSeconds">Longest period, s.</param>
/// <param name="MostFaces">Most reflecting faces; 1 to this many, equally spaced in the turn and unequally bright.</param>
/// <param name="FlashScatterMag">Standard deviation of the brightness from flash to flash, mag.</param>
/// <param name="FaceScatterMag">Standard deviation of the brightness from face to face, mag.</param>
/// <param name="JitterArcsec">Scatter of flashes across the track, arcsec.</param>
/// <param name="VisibleShare">Share of objects whose body is visible between the flashes.</param>
/// <param name="BrightestBody">Largest signal-to-noise ratio of such a body on the length of a PSF.</param>
internal sealed record TumblingBodies(
    double ShortestPeriodSeconds,
    double LongestPeriodSeconds,
    int MostFaces,
    double FlashScatterMag,
    double FaceScatterMag,
    double JitterArcsec,
    double VisibleShare,
    double BrightestBody
)
{
    /// <summary>Objects in Rubin's visits: choices.</summary>
    public static TumblingBodies OfRubin { get; } =
        new(
            SatellitePopulation.ShortestPeriodSeconds,
            SatellitePopulation.LongestPeriodSeconds,
            SatellitePopulation.MostFaces,
            SatellitePopulation.FlashScatterMag,
            SatellitePopulation.FaceScatterMag,
            SatellitePopulation.JitterArcsec,
            0.2,
            1.5
        );

    /// <summary>
    /// Objects in ZTF's exposures, measured on 25 labelled alerts of five readouts: flashes of one train differ by 0.15 and 0.04 mag (15
    /// and 7 alerts), the body is visible between them in four of five readouts, and trains are 20.8 and 26.2 arcsec apart. Shorter periods
    /// than 1 s, which merge flashes to a trail at ZTF's seeing, do not occur, and a flash integrates over a longer time the slower its
    /// object turns, so very fast ones are rarely bright enough. The limits of the periods are choices.
    /// </summary>
    public static TumblingBodies OfZtf { get; } =
        new(1, 20, 2, 0.12, SatellitePopulation.FaceScatterMag, SatellitePopulation.JitterArcsec, 0.6, 1.2);
}
