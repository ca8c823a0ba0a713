using StampSpec.Alerts;
using StampSpec.Alerts.Lsst;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

public sealed class LsstPacketWriterTests
{
    private static readonly Alert Alert = new(
        SurveyKind.Lsst,
        170_055_002_004_914_199,
        "313893021442113603",
        51.909,
        -29.342,
        Make(CutoutKind.Science),
        Make(CutoutKind.Template),
        Make(CutoutKind.Difference)
    )
    {
        Band = "r",
        JulianDate = 2_461_041.7,
        MagnitudePsf = 22.5,
        MagnitudePsfError = 0.1,
        SignalToNoise = 10.9,
        IsPositive = false,
        RealBogus = 0.75,
        SeeingPixels = 4.2,
    };

    [Theory]
    [InlineData("diaSource", 98)]
    [InlineData("diaForcedSource", 14)]
    [InlineData("diaObject", 82)]
    [InlineData("ssSource", 39)]
    [InlineData("mpc_orbits", 53)]
    public void The_schema_has_the_records_of_schema_11(string name, int fields) =>
        Assert.Contains(Records(LsstPacketWriter.Schema), r =>
            r.Name.EndsWith("." + name, StringComparison.Ordinal) && r.Fields.Count == fields
        );

    [Fact]
    public void A_container_and_a_message_come_back_as_the_alert()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        var options = AlertReadingOptions.Default with { WireSchemas = WireSchemas.Load(folder["packet.avro"]) };
        foreach (var file in new[] { "packet.avro", "message.avro" })
        {
            var read = Assert.Single(AlertFiles.Read([folder[file]], options)).Alert!;
            Assert.Equal(
                (Alert.Candid, Alert.ObjectId, Alert.Band, Alert.IsPositive),
                (read.Candid, read.ObjectId, read.Band, read.IsPositive)
            );
            Assert.Equal((Alert.RightAscensionDeg, Alert.DeclinationDeg), (read.RightAscensionDeg, read.DeclinationDeg));
            Assert.Equal(Alert.JulianDate!.Value, read.JulianDate!.Value, 8);
            Assert.Equal(Alert.MagnitudePsf!.Value, read.MagnitudePsf!.Value, 5);
            Assert.Equal(Alert.MagnitudePsfError!.Value, read.MagnitudePsfError!.Value, 5);
            Assert.Equal(Alert.SeeingPixels!.Value, read.SeeingPixels!.Value, 5);
            foreach (var kind in Enum.GetValues<CutoutKind>())
            {
                Assert.Equal(Alert[kind].Flux.Pixels.ToArray(), read[kind].Flux.Pixels.ToArray());
                Assert.Equal(Alert[kind].Variance!.Pixels.ToArray(), read[kind].Variance!.Pixels.ToArray());
                Assert.Equal(Alert[kind].Psf!.Pixels.ToArray(), read[kind].Psf!.Pixels.ToArray());
                Assert.Equal(Alert[kind].Wcs, read[kind].Wcs);
            }
        }
    }

    [SkippableFact]
    public void Python_reads_them_too()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        Assert.Equal("2 packets agree", PeerScript.Run("lsst_packets.py", ["avro", "astropy"], folder.Path).Trim());
    }

    private static void Write(TemporaryFolder folder)
    {
        using (var stream = File.Create(folder["packet.avro"]))
        {
            LsstPacketWriter.WriteContainer(stream, [Alert]);
        }

        File.WriteAllBytes(folder["message.avro"], ConfluentMessages.Of(Alert));
        File.WriteAllText(folder["1100.avsc"], LsstPacketWriter.SchemaJson);
    }

    private static IEnumerable<AvroRecordSchema> Records(AvroSchema schema) =>
        schema switch
        {
            AvroRecordSchema record => record.Fields.SelectMany(f => Records(f.Schema)).Prepend(record),
            AvroUnionSchema union => union.Branches.SelectMany(Records),
            AvroArraySchema array => Records(array.Items),
            _ => [],
        };

    private static Cutout Make(CutoutKind kind)
    {
        var source = new Seed(21).Derive((long)kind).CreateSource();
        var flux = new Image<float>(30, 30);
        foreach (ref var pixel in flux.Pixels)
        {
            pixel = (float)(20 * source.NextNormal());
        }

        var psf = new Image<double>(41, 41);
        psf[20, 20] = 1;
        return new Cutout(kind, flux, 0.2)
        {
            Variance = flux.Clone(),
            Psf = psf,
            Wcs = new CutoutWcs(15.5, 15.5, 51.909, -29.342, -5e-5, 1e-6, 1e-6, 5e-5),
        };
    }

    [Fact]
    public void The_seeing_of_another_camera_is_in_its_own_pixels()
    {
        // HSC: 0.168 arcsec.
        var wcs = Alert.Science.Wcs! with { Cd11 = -0.168 / 3600, Cd12 = 0, Cd21 = 0, Cd22 = 0.168 / 3600 };
        var alert = Alert with { Science = Alert.Science with { Wcs = wcs } };
        var sigma = 4.2 * 0.168 / 2.354820045;
        Assert.Equal((float)(sigma * sigma), (float)((AvroRecord)LsstPacketWriter.ToRecord(alert)["diaSource"]!)["ixxPSF"]!, 1e-6f);
        using var folder = new TemporaryFolder();
        using (var file = File.Create(folder["hsc.avro"]))
        {
            LsstPacketWriter.WriteContainer(file, [alert]);
        }

        var read = Assert.Single(AlertFiles.Read([folder["hsc.avro"]])).Alert!;
        Assert.Equal((0.168, 4.2), (Math.Round(read.Science.PixelScaleArcsec, 9), Math.Round(read.SeeingPixels!.Value, 5)));
    }

    [Fact]
    public void Schema_11_1_with_its_three_new_fields_is_read_like_11_0()
    {
        const string Visit = """    {"name": "visit", "type": "long"},""";
        const string Added = """
                {"name": "exposureTime", "type": ["null", "float"]}, {"name": "trailAlgorithm", "type": ["null", "string"]},
                {"name": "trail_flag", "type": ["null", "boolean"]},
            """;
        var json = LsstPacketWriter.SchemaJson.Replace("v11_0", "v11_1", StringComparison.Ordinal);
        var schema = (AvroRecordSchema)AvroSchema.Parse(json.Replace(Visit, Visit + Added, StringComparison.Ordinal));
        var old = LsstPacketWriter.ToRecord(Alert);
        var packet = Moved(old, schema);
        var source = Moved((AvroRecord)old["diaSource"]!, (AvroRecordSchema)schema.Fields[3].Schema);
        (source["exposureTime"], source["trailAlgorithm"], source["trail_flag"]) = (30f, "veres", false);
        packet["diaSource"] = source;
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["new.avro"], ConfluentMessage.Frame(1101, new AvroDatumWriter(schema).Encode(packet)));
        File.WriteAllBytes(folder["old.avro"], ConfluentMessages.Of(Alert));
        var schemas = new Dictionary<int, AvroSchema> { [1100] = LsstPacketWriter.Schema, [1101] = schema };
        var readings = AlertFiles.Read([folder.Path], new AlertReadingOptions { WireSchemas = WireSchemas.Of(schemas) }).ToArray();
        Assert.Equal([null, null], readings.Select(r => r.Problem?.ToString()));
        var (read, twin) = (readings[0].Alert!, readings[1].Alert!);
        Assert.All(PacketColumns.Of(SurveyKind.Lsst), c => Assert.Equal(twin.Columns!.ValueOf(c), read.Columns!.ValueOf(c)));
        Assert.Equal(
            twin with
            {
                Science = read.Science,
                Template = read.Template,
                Difference = read.Difference,
                Columns = read.Columns,
            },
            read
        );
        Assert.Equal(twin.Science.Flux.Pixels.ToArray(), read.Science.Flux.Pixels.ToArray());
    }

    // Fields whose own schema has another namespace are records or lists of them, which are left null.
    private static AvroRecord Moved(AvroRecord old, AvroRecordSchema schema)
    {
        var record = new AvroRecord(schema);
        foreach (var field in old.Schema.Fields)
        {
            record[field.Name] = old[field.Name] is AvroRecord or object?[] ? null : old[field.Name];
        }

        return record;
    }
}
