using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Alerts.Lsst;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Sky.Detection;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Packets;

/// <summary>
/// Makes an alert of an observed scene: cutouts around the detection, and its diaSource. The columns come from the pixels, as in a
/// pipeline; what it does not measure is null: the score of reliability, the extendedness, and the fluxes of trails.
/// </summary>
internal static class RubinPacket
{
    private const double ScaleArcsec = LsstCutout.PixelScaleArcsec;
    private const double ArcsecPerDegree = 3600;

    // The survey's first year, from July 2026.
    private const double FirstMjd = 61_222;
    private const double LastMjd = 61_587;
    private const int Detectors = 189;
    private const double DetectorPixels = 4000;

    // Median delay of packets of 2025 and 2026.
    private const double ProcessingDays = 173.0 / 86_400;

    // Square of a trail's length over the difference of the squares of its axes: 12 for the variance of a uniform line, 8 to 12 in packets,
    // whose moments are adaptive.
    private const double TrailVariance = 9;

    // Rubin's pipeline calls a source part of a train if at least five lie on a line.
    private const int TrainOfGlints = 5;

    private static readonly PacketColumnSchema ColumnSchema = new(SurveyKind.Lsst, [], LsstPacketWriter.Schema);

    /// <summary>Makes the alert.</summary>
    /// <param name="observed">The observed scene.</param>
    /// <param name="skyClass">Its class.</param>
    /// <param name="index">The alert's position in the survey.</param>
    /// <param name="random">Source of random numbers.</param>
    public static LabelledAlert Alert(ObservedScene observed, SkyClass skyClass, long index, RandomSource random)
    {
        var candid = AlertIdentity.Candid(index);
        var geometry = new CutoutGeometry(observed, random.NextDouble(0, 2 * Math.PI));
        var source = LsstPacketWriter.EmptySource();
        AddVisit(source, observed, candid, random);
        AddPosition(source, observed.Measured, geometry, random);
        AddFluxes(source, observed.Measured);
        AddShape(source, observed.Measured, geometry);
        AddDipole(source, observed.Measured, geometry);
        AddFlags(source, observed);
        return new LabelledAlert(ToAlert(observed, source, geometry), skyClass.Label(), candid.ToString(CultureInfo.InvariantCulture))
        {
            TrainPoints = observed.Scene.TrainPoints,
            Source = source,
        };
    }

    private static Alert ToAlert(ObservedScene observed, AvroRecord source, CutoutGeometry geometry)
    {
        var (magnitude, error) = LsstPacketReader.MagnitudeOf((float)source["psfFlux"]!, (float)source["psfFluxErr"]!);
        var candid = (long)source["diaSourceId"]!;
        var (images, missing) = (observed.Images, observed.Images.Images.Missing);
        return new Alert(
            SurveyKind.Lsst,
            candid,
            candid.ToString(CultureInfo.InvariantCulture),
            (double)source["ra"]!,
            (double)source["dec"]!,
            geometry.Cut(CutoutKind.Science, images.Images.Science, images.Variances.Science, missing, observed.Psfs.Science),
            geometry.Cut(CutoutKind.Template, images.Images.Template, images.Variances.Template, null, observed.Psfs.Template),
            geometry.Cut(CutoutKind.Difference, images.Difference, images.DifferenceVariance, missing, observed.Psfs.Science)
        )
        {
            Band = observed.Visit.Band.Name,
            JulianDate = LsstPacketReader.JulianDateOf((double)source["midpointMjdTai"]!),
            MagnitudePsf = magnitude,
            MagnitudePsfError = error,
            ZeroPointMag = Nanojansky.ZeroPointMag,
            SignalToNoise = (float)source["snr"]!,
            IsPositive = !(bool)source["isNegative"]!,
            SeeingPixels = LsstPacketReader.SeeingPixelsOf((float)source["ixxPSF"]!, (float)source["iyyPSF"]!, ScaleArcsec),
            FootprintPixels = (int)source["bboxSize"]!,
            Columns = ColumnSchema.Read(new AvroRecord(LsstPacketWriter.Schema) { ["diaSource"] = source }),
        };
    }

    private static void AddVisit(AvroRecord source, ObservedScene observed, long candid, RandomSource random)
    {
        var mjd = random.NextDouble(FirstMjd, LastMjd);
        source["diaSourceId"] = candid;
        source["diaObjectId"] = candid;
        source["visit"] = (long)(mjd * 2880);
        source["detector"] = random.NextInt(Detectors);
        source["midpointMjdTai"] = mjd;
        source["timeProcessedMjdTai"] = mjd + ProcessingDays;
        source["band"] = observed.Visit.Band.Name;
    }

