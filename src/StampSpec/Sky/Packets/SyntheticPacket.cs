using System.Globalization;
using System.IO.Compression;
using StampSpec.Alerts;
using StampSpec.Alerts.Avro;
using StampSpec.Alerts.Fits;
using StampSpec.Pixels;
using StampSpec.Seeds;

namespace StampSpec.Sky.Packets;

/// <summary>Packs a synthetic alert as one Avro object container, as ZTF's alerts are handed round.</summary>
public static class SyntheticPacket
{
    private const float ExposureSeconds = 30;
    private const int ReadoutChannels = 64;
    private const int Fields = 1895;

    private static readonly AvroRecordSchema Schema = (AvroRecordSchema)AvroSchema.Parse(SyntheticPacketSchema.Json);

    /// <summary>Writes the packet.</summary>
    /// <param name="alert">An alert of <see cref="SyntheticSurvey"/>: its band, epoch and photometry are known.</param>
    /// <param name="stream">Where the container goes.</param>
    public static void Write(Alert alert, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(alert);
        using var writer = new AvroContainerWriter(stream, SyntheticPacketSchema.Json);
        var packet = new AvroRecord(Schema)
        {
            ["schemavsn"] = "4.02",
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
        // Where the exposure stood on the detector matters to no pixel here: taken from the identifier.
        var place = new Seed((ulong)alert.Candid).CreateSource();
        return new AvroRecord(RecordOf("candidate"))
        {
            ["jd"] = alert.JulianDate,
            ["fid"] = alert.Band switch { "g" => 1, "r" => 2, _ => 3 },
            ["pid"] = ProcessingId(alert),
            ["candid"] = alert.Candid,
            ["programid"] = 0,
            ["isdiffpos"] = alert.IsPositive == false ? "f" : "t",
            ["field"] = 1 + place.NextInt(Fields),
            ["rcid"] = place.NextInt(ReadoutChannels),
            ["ra"] = alert.RightAscensionDeg,
            ["dec"] = alert.DeclinationDeg,
            ["magpsf"] = (float?)alert.MagnitudePsf,
            ["sigmapsf"] = (float?)alert.MagnitudePsfError,
            ["magzpsci"] = (float?)alert.ZeroPointMag,
            ["diffmaglim"] = (float?)alert.LimitingMagnitude,
            ["fwhm"] = (float?)alert.SeeingPixels,
            ["distpsnr1"] = (float?)alert.NearestSourceArcsec,
            ["sgscore1"] = (float?)alert.NearestSourceStarScore,
            ["exptime"] = ExposureSeconds,
        };
    }

    private static AvroRecord Photometry(Alert alert, double seeingPixels) => new(ItemOf("fp_hists"))
    {
        ["pid"] = ProcessingId(alert),
        ["sciinpseeing"] = (float)seeingPixels,
    };

    private static AvroRecord Cutout(Alert alert, CutoutKind kind) => new(RecordOf("cutoutScience"))
    {
        ["fileName"] = string.Create(CultureInfo.InvariantCulture, $"candid{alert.Candid}_{kind.ToString().ToLowerInvariant()}.fits.gz"),
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

    private static AvroRecordSchema RecordOf(string field) => Schema.TryGetField(field, out var found)
        ? (AvroRecordSchema)(found.Schema is AvroUnionSchema union ? union.Branches[1] : found.Schema)
        : throw new ArgumentException($"no field {field}", nameof(field));

    private static AvroRecordSchema ItemOf(string field) => Schema.TryGetField(field, out var found)
        ? (AvroRecordSchema)((AvroArraySchema)((AvroUnionSchema)found.Schema).Branches[1]).Items
        : throw new ArgumentException($"no field {field}", nameof(field));
}
