using System.Globalization;
using System.IO.Compression;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Fits;

namespace StampSpec.Sky.Packets;

/// <summary>Writes a synthetic alert as an Avro object container, the form in which ZTF's alerts are distributed.</summary>
internal static class SyntheticPacket
{
    private const float ExposureSeconds = 30;
    private const int ReadoutChannels = 64;
    private const int Fields = 1895;

    private static readonly AvroRecordSchema Schema = (AvroRecordSchema)AvroSchema.Parse(Json);

    /// <summary>The schema's text.</summary>
    private const string Json = """
        {
          "type": "record", "name": "alert", "namespace": "stampspec.synthetic", "doc": "synthetic alert in the form of ZTF's packets",
          "fields": [
            {"name": "schemavsn", "type": "string", "doc": "version of this schema"},
            {"name": "publisher", "type": "string", "doc": "origin of the packet"},
            {"name": "objectId", "type": "string", "doc": "object identifier"},
            {"name": "candid", "type": "long", "doc": "candidate identifier"},
            {"name": "candidate", "type": {
              "type": "record", "name": "candidate", "fields": [
                {"name": "jd", "type": "double", "doc": "observation Julian date at start of exposure [days]"},
                {"name": "fid", "type": "int", "doc": "filter: 1 = g, 2 = r, 3 = i"},
                {"name": "pid", "type": "long", "doc": "processing identifier of the image"},
                {"name": "candid", "type": ["null", "long"], "default": null},
                {"name": "programid", "type": "int", "doc": "0: no survey programme"},
                {"name": "programpi", "type": ["null", "string"], "default": null},
                {"name": "isdiffpos", "type": "string", "doc": "t: science brighter than template, f: fainter"},
                {"name": "field", "type": ["null", "int"], "default": null},
                {"name": "rcid", "type": ["null", "int"], "default": null, "doc": "readout channel, 0 to 63"},
                {"name": "ra", "type": "double", "doc": "right ascension J2000 [deg]"},
                {"name": "dec", "type": "double", "doc": "declination J2000 [deg]"},
                {"name": "magpsf", "type": "float", "doc": "magnitude of the difference, PSF fit [mag]"},
                {"name": "sigmapsf", "type": "float", "doc": "1-sigma error of magpsf [mag]"},
                {"name": "magzpsci", "type": ["null", "float"], "default": null, "doc": "zero point of the science image [mag]"},
                {"name": "diffmaglim", "type": ["null", "float"], "default": null, "doc": "5-sigma limit of the difference [mag]"},
                {"name": "fwhm", "type": ["null", "float"], "default": null, "doc": "FWHM of a point source in the science image [pixels]"},
                {"name": "rb", "type": ["null", "float"], "default": null, "doc": "null: no real-bogus classifier has run"},
                {"name": "drb", "type": ["null", "float"], "default": null, "doc": "null: no real-bogus classifier has run"},
                {"name": "distpsnr1", "type": ["null", "float"], "default": null, "doc": "distance to the nearest source [arcsec]"},
                {"name": "sgscore1", "type": ["null", "float"], "default": null, "doc": "1 star, 0 galaxy"},
                {"name": "exptime", "type": ["null", "float"], "default": null, "doc": "exposure time [s]"}
              ]}},
            {"name": "fp_hists", "type": ["null", {"type": "array", "items": {
              "type": "record", "name": "fp_hist", "fields": [
                {"name": "pid", "type": "long", "doc": "processing identifier of the image"},
                {"name": "sciinpseeing", "type": ["null", "float"], "default": null, "doc": "FWHM of the science image's PSF [pixels]"}
              ]}}], "default": null},
            {"name": "cutoutScience", "type": ["null", {
              "type": "record", "name": "cutout", "fields": [
                {"name": "fileName", "type": "string"},
                {"name": "stampData", "type": "bytes", "doc": "gzipped FITS, float32, DN"}
              ]}], "default": null},
            {"name": "cutoutTemplate", "type": ["null", "cutout"], "default": null},
            {"name": "cutoutDifference", "type": ["null", "cutout"], "default": null}
          ]
        }
        """;

    /// <summary>Writes the packet.</summary>
    /// <param name="alert">An alert of <see cref="SyntheticSurvey"/>, with known band, epoch and photometry.</param>
    /// <param name="stream">The destination of the container.</param>
    public static void Write(Alert alert, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(alert);
        using var writer = new AvroContainerWriter(stream, Json);
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
        // The place of the exposure on the detector has no effect on pixels, so it is derived from the identifier.
        var place = new Seed((ulong)alert.Candid).CreateSource();
        return new AvroRecord(RecordOf("candidate"))
        {
            ["jd"] = alert.JulianDate,
            ["fid"] = alert.Band switch
            {
                "g" => 1,
                "r" => 2,
                _ => 3,
            },
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

    private static AvroRecord Photometry(Alert alert, double seeingPixels) =>
        new(ItemOf("fp_hists")) { ["pid"] = ProcessingId(alert), ["sciinpseeing"] = (float)seeingPixels };

    private static AvroRecord Cutout(Alert alert, CutoutKind kind) =>
        new(RecordOf("cutoutScience"))
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

    private static AvroRecordSchema RecordOf(string field) =>
        Schema.TryGetField(field, out var found)
            ? (AvroRecordSchema)(found.Schema is AvroUnionSchema union ? union.Branches[1] : found.Schema)
            : throw new ArgumentException($"the schema has no field {field}", nameof(field));

    private static AvroRecordSchema ItemOf(string field) =>
        Schema.TryGetField(field, out var found)
            ? (AvroRecordSchema)((AvroArraySchema)((AvroUnionSchema)found.Schema).Branches[1]).Items
            : throw new ArgumentException($"the schema has no field {field}", nameof(field));
}