    private static void AddPosition(AvroRecord source, SourceMeasurement measured, CutoutGeometry geometry, RandomSource random)
    {
        // The error of a centroid is the PSF's width over the signal-to-noise ratio; packets have about 1.3 times as much.
        const double excess = 1.3;
        var sigma = Math.Sqrt(0.5 * (measured.PsfShape.XX + measured.PsfShape.YY));
        var error = excess * sigma / measured.SignalToNoise;
        source["ra"] = geometry.Position.RightAscensionDeg;
        source["dec"] = geometry.Position.DeclinationDeg;
        source["raErr"] = source["decErr"] = (float)(error * ScaleArcsec / ArcsecPerDegree);
        source["ra_dec_Cov"] = 0f;
        source["x"] = (float)random.NextDouble(0, DetectorPixels);
        source["y"] = (float)random.NextDouble(0, DetectorPixels);
        source["xErr"] = source["yErr"] = (float)error;
    }

    private static void AddFluxes(AvroRecord source, SourceMeasurement measured)
    {
        source["snr"] = (float)measured.SignalToNoise;
        source["isNegative"] = measured.IsNegative;
        Add("psfFlux", measured.Psf);
        Add("apFlux", measured.Aperture);
        Add("scienceFlux", measured.Science);
        Add("templateFlux", measured.Template);
        source["psfChi2"] = (float)measured.PsfChi2;
        source["psfNdata"] = measured.PsfPixels;

        void Add(string field, MeasuredFlux flux) => (source[field], source[field + "Err"]) = ((float)flux.Value, (float)flux.Error);
    }

    private static void AddShape(AvroRecord source, SourceMeasurement measured, CutoutGeometry geometry)
    {
        const double area = ScaleArcsec * ScaleArcsec;
        (source["ixxPSF"], source["iyyPSF"]) = ((float)(area * measured.PsfShape.XX), (float)(area * measured.PsfShape.YY));
        source["ixyPSF"] = (float)(area * measured.PsfShape.XY);
        source["bboxSize"] = measured.Source.BoxSide;
        source["shape_flag"] = measured.Shape is null;
        if (measured.Shape is { } shape)
        {
            (source["ixx"], source["iyy"]) = ((float)(area * shape.XX), (float)(area * shape.YY));
            source["ixy"] = (float)(area * shape.XY);
            source["trailLength"] = (float)(ScaleArcsec * Math.Sqrt(TrailVariance * shape.Elongation));
            source["trailAngle"] = (float)(shape.AngleRad * 180 / Math.PI);
            source["trailRa"] = geometry.Position.RightAscensionDeg;
            source["trailDec"] = geometry.Position.DeclinationDeg;
        }
    }

    private static void AddDipole(AvroRecord source, SourceMeasurement measured, CutoutGeometry geometry)
    {
        source["isDipole"] = measured.Dipole is not null;
        source["dipoleFitAttempted"] = measured.Source.Opposite is not null;
        source["dipoleNdata"] = 0;
        if (measured.Dipole is { } dipole)
        {
            (source["dipoleMeanFlux"], source["dipoleMeanFluxErr"]) = ((float)dipole.Flux.Value, (float)dipole.Flux.Error);
            (source["dipoleFluxDiff"], source["dipoleFluxDiffErr"]) = (0f, (float)measured.Psf.Error);
            source["dipoleLength"] = (float)(ScaleArcsec * Math.Sqrt((dipole.X * dipole.X) + (dipole.Y * dipole.Y)));
            source["dipoleAngle"] = (float)geometry.PositionAngleDeg(dipole.X, dipole.Y);
            source["dipoleChi2"] = (float)measured.PsfChi2;
            source["dipoleNdata"] = measured.PsfPixels;
        }
    }

    private static void AddFlags(AvroRecord source, ObservedScene observed)
    {
        foreach (var field in source.Schema.Fields.Where(f => f.Name.Contains("flag", StringComparison.OrdinalIgnoreCase)))
        {
            source[field.Position] ??= false;
        }

        source["glint_trail"] = observed.Scene.TrainPoints >= TrainOfGlints;
        var (edge, saturated) = PixelFlags(observed);
        source["pixelFlags_edge"] = source["pixelFlags_nodata"] = edge;
        source["pixelFlags_saturated"] = saturated;
        source["pixelFlags"] = edge || saturated;
    }

    private static (bool Edge, bool Saturated) PixelFlags(ObservedScene observed)
    {
        var images = observed.Images.Images;
        var window = new SourceWindow(observed.Measured.Source, images.Grid);
        var reach = Math.Min(PsfStamp.Reach, observed.Measured.Source.BoxSide / 2);
        var inside = window.Pixels.Where(p => Math.Max(Math.Abs(p.X), Math.Abs(p.Y)) <= reach).ToArray();
        return (
            inside.Any(p => images.Missing[p.Index]),
            inside.Any(p => images.Science[p.Index] >= RubinSimulator.NearlyFull * observed.Visit.FullWell)
        );
    }
}
