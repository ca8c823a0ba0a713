using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Formats.Avro;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

public sealed class ZtfPacketTests
{
    [Theory]
    [InlineData(AvroCodec.Null)]
    [InlineData(AvroCodec.Deflate)]
    [InlineData(AvroCodec.Snappy)]
    public void Every_field_that_an_alert_has_is_read(AvroCodec codec)
    {
        var alert = Alert(ZtfPacketFile.Record(7), codec);
        Assert.Equal(
            (SurveyKind.Ztf, 7L, "ZTF18abcdefg", 284.25, -6.5),
            (alert.Survey, alert.Candid, alert.ObjectId, alert.RightAscensionDeg, alert.DeclinationDeg)
        );
        Assert.Equal(("r", 2458729.5, 18.5, 0.125), (alert.Band, alert.JulianDate, alert.MagnitudePsf, alert.MagnitudePsfError));
        Assert.Equal((26.25, 20.5, true), (alert.ZeroPointMag, alert.LimitingMagnitude, alert.IsPositive));
        Assert.Equal(2.5 / Math.Log(10) / 0.125, alert.SignalToNoise!.Value, 1e-3);
        Assert.Equal((0.75, 1.5, 0.25), (alert.RealBogus, alert.NearestSourceArcsec, alert.NearestSourceStarScore));
        Assert.Null(alert.SeeingPixels);
        Assert.All(Enum.GetValues<CutoutKind>(), kind =>
            Assert.Equal(ZtfPacketFile.Ramp(63, 63).Pixels.ToArray(), alert[kind].Flux.Pixels.ToArray())
        );
        Assert.All(Enum.GetValues<CutoutKind>(), kind => Assert.Equal((kind, 1.01), (alert[kind].Kind, alert[kind].PixelScaleArcsec)));
    }

    [Fact]
    public void What_stands_for_no_value_in_ZTF_packets_becomes_null()
    {
        var record = ZtfPacketFile.Record(7);
        var candidate = (AvroRecord)record["candidate"]!;
        candidate["distpsnr1"] = -999f;
        candidate["sgscore1"] = -999f;
        candidate["magzpsci"] = float.NaN;
        candidate["diffmaglim"] = null;
        candidate["drb"] = null;
        candidate["fid"] = 9;
        candidate["isdiffpos"] = "0";
        var alert = Alert(record);
        Assert.Equal(
            (null, null, null, null),
            (alert.NearestSourceArcsec, alert.NearestSourceStarScore, alert.ZeroPointMag, alert.LimitingMagnitude)
        );
        Assert.Equal((0.5, null, false), (alert.RealBogus, alert.Band, alert.IsPositive));
    }

    [Fact]
    public void Seeing_is_that_of_the_alerts_own_image_and_never_another_visits()
    {
        var record = ZtfPacketFile.Record(7);
        var entry = (AvroRecordSchema)((AvroArraySchema)((AvroUnionSchema)record.Schema.Fields[5].Schema).Branches[1]).Items;
        var other = new AvroRecord(entry) { ["pid"] = 6L, ["sciinpseeing"] = 3.5f };
        record["fp_hists"] = new object?[] { other };
        Assert.Null(Alert(record).SeeingPixels);
        record["fp_hists"] = new object?[]
        {
            other,
            new AvroRecord(entry) { ["pid"] = 7L, ["sciinpseeing"] = 2.25f },
        };
        Assert.Equal(2.25, Alert(record).SeeingPixels);
        record["fp_hists"] = new object?[]
        {
            new AvroRecord(entry) { ["pid"] = 7L, ["sciinpseeing"] = -99999f },
        };
        Assert.Null(Alert(record).SeeingPixels);
    }

    [Fact]
    public void A_packet_without_what_an_alert_needs_is_a_problem_that_says_what()
    {
        Assert.Equal(("alert.missing-field", "cutoutDifference.stampData"), Problem(record => record["cutoutDifference"] = null));
        Assert.Equal(("alert.position", "candidate.ra"), Problem(record => ((AvroRecord)record["candidate"]!)["ra"] = 361.0));
        Assert.Equal(("alert.missing-field", "candidate.dec"), Problem(record => ((AvroRecord)record["candidate"]!)["dec"] = double.NaN));
        Assert.Equal(
            ("alert.cutout-size", "cutoutScience.stampData"),
            Problem(record => record["cutoutScience"] = ZtfPacketFile.Cutout(ZtfPacketFile.StampData(ZtfPacketFile.Ramp(64, 63))))
        );
    }

    [Fact]
    public void A_damaged_or_bomb_like_cutout_is_a_problem_that_names_the_cutout()
    {
        var good = ZtfPacketFile.StampData(ZtfPacketFile.Ramp(63, 63));
        Assert.Equal(("gzip.damaged", "cutoutScience.stampData"), WithScience(good[..^100]));
        Assert.Equal(("fits.signature", "cutoutScience.stampData"), WithScience(ZtfPacketFile.Gzip(new byte[2880])));
        Assert.Equal(("gzip.too-large", "cutoutScience.stampData"), WithScience(ZtfPacketFile.Gzip(new byte[64 << 20])));
        var huge = System.Text.Encoding.ASCII.GetBytes(
            string.Concat(
                    new[] { "SIMPLE  = T", "BITPIX  = -32", "NAXIS   = 2", "NAXIS1  = 2147483648", "NAXIS2  = 2147483648", "END" }.Select(
                        card => card.PadRight(80)
                    )
                )
                .PadRight(2880)
        );
        Assert.Equal(("fits.axis-range", "cutoutScience.stampData"), WithScience(ZtfPacketFile.Gzip(huge)));

        static (string, string?) WithScience(byte[] stampData) =>
            Problem(record => record["cutoutScience"] = ZtfPacketFile.Cutout(stampData));
    }

    private static Alert Alert(AvroRecord record, AvroCodec codec = AvroCodec.Null)
    {
        var reading = Read(record, codec);
        Assert.Null(reading.Problem);
        return reading.Alert!;
    }

    private static (string Code, string? Path) Problem(Action<AvroRecord> spoil)
    {
        var record = ZtfPacketFile.Record(7);
        spoil(record);
        var reading = Read(record, AvroCodec.Null);
        Assert.Null(reading.Alert);
        Assert.NotNull(reading.Problem!.ByteOffset);
        Assert.Equal(reading.Source, reading.Problem.File);
        return (reading.Problem.Code, reading.Problem.Path);
    }

    private static AlertReading Read(AvroRecord record, AvroCodec codec)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["7.avro"], ZtfPacketFile.Container([record], codec));
        return Assert.Single(AlertFiles.Read([folder["7.avro"]]));
    }
}
