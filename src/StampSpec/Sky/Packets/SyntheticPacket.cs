using System.Globalization;
using System.IO.Compression;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Fits;

namespace StampSpec.Sky.Packets;

/// <summary>
/// Writes a synthetic alert as an Avro object container, the form in which ZTF's alerts are distributed, with every field of ZTF's schema
/// 4.02. What the synthetic survey does not measure is null, or -999 or 0 where the schema does not allow null.
/// </summary>
internal static class SyntheticPacket
{
    private const float ExposureSeconds = 30;
    private const int ReadoutChannels = 64;
    private const int Fields = 1895;

    // ZTF's own value for a missing number, where its schema does not allow null.
    private const double Missing = -999;

    /// <summary>Writes the packet.</summary>
    /// <param name="alert">An alert of <see cref="SyntheticSurvey"/>, with known band, epoch and photometry, and with columns.</param>
    /// <param name="stream">The destination of the container.</param>
    public static void Write(Alert alert, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(alert);
        using var writer = new AvroContainerWriter(stream, ZtfSchema.Json);
        var packet = new AvroRecord(ZtfSchema.Alert)
        {
            ["schemavsn"] = ZtfSchema.Version,
            ["publisher"] = "StampSpec synthetic survey",
            ["objectId"] = alert.ObjectId,
            ["candid"] = alert.Candid,
            ["candidate"] = Candidate(alert),
            ["fp_hists"] = alert.SeeingPixels is { } seeing ? new object?[] { Photometry(alert, seeing) } : null,
        };
        foreach (var kind in Enum.GetValues<CutoutKind>())
        {
            packet[$"cutout{kind}"] = Cutout(alert, kind);
        }

        writer.Append(packet);
    }

    private static AvroRecord Candidate(Alert alert)
    {
        var candidate = Exposure(alert, ZtfSchema.RecordOf("candidate"));
        candidate["candid"] = alert.Candid;
        candidate["isdiffpos"] = alert.IsPositive == false ? "f" : "t";
        candidate["ra"] = alert.RightAscensionDeg;
        candidate["dec"] = alert.DeclinationDeg;
        candidate["magpsf"] = (float?)alert.MagnitudePsf;
        candidate["sigmapsf"] = (float?)alert.MagnitudePsfError;
        candidate["scorr"] = alert.SignalToNoise;
        candidate["tooflag"] = 0;
        // Every synthetic object is new: this is its first detection, at the first visit.
        (candidate["ndethist"], candidate["ncovhist"]) = (1, 1);
        (candidate["jdstarthist"], candidate["jdendhist"]) = (alert.JulianDate, alert.JulianDate);
        AddUnknown(candidate);
        AddMeasured(candidate, alert.Columns ?? throw new ArgumentException("the alert's columns were not measured", nameof(alert)));
        return candidate;
    }

    /// <summary>A record with the fields that describe the exposure.</summary>
    private static AvroRecord Exposure(Alert alert, AvroRecordSchema schema)
    {
        // The place of the exposure on the detector has no effect on pixels, so it is derived from the identifier.
        var place = new Seed((ulong)alert.Candid).CreateSource();
        return new AvroRecord(schema)
        {
            ["jd"] = alert.JulianDate,
            ["fid"] = alert.Band switch
            {
                "g" => 1,
                "r" => 2,
                _ => 3,
            },
            ["pid"] = ProcessingId(alert),
            ["programid"] = 0,
            ["field"] = 1 + place.NextInt(Fields),
            ["rcid"] = place.NextInt(ReadoutChannels),
            ["magzpsci"] = (float?)alert.ZeroPointMag,
            ["diffmaglim"] = (float?)alert.LimitingMagnitude,
            ["exptime"] = ExposureSeconds,
            ["rfid"] = 0L,
            // The distance to the nearest source is known, but not its direction.
            ["ranr"] = Missing,
            ["decnr"] = Missing,
        };
    }

    private static void AddMeasured(AvroRecord candidate, PacketValues measured)
    {
        foreach (var column in ZtfColumns.Carried.Where(c => c.Type != ColumnType.Flag))
        {
            var value = measured.ValueOf(column);
            candidate[column.Name] = double.IsNaN(value)
                ? null
                : column.Type switch
                {
                    ColumnType.Float => (object)(float)value,
                    ColumnType.Double => value,
                    _ => (int)value,
                };
        }
    }

    private static void AddUnknown(AvroRecord candidate)
    {
        (candidate["jdstartref"], candidate["jdendref"]) = (Missing, Missing);
        (candidate["nframesref"], candidate["nmatches"]) = (0, 0);
        (candidate["rbversion"], candidate["drbversion"]) = ("none", "none");
    }

    private static AvroRecord Photometry(Alert alert, double seeingPixels)
    {
        var photometry = Exposure(alert, ZtfSchema.ItemOf("fp_hists"));
        photometry["sciinpseeing"] = (float)seeingPixels;
        if (alert is { MagnitudePsf: { } magnitude, ZeroPointMag: { } zeroPoint, SignalToNoise: > 0 and { } signalToNoise })
        {
            var flux = Math.Pow(10, -0.4 * (magnitude - zeroPoint));
            photometry["forcediffimflux"] = (float)(alert.IsPositive == false ? -flux : flux);
            photometry["forcediffimfluxunc"] = (float)(flux / signalToNoise);
            photometry["procstatus"] = "0";
        }

        return photometry;
    }

    private static AvroRecord Cutout(Alert alert, CutoutKind kind) =>
        new(ZtfSchema.RecordOf("cutoutScience"))
        {
            ["fileName"] = string.Create(
                CultureInfo.InvariantCulture,
                $"candid{alert.Candid}_{kind.ToString().ToLowerInvariant()}.fits.gz"
            ),
            ["stampData"] = Compressed(alert[kind].Flux),
        };

    private static byte[] Compressed(Image<float> image)
    {
        var fits = FitsWriter.Write(new FitsImageHdu(FitsImage.From(image), [FitsCard.Text("BUNIT", "DN")]));
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            gzip.Write(fits);
        }

        return bytes.ToArray();
    }

    private static long ProcessingId(Alert alert) => alert.Candid / 1000;
}
