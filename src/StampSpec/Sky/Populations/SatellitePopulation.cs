using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Populations;

/// <summary>
/// A tumbling satellite or piece of debris: flashes along a straight line, at true angles. The spacing of flashes is the rate of motion
/// times the time between them, a flash is smeared by the rate times its duration, and near satellites are out of focus by the aperture
/// over their range. The alert is one of the flashes that the visit detects, so isolated flashes and trains of every length occur; <see
/// cref="SatelliteTrain"/> draws them for every survey. At Rubin's depth the counts are not measured: they rise by 0.25 dex a magnitude
/// (0.2 to 0.3 in arXiv 2011.02495 and 2310.17322).
/// </summary>
internal sealed class SatellitePopulation : ISkyPopulation
{
    /// <summary>0.25 dex a magnitude, divided by 0.4.</summary>
    public const double CountSlope = 0.625;

    /// <summary>Shortest and longest period of tumbling, s; log-uniform between them. A choice of this model.</summary>
    public const double ShortestPeriodSeconds = 0.3;

    /// <summary>Longest period, s: twice the exposure, so that many objects flash once.</summary>
    public const double LongestPeriodSeconds = 60;

    /// <summary>Most reflecting faces; 1 to this many, equally spaced in the turn and unequally bright.</summary>
    public const int MostFaces = 4;

    /// <summary>Standard deviation of the brightness from flash to flash, mag. A choice of this model.</summary>
    public const double FlashScatterMag = 0.5;

    /// <summary>Standard deviation of the brightness from face to face, mag. A choice of this model.</summary>
    public const double FaceScatterMag = 0.8;

    /// <summary>Scatter of flashes across the track, arcsec a component. A choice of this model.</summary>
    public const double JitterArcsec = 0.2;

    /// <summary>
    /// Distance at which Rubin's pipeline looks for a train (lsst/meas_algorithms findGlintTrails.py: 500 pixels), arcsec.
    /// </summary>
    public const double TrainReachArcsec = 100;

    /// <summary>Longest smear that Rubin's pipeline keeps: a trail of 10 degrees a day, arcsec.</summary>
    public const double LongestSmearArcsec = 12.5;

    /// <summary>Duration of an exposure, s.</summary>
    public const double ExposureSeconds = 30;

    private const double MagnitudesPerE = 1.0857;

    /// <inheritdoc/>
    public double DensityAt(SkyPosition position) => Math.Abs(position.GalacticLatitudeDeg) < 15 ? 0 : 1;

    /// <inheritdoc/>
    public void AddEvent(SkyScene scene, RubinVisit visit, RandomSource random)
    {
        var view = new SatelliteView(visit.FluxNoise, visit.SciencePsf.FwhmPixels * 0.2, CountSlope, TumblingBodies.OfRubin);
        var seen = SatelliteTrain.Draw(view, r => SatelliteOrbit.Draw(r, scene.Position.DeclinationDeg), random);
        scene.TrainPoints = seen.TrainPoints;
        scene.Trails.AddRange(seen.Trails);
    }

    /// <summary>Draws the relative brightness of a face or a flash.</summary>
    public static double Brightness(RandomSource random, double scatterMag) =>
        Distributions.LogNormal(random, 1, scatterMag / MagnitudesPerE);
}

/// <summary>The orbit of a satellite, as far as an image shows it.</summary>
/// <param name="RateArcsec">Motion against the stars, arcsec a second.</param>
/// <param name="DefocusArcsec">Outer diameter of its image out of focus: Rubin's aperture of 8.4 m over its range.</param>
/// <param name="AngleRad">Direction of motion against the columns' direction.</param>
internal sealed record SatelliteOrbit(double RateArcsec, double DefocusArcsec, double AngleRad)
{
    /// <summary>Motion of a geosynchronous satellite against the stars on the equator: the Earth's rotation.</summary>
    public const double GeosynchronousRate = 15.04;

    /// <summary>Share of geosynchronous objects. A choice of this model; most debris that flashes as a point is there.</summary>
    public const double GeosynchronousShare = 0.75;

    /// <summary>Share of navigation satellites. A choice of this model.</summary>
    public const double MediumShare = 0.1;

