using System.Globalization;
using StampSpec.Common;
using StampSpec.Formats.Avro;

namespace StampSpec.Alerts.Lsst;

/// <summary>
/// Writes alerts as LSST-like packets. Their schema (<c>lsst-like.avsc</c>) is our own, with the records, field names and types of LSST's
/// schema 11. Fields that an alert does not have are null, or 0 if the schema does not allow null.
/// </summary>
internal static class LsstPacketWriter
{
    /// <summary>Identifier of the schema in wire messages: version 11.0.</summary>
    public const int SchemaId = 1100;

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

    /// <summary>Writes an object container of one alert.</summary>
    /// <param name="stream">The destination.</param>
    /// <param name="alert">The alert.</param>
    /// <param name="source">Its diaSource, made from <see cref="EmptySource"/>; null to fill in what the alert has.</param>
    public static void WriteContainer(Stream stream, Alert alert, AvroRecord? source)
    {
        using var container = new AvroContainerWriter(stream, SchemaJson);
        container.Append(ToRecord(alert, source));
    }

    /// <summary>A diaSource whose fields are null, or 0 if the schema does not allow null.</summary>
    public static AvroRecord EmptySource() => Empty((AvroRecordSchema)Schema.Fields.Single(f => f.Name == "diaSource").Schema);

    /// <summary>One alert as a record of <see cref="Schema"/>.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="source">Its diaSource; null to fill in what the alert has.</param>
    public static AvroRecord ToRecord(Alert alert, AvroRecord? source = null)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var packet = Empty(Schema);
        packet["diaSourceId"] = alert.Candid;
        packet["diaSource"] = source ?? Source(alert);
        packet["cutoutScience"] = LsstCutout.Write(alert.Science);
        packet["cutoutTemplate"] = LsstCutout.Write(alert.Template);
        packet["cutoutDifference"] = LsstCutout.Write(alert.Difference);
        return packet;
    }

    private static AvroRecord Source(Alert alert)
    {
        var source = EmptySource();
        source["diaSourceId"] = alert.Candid;
        source["diaObjectId"] = long.TryParse(alert.ObjectId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        source["ra"] = alert.RightAscensionDeg;
        source["dec"] = alert.DeclinationDeg;
        source["midpointMjdTai"] = (alert.JulianDate - LsstPacketReader.JulianDateOfMjd0 - LsstPacketReader.TaiToTtDays) ?? 0;
        source["band"] = alert.Band;
        source["snr"] = (float?)alert.SignalToNoise;
        source["reliability"] = (float?)alert.RealBogus;
        source["isNegative"] = alert.IsPositive is { } positive ? !positive : source["isNegative"];
        var flux = FluxOf(alert);
        source["psfFlux"] = (float?)flux;
        source["psfFluxErr"] = (float?)(alert.MagnitudePsfError / LsstPacketReader.MagnitudeOfRelativeError * Math.Abs(flux ?? double.NaN));
        var moment = alert.SeeingPixels * LsstCutout.ScaleOf(alert.Science.Wcs) / LsstPacketReader.FwhmOfSigma;
        source["ixxPSF"] = source["iyyPSF"] = (float?)(moment * moment);
        return source;
    }

    private static double? FluxOf(Alert alert) =>
        alert.MagnitudePsf is { } magnitude
            ? Math.Pow(10, (Nanojansky.ZeroPointMag - magnitude) / 2.5) * (alert.IsPositive == false ? -1 : 1)
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
