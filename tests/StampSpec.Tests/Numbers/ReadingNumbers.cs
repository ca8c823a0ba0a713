using System.Formats.Tar;
using StampSpec.Alerts;
using StampSpec.Alerts.Lsst;
using StampSpec.Alerts.Reading;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Fits;
using StampSpec.Sky.Packets;
using StampSpec.Tests.Alerts;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Numbers;

/// <summary>What is read from packets of both surveys and from label tables.</summary>
internal static class ReadingNumbers
{
    public static IEnumerable<NumberCase> Cases() =>
        [
            Read("ztf container", ".avro", Containers(AvroCodec.Null)),
            Read("ztf container deflated", ".avro", Containers(AvroCodec.Deflate)),
            Read("ztf container in snappy", ".avro", Containers(AvroCodec.Snappy)),
            Read("archive", ".tar", Archive()),
            Read("synthetic packet", ".avro", Written(stream => SyntheticPacket.Write(Measured(TestScene.Ztf(2)), stream))),
            Read("synthetic packet fading in g", ".avro", Written(stream => SyntheticPacket.Write(Measured(FadingInG()), stream))),
            Read("rubin container", ".avro", Written(stream => LsstPacketWriter.WriteContainer(stream, [TestScene.Rubin(1), Fading()]))),
            Read("rubin message", ".avro", ConfluentMessages.Of(TestScene.Rubin(2))),
            .. Cutouts(),
            NumberCase.Of("labels", Labels()),
        ];

    private static Alert Measured(Alert alert) =>
        alert with
        {
            Columns = new PacketColumnSchema(SurveyKind.Ztf, [], ZtfSchema.Alert).Of([
                ("magpsf", alert.MagnitudePsf),
                ("sigmapsf", alert.MagnitudePsfError),
                ("scorr", alert.SignalToNoise),
                ("diffmaglim", alert.LimitingMagnitude),
                ("distpsnr1", alert.NearestSourceArcsec),
                ("nmtchps", 1),
                ("sgscore1", alert.NearestSourceStarScore),
            ]),
        };

    private static Alert FadingInG() => TestScene.Ztf(3) with { IsPositive = false, Band = "g" };

    private static Alert Fading() =>
        TestScene.Rubin(4) with
        {
            IsPositive = false,
            ObjectId = "none",
            RightAscensionDeg = 360,
            RealBogus = null,
        };

    private static byte[] Containers(AvroCodec codec)
    {
        var whole = ZtfPacketFile.Record(11);
        var bare = ZtfPacketFile.Record(12);
        var candidate = ZtfPacketFile.Candidate(77);
        (candidate["fid"], candidate["isdiffpos"], candidate["drb"], candidate["distpsnr1"], candidate["sgscore1"]) = (
            1,
            "0",
            null,
            -999f,
            -999f
        );
        (bare["candidate"], bare["fp_hists"]) = (candidate, new object?[] { Photometry(76, 1.5f), Photometry(77, 2.5f) });
        var edge = ZtfPacketFile.Record(13);
        candidate = ZtfPacketFile.Candidate(13);
        (candidate["fid"], candidate["isdiffpos"], candidate["ra"], candidate["diffmaglim"], candidate["magzpsci"]) = (
            3,
            "1",
            360.0,
            -99999f,
            null
        );
        (candidate["rb"], candidate["drb"]) = (null, null);
        edge["candidate"] = candidate;
        edge["cutoutScience"] = ZtfPacketFile.Cutout(ZtfPacketFile.StampData(TestScene.Image(50, 63, 1, 100, 5)));
        edge["cutoutTemplate"] = ZtfPacketFile.Cutout(
            FitsWriter.Write(new FitsImageHdu(FitsImage.From(TestScene.Image(40, 31, 2, 100, 5)), []))
        );
        edge["cutoutDifference"] = ZtfPacketFile.Cutout(ZtfPacketFile.Gzip(FitsWriter.Write(Scaled())));
        return ZtfPacketFile.Container([whole, bare, edge], codec);
    }

