using System.Globalization;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Fits;

namespace StampSpec.Alerts.Lsst;

/// <summary>
/// Writes alerts as LSST-like packets: a schema of ours with the records, field names and types of LSST's schema 11
/// (<c>lsst-like.avsc</c>). Fields that an alert does not know are null, or 0 if the schema takes no null.
/// </summary>
internal static class LsstPacketWriter
{
    /// <summary>Identifier of the schema in wire messages: version 11.0.</summary>
    public const int SchemaId = 1100;

    private const double NanojanskyZeroPointMag = 31.4;
    private const double MagnitudeOfRelativeError = 1.0857;
    private const double JulianDateOfMjd0 = 2_400_000.5;
    private const double TaiToTtDays = 32.184 / 86_400;

    /// <summary>The schema's text.</summary>
    public static string SchemaJson { get; } = ReadSchema();

    /// <summary>The schema.</summary>
    public static AvroRecordSchema Schema { get; } = (AvroRecordSchema)AvroSchema.Parse(SchemaJson);

    /// <summary>Writes an object container of alerts.</summary>
    public static void WriteContainer(Stream stream, IEnumerable<Alert> alerts)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        using var container = new AvroContainerWriter(stream, SchemaJson);
        foreach (var alert in alerts)
        {
            container.Append(ToRecord(alert));
        }
    }

    /// <summary>One alert as a record of <see cref="Schema"/>.</summary>
    public static AvroRecord ToRecord(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var packet = Empty(Schema);
        packet["diaSourceId"] = alert.Candid;
        packet["diaSource"] = Source(alert, (AvroRecordSchema)Schema.Fields.Single(f => f.Name == "diaSource").Schema);
        packet["cutoutScience"] = LsstCutoutWriter.Write(alert.Science);
        packet["cutoutTemplate"] = LsstCutoutWriter.Write(alert.Template);
        packet["cutoutDifference"] = LsstCutoutWriter.Write(alert.Difference);
        return packet;
    }

    private static AvroRecord Source(Alert alert, AvroRecordSchema schema)
    {
        var source = Empty(schema);
        source["diaSourceId"] = alert.Candid;
        source["diaObjectId"] = long.TryParse(alert.ObjectId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        source["ra"] = alert.RightAscensionDeg;
        source["dec"] = alert.DeclinationDeg;
        source["midpointMjdTai"] = (alert.JulianDate - JulianDateOfMjd0 - TaiToTtDays) ?? 0;
        source["band"] = alert.Band;
        source["snr"] = (float?)alert.SignalToNoise;
        source["reliability"] = (float?)alert.RealBogus;
        source["isNegative"] = alert.IsPositive is { } positive ? !positive : source["isNegative"];
        var flux = FluxOf(alert);
        source["psfFlux"] = (float?)flux;
        source["psfFluxErr"] = (float?)(alert.MagnitudePsfError / MagnitudeOfRelativeError * Math.Abs(flux ?? double.NaN));
        var moment = alert.SeeingPixels * LsstCutout.PixelScaleArcsec / LsstPacketReader.FwhmOfSigma;
        source["ixxPSF"] = source["iyyPSF"] = (float?)(moment * moment);
        return source;
    }

    private static double? FluxOf(Alert alert) =>
        alert.MagnitudePsf is { } magnitude
            ? Math.Pow(10, (NanojanskyZeroPointMag - magnitude) / 2.5) * (alert.IsPositive == false ? -1 : 1)
            : null;

    private static AvroRecord Empty(AvroRecordSchema schema)
    {
        var record = new AvroRecord(schema);
        foreach (var field in schema.Fields)
        {
            record[field.Position] = field.Schema.Type switch
            {
                AvroType.Boolean => false,
                AvroType.Int => 0,
                AvroType.Long => 0L,
                AvroType.Float => 0f,
                AvroType.Double => 0d,
                AvroType.String => string.Empty,
                _ => null,
            };
        }

        return record;
    }

    private static string ReadSchema()
    {
        using var stream = typeof(LsstPacketWriter).Assembly.GetManifestResourceStream("lsst/lsst-like.avsc")!;
        using var text = new StreamReader(stream);
        return text.ReadToEnd();
    }
}

/// <summary>Writes a cutout as Rubin does: flux, UNCERT with the variance and PSFIMAGE, as far as the cutout has them.</summary>
internal static class LsstCutoutWriter
{
    /// <summary>The FITS file of a cutout.</summary>
    public static byte[] Write(Cutout cutout)
    {
        ArgumentNullException.ThrowIfNull(cutout);
        var units = new List<FitsUnit>
        {
            new FitsImageHdu(FitsImage.From(cutout.Flux), [FitsCard.Text("BUNIT", "nJy"), .. WcsCards(cutout.Wcs)]),
        };
        if (cutout.Variance is { } variance)
        {
            units.Add(new FitsImageHdu(FitsImage.From(variance), [FitsCard.Text("UTYPE", "VarianceUncertainty")], "UNCERT"));
        }

        if (cutout.Psf is { } psf)
        {
            units.Add(new FitsImageHdu(FitsImage.From(psf), [], "PSFIMAGE"));
        }

        return FitsWriter.Write(units);
    }

    private static IEnumerable<FitsCard> WcsCards(CutoutWcs? wcs) =>
        wcs is null
            ? []
            :
            [
                FitsCard.Integer("WCSAXES", 2, "Number of coordinate axes"),
                FitsCard.Real("CRPIX1", wcs.ReferenceColumn, "Pixel coordinate of reference point"),
                FitsCard.Real("CRPIX2", wcs.ReferenceRow, "Pixel coordinate of reference point"),
                FitsCard.Real("PC1_1", wcs.Cd11, "Coordinate transformation matrix element"),
                FitsCard.Real("PC1_2", wcs.Cd12, "Coordinate transformation matrix element"),
                FitsCard.Real("PC2_1", wcs.Cd21, "Coordinate transformation matrix element"),
                FitsCard.Real("PC2_2", wcs.Cd22, "Coordinate transformation matrix element"),
                FitsCard.Real("CDELT1", 1, "[deg] Coordinate increment at reference point"),
                FitsCard.Real("CDELT2", 1, "[deg] Coordinate increment at reference point"),
                FitsCard.Text("CUNIT1", "deg"),
                FitsCard.Text("CUNIT2", "deg"),
                FitsCard.Text("CTYPE1", "RA---TAN"),
                FitsCard.Text("CTYPE2", "DEC--TAN"),
                FitsCard.Real("CRVAL1", wcs.RightAscensionDeg, "[deg] Coordinate value at reference point"),
                FitsCard.Real("CRVAL2", wcs.DeclinationDeg, "[deg] Coordinate value at reference point"),
                FitsCard.Text("RADESYS", "ICRS"),
            ];
}