    /// <summary>Outer diameter of the pupil, m.</summary>
    public const double ApertureMetres = 8.4;

    private const double ArcsecPerRadian = 206_264.806;
    private const double GeosynchronousRangeKm = 36_000;
    private const double MediumRangeKm = 20_200;
    private const double MediumRate = 37;
    private const double MediumRateWidth = 2;
    private const double NearestKm = 400;
    private const double FarthestLowKm = 2000;
    private const double LowSpeedKmPerSecond = 7.5;

    /// <summary>Whether the satellite is in a low orbit, where only flashes of milliseconds are points.</summary>
    public bool IsLow => RateArcsec > 100;

    /// <summary>Draws an orbit.</summary>
    public static SatelliteOrbit Draw(RandomSource random, double declinationDeg)
    {
        var angle = random.NextDouble(0, 2 * Math.PI);
        var kind = random.NextDouble();
        if (kind < GeosynchronousShare)
        {
            var rate = GeosynchronousRate * Math.Cos(declinationDeg * Math.PI / 180);
            return new SatelliteOrbit(rate, Defocus(GeosynchronousRangeKm), angle);
        }

        if (kind < GeosynchronousShare + MediumShare)
        {
            return new SatelliteOrbit(MediumRate + (MediumRateWidth * random.NextNormal()), Defocus(MediumRangeKm), angle);
        }

        var range = NearestKm * Math.Pow(FarthestLowKm / NearestKm, random.NextDouble());
        return new SatelliteOrbit(LowSpeedKmPerSecond / range * ArcsecPerRadian, Defocus(range), angle);
    }

    private static double Defocus(double rangeKm) => ApertureMetres / (1000 * rangeKm) * ArcsecPerRadian;
}

/// <summary>One flash of a train.</summary>
/// <param name="AlongArcsec">Its place along the track.</param>
/// <param name="Brightness">Its brightness relative to that of the object.</param>
internal readonly record struct Flash(double AlongArcsec, double Brightness);

/// <summary>The flashes of one object during an exposure.</summary>
/// <param name="SpacingArcsec">Distance between neighbours along the track: the rate times the period over the number of faces.</param>
/// <param name="SmearArcsec">Length of a flash: the rate times its duration.</param>
/// <param name="Flashes">The flashes, in order.</param>
internal sealed record FlashTrain(double SpacingArcsec, double SmearArcsec, IReadOnlyList<Flash> Flashes)
{
    // A flash lasts 0.002 to 0.02 of a turn, log-uniform. In a low orbit only flashes of 0.3 to 3 ms are shorter than a trail. Choices.
    private const double ShortestTurn = 0.002;
    private const double LongestTurn = 0.02;
    private const double ShortestLowSeconds = 0.0003;
    private const double LongestLowSeconds = 0.003;

    /// <summary>Draws a train.</summary>
    public static FlashTrain Draw(RandomSource random, SatelliteOrbit orbit, TumblingBodies bodies)
    {
        var period = LogUniform(random, bodies.ShortestPeriodSeconds, bodies.LongestPeriodSeconds);
        var faces = new double[1 + random.NextInt(bodies.MostFaces)];
        foreach (ref var face in faces.AsSpan())
        {
            face = SatellitePopulation.Brightness(random, bodies.FaceScatterMag);
        }

        var duration = orbit.IsLow
            ? LogUniform(random, ShortestLowSeconds, LongestLowSeconds)
            : period * LogUniform(random, ShortestTurn, LongestTurn);
        var step = period / faces.Length;
        var flashes = new List<Flash>();
        for (var (time, i) = (step * random.NextDouble(), 0); time < SatellitePopulation.ExposureSeconds; time += step, i++)
        {
            var scatter = SatellitePopulation.Brightness(random, bodies.FlashScatterMag);
            flashes.Add(new Flash(orbit.RateArcsec * time, faces[i % faces.Length] * scatter));
        }

        return new FlashTrain(orbit.RateArcsec * step, orbit.RateArcsec * duration, flashes);
    }

    private static double LogUniform(RandomSource random, double lowest, double highest) =>
        lowest * Math.Pow(highest / lowest, random.NextDouble());
}