    private static AvroRecord Photometry(long pid, float seeing)
    {
        var list = (AvroArraySchema)
            ((AvroUnionSchema)ZtfPacketFile.RecordSchema.Fields.Single(f => f.Name == "fp_hists").Schema).Branches[1];
        return new AvroRecord((AvroRecordSchema)list.Items) { ["pid"] = pid, ["sciinpseeing"] = seeing };
    }

    private static FitsImageHdu Scaled()
    {
        short[] stored = [.. Enumerable.Range(0, 63 * 63).Select(i => (short)(((i * 7919) % 60_000) - 30_000))];
        return new FitsImageHdu(
            FitsImage.FromInt16(63, 63, stored),
            [Card("BSCALE", 0.25), Card("BZERO", 1000.5), FitsCard.Integer("BLANK", stored[100])]
        );
    }

    private static byte[] Archive() =>
        Written(stream =>
        {
            using var tar = new TarWriter(stream, leaveOpen: true);
            foreach (var candid in new[] { 21, 22 })
            {
                tar.WriteEntry(
                    new UstarTarEntry(TarEntryType.RegularFile, FormattableString.Invariant($"{candid}.avro"))
                    {
                        DataStream = new MemoryStream(ZtfPacketFile.Container([ZtfPacketFile.Record(candid)])),
                    }
                );
            }
        });

    private static FitsCard Card(string keyword, double value) => FitsCard.Real(keyword, value);

    private static IEnumerable<NumberCase> Cutouts()
    {
        var flux = FitsImage.From(TestScene.Image(9, 9, 1, 10, 2));
        FitsCard[] place = [Card("CRPIX1", 5), Card("CRPIX2", 4.5), Card("CRVAL1", 12.5), Card("CRVAL2", -3.25)];
        (string Name, FitsCard[] Wcs)[] systems =
        [
            ("without coordinates", []),
            ("with a CD matrix", [.. place, Card("CD1_1", -5.5e-5), Card("CD1_2", 1e-6), Card("CD2_1", 2e-6), Card("CD2_2", 5.5e-5)]),
            ("with turned pixels of a degree", [.. place, Card("PC1_2", 0.25), Card("PC2_1", -0.125)]),
            ("of another camera", [.. place, Card("CDELT1", -4.67e-5), Card("CDELT2", 4.67e-5), Card("PC1_2", 0.125)]),
        ];
        return systems.Select(system =>
        {
            var file = FitsWriter.Write(
                new FitsImageHdu(flux, system.Wcs),
                new FitsImageHdu(FitsImage.From(TestScene.Image(9, 9, 2, 4, 0.5)), [FitsCard.Text("UTYPE", "StdDevUncertainty")], "UNCERT"),
                new FitsImageHdu(FitsImage.From(TestScene.Image(5, 5, 3, 1, 0.25).To<double>()), [], "PSFIMAGE")
            );
            var cutout = LsstCutout.Read(CutoutKind.Science, file);
            return NumberCase.Of($"rubin cutout {system.Name}", NumberCase.Alert(TestScene.Rubin(7) with { Science = cutout }));
        });
    }

    private static IEnumerable<double> Labels()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder["labels.csv"],
            "candid,file,class,strength,group,other\n1,a.avro,agn,spectroscopic,g1,x\n2,,, ,g2,\n3, b.avro ,sn,visual,g1,\n"
        );
        return
        [
            .. LabelTable
                .Load(folder["labels.csv"])
                .Rows.SelectMany(r =>
                    new double[] { r.Candid }.Concat(new[] { r.File, r.Class, r.Group, r.Strength }.SelectMany(NumberCase.Text))
                ),
        ];
    }

    private static byte[] Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    private static NumberCase Read(string name, string extension, byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        var path = folder["packets" + extension];
        File.WriteAllBytes(path, bytes);
        var options = AlertReadingOptions.Default with
        {
            WireSchemas = WireSchemas.Of(new Dictionary<int, AvroSchema> { [LsstPacketWriter.SchemaId] = LsstPacketWriter.Schema }),
        };
        return NumberCase.Of(
            name,
            AlertFiles
                .Read([path], options)
                .SelectMany(r => NumberCase.Alert(r.Alert ?? throw new InvalidOperationException(r.Problem!.ToString())))
        );
    }
}
