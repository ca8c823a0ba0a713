using System.IO.Compression;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Fits;

namespace StampSpec.Tests.Alerts;

/// <summary>Creates small ZTF-like packets with known content.</summary>
internal static class ZtfPacketFile
{
    public const string Schema = """
        {"type": "record", "name": "ztf.alert", "fields": [
            {"name": "schemavsn", "type": "string"},
            {"name": "objectId", "type": "string"},
            {"name": "candid", "type": "long"},
            {"name": "candidate", "type": {"type": "record", "name": "ztf.alert.candidate", "fields": [
                {"name": "jd", "type": "double"}, {"name": "fid", "type": "int"}, {"name": "pid", "type": "long"},
                {"name": "ra", "type": "double"}, {"name": "dec", "type": "double"},
                {"name": "magpsf", "type": "float"}, {"name": "sigmapsf", "type": "float"}, {"name": "isdiffpos", "type": "string"},
                {"name": "diffmaglim", "type": ["null", "float"]}, {"name": "magzpsci", "type": ["null", "float"]},
                {"name": "rb", "type": ["null", "float"]}, {"name": "drb", "type": ["null", "float"]},
                {"name": "distpsnr1", "type": ["null", "float"]}, {"name": "sgscore1", "type": ["null", "float"]},
                {"name": "xpos", "type": ["null", "float"]}, {"name": "ypos", "type": ["null", "float"]}]}},
            {"name": "prv_candidates", "type": ["null", {"type": "array", "items": "ztf.alert.candidate"}]},
            {"name": "fp_hists", "type": ["null", {"type": "array", "items": {"type": "record", "name": "ztf.alert.fp_hist", "fields": [
                {"name": "pid", "type": "long"}, {"name": "sciinpseeing", "type": ["null", "float"]}]}}]},
            {"name": "cutoutScience", "type": ["null", {"type": "record", "name": "ztf.alert.cutout", "fields": [
                {"name": "fileName", "type": "string"}, {"name": "stampData", "type": "bytes"}]}]},
            {"name": "cutoutTemplate", "type": ["null", "ztf.alert.cutout"]},
            {"name": "cutoutDifference", "type": ["null", "ztf.alert.cutout"]}]}
        """;

    public static AvroRecordSchema RecordSchema { get; } = (AvroRecordSchema)AvroSchema.Parse(Schema);

    /// <summary>A packet with every field. The test changes the fields that it is about.</summary>
    public static AvroRecord Record(long candid)
    {
        var candidate = Candidate(candid);
        return new AvroRecord(RecordSchema)
        {
            ["schemavsn"] = "3.3",
            ["objectId"] = "ZTF18abcdefg",
            ["candid"] = candid,
            ["candidate"] = candidate,
            ["prv_candidates"] = new object?[] { candidate, candidate },
            ["cutoutScience"] = Cutout(StampData(Ramp(63, 63))),
            ["cutoutTemplate"] = Cutout(StampData(Ramp(63, 63))),
            ["cutoutDifference"] = Cutout(StampData(Ramp(63, 63))),
        };
    }

    public static AvroRecord Candidate(long pid) =>
        new((AvroRecordSchema)RecordSchema.Fields[3].Schema)
        {
            ["jd"] = 2458729.5,
            ["fid"] = 2,
            ["pid"] = pid,
            ["ra"] = 284.25,
            ["dec"] = -6.5,
            ["magpsf"] = 18.5f,
            ["sigmapsf"] = 0.125f,
            ["isdiffpos"] = "t",
            ["diffmaglim"] = 20.5f,
            ["magzpsci"] = 26.25f,
            ["rb"] = 0.5f,
            ["drb"] = 0.75f,
            ["distpsnr1"] = 1.5f,
            ["sgscore1"] = 0.25f,
        };

    public static AvroRecord Cutout(byte[] stampData)
    {
        var union = (AvroUnionSchema)RecordSchema.Fields[6].Schema;
        return new AvroRecord((AvroRecordSchema)union.Branches[1]) { ["fileName"] = "cutout.fits.gz", ["stampData"] = stampData };
    }

    public static byte[] StampData(Image<float> image) => Gzip(FitsWriter.Write(new FitsImageHdu(FitsImage.From(image), [])));

    public static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }

    /// <summary>An image whose pixel at (row, column) is 100 row + column.</summary>
    public static Image<float> Ramp(int width, int height)
    {
        var image = new Image<float>(width, height);
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                image[row, column] = (100 * row) + column;
            }
        }

        return image;
    }

    public static byte[] Container(IEnumerable<AvroRecord> records, AvroCodec codec = AvroCodec.Null)
    {
        using var stream = new MemoryStream();
        using (var writer = new AvroContainerWriter(stream, Schema, codec))
        {
            foreach (var record in records)
            {
                writer.Append(record);
            }
        }

        return stream.ToArray();
    }
}
