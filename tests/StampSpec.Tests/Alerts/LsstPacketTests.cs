using StampSpec.Alerts;
using StampSpec.Alerts.Inspection;
using StampSpec.Alerts.Lsst;
using StampSpec.Alerts.Reading;
using StampSpec.Budgets;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Fits;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

public sealed class LsstPacketTests
{
    [SkippableFact]
    public void Every_shipped_packet_is_read_and_messages_without_schema_say_what_to_give()
    {
        var readings = AlertFiles.Read([Repository.SharedPath("data", "lsst")]).ToArray();
        var index = SharedIndex.Lsst();
        Assert.Equal(index.Select(row => Path.GetFileName(row["file"])).Order(), readings.Select(r => Path.GetFileName(r.Source)).Order());
        Assert.Equal(index.Count(row => !SharedIndex.IsWire(row)), readings.Count(r => r.Alert is not null));
        Assert.All(readings.Where(r => r.Alert is null), r =>
        {
            Assert.Contains(".wire", r.Source, StringComparison.Ordinal);
            Assert.Equal("wire.no-schema", r.Problem!.Code);
            Assert.Contains(".avsc", r.Problem.Fix, StringComparison.Ordinal);
        });
        Assert.All(readings.Select(r => r.Alert).OfType<Alert>(), AssertWhole);
    }

    [SkippableFact]
    public void A_packet_has_the_values_that_astropy_and_avro_see()
    {
        var alert = Assert.Single(AlertFiles.Read([Repository.SharedPath("data", "lsst", "169813005919846484.v10_0.avro")])).Alert!;
        Assert.Equal(
            (SurveyKind.Lsst, 169813005919846484, "169813005919846484", "i"),
            (alert.Survey, alert.Candid, alert.ObjectId, alert.Band)
        );
        Assert.Equal((51.90937507035972, -29.342400167845806), (alert.RightAscensionDeg, alert.DeclinationDeg));
        Assert.Equal(61041.22059738729 + 2_400_000.5 + (32.184 / 86_400), alert.JulianDate!.Value, 6);
        Assert.Equal(31.4 - (2.5 * Math.Log10(1789.976318359375)), alert.MagnitudePsf!.Value, 9);
        Assert.True(alert.IsPositive);
        Assert.Equal(0.8924421072006226, alert.RealBogus);
        var wcs = alert.Science.Wcs!;
        Assert.Equal(
            (15.734833799386, 15.813947531813, 51.90937507036, -29.342400167846),
            (wcs.ReferenceColumn, wcs.ReferenceRow, wcs.RightAscensionDeg, wcs.DeclinationDeg)
        );
        Assert.Equal((-1.133261731039E-05, 5.4283458326817E-05), (wcs.Cd11, wcs.Cd12));
        Assert.Equal((5.4305094175995E-05, 1.119983296671E-05), (wcs.Cd21, wcs.Cd22));
        Assert.Equal((30, 41), (alert.Science.Flux.Width, alert.Science.Psf!.Width));
    }

    [SkippableFact]
    public void The_predicted_size_of_every_cutout_is_its_size()
    {
        var cutouts = 0;
        foreach (var file in Files())
        {
            foreach (var fits in CutoutFiles(file))
            {
                var cutout = LsstCutout.Read(CutoutKind.Science, fits);
                Assert.Equal(fits.Length, FitsSerialisation.ShippedCutoutBytes(cutout.Flux.Width, cutout.Psf?.Width ?? 0));
                cutouts++;
            }
        }

        Assert.Equal(3 * SharedIndex.Lsst().Count, cutouts);
    }

    [SkippableFact]
    public void Inspection_accounts_for_every_byte_of_every_file()
    {
        Assert.All(Files(), file =>
        {
            var inspection = Assert.Single(PacketInspector.Inspect([file]));
            Assert.Equal("lsst", inspection.Kind);
            Assert.Equal(inspection.Bytes, inspection.Parts.Sum(p => p.Bytes));
            Assert.Equal(["cutoutDifference", "cutoutScience", "cutoutTemplate"], inspection.Cutouts.Select(c => c.Name));
            Assert.Equal(
                file.Contains(".wire", StringComparison.Ordinal),
                inspection.Error is { Severity: DiagnosticSeverity.Warning, Code: "wire.no-schema" }
            );
        });
    }

    [SkippableFact]
    public void A_message_is_read_with_its_schema_from_a_container_or_a_folder()
    {
        var file = Repository.SharedPath("data", "lsst", "169813005919846484.v10_0.avro");
        using var folder = new TemporaryFolder();
        using var stream = File.OpenRead(file);
        using var container = new AvroContainerReader(stream);
        Assert.True(container.TryReadBlock(out var block));
        File.WriteAllBytes(folder["one.avro"], ConfluentMessage.Frame(1000, block.Data.Span));
        File.WriteAllBytes(folder["1000.avsc"], container.Header.SchemaJson.Span);
        foreach (var schemas in new[] { file, folder.Path })
        {
            var options = AlertReadingOptions.Default with { WireSchemas = WireSchemas.Load(schemas) };
            var alert = Assert.Single(AlertFiles.Read([folder["one.avro"]], options)).Alert!;
            Assert.Equal(169813005919846484, alert.Candid);
            var inspection = Assert.Single(PacketInspector.Inspect([folder["one.avro"]], options));
            Assert.Null(inspection.Error);
            Assert.Equal(inspection.Bytes, inspection.Parts.Sum(p => p.Bytes));
        }
    }

    [Fact]
    public void Truncated_messages_are_refused_at_their_byte()
    {
        Assert.Equal("wire.header", Code(() => ConfluentMessage.Parse(new byte[] { 0, 0, 0, 3 })));
        Assert.Equal("wire.header", Code(() => ConfluentMessage.Parse(new byte[] { 1, 0, 0, 3, 132, 9 })));
        var message = ConfluentMessage.Parse(ConfluentMessage.Frame(704, [1, 2, 3]));
        Assert.Equal((704, "7.4", 3), (message.SchemaId, message.SchemaVersion, message.Datum.Length));
        Assert.Equal("wire.cutouts", Code(() => WireCutouts.Find(message.Datum)));
        Assert.Equal("wire.schemas", Code(() => WireSchemas.Load("no-such-folder")));
    }

    [Theory]
    [InlineData("VarianceUncertainty", 4, 4)]
    [InlineData("StdDevUncertainty", 4, 16)]
    [InlineData(null, 4, 16)]
    [InlineData("InverseVariance", 4, 0.25f)]
    [InlineData("InverseVariance", 0, float.NaN)]
    public void Every_kind_of_uncertainty_of_CCDData_becomes_a_variance(string? kind, float stored, float variance) =>
        Assert.Equal(variance, LsstCutout.Read(CutoutKind.Science, WithUncertainty(kind, stored)).Variance![0, 0]);

    [Fact]
    public void An_unknown_kind_of_uncertainty_is_refused()
    {
        var refused = Assert.Throws<InvalidInputException>(() =>
            LsstCutout.Read(CutoutKind.Science, WithUncertainty("UnknownUncertainty", 4))
        );
        Assert.Equal(
            "byte 5760: error alert.uncertainty: UTYPE of the uncertainty is UnknownUncertainty; VarianceUncertainty, "
                + "StdDevUncertainty and "
                + "InverseVariance are supported",
            refused.Diagnostics[0].ToString()
        );
    }

    private static byte[] WithUncertainty(string? kind, float stored)
    {
        var image = new Image<float>(1, 1, [stored]);
        FitsCard[] cards = kind is null ? [] : [FitsCard.Text("UTYPE", kind)];
        return FitsWriter.Write(
            new FitsImageHdu(FitsImage.From(new Image<float>(1, 1)), []),
            new FitsImageHdu(FitsImage.From(image), cards, "UNCERT")
        );
    }

    [SkippableFact]
    public void A_message_cut_short_is_refused()
    {
        var whole = File.ReadAllBytes(Files().First(f => f.Contains(".wire", StringComparison.Ordinal)))
            .AsMemory(ConfluentMessage.HeaderBytes);
        Assert.Equal(3, WireCutouts.Find(whole).Count);
        Assert.All(new[] { whole.Length - 1, whole.Length / 2, 500 }, length =>
            Assert.Equal("wire.cutouts", Code(() => WireCutouts.Find(whole[..length])))
        );
    }

    private static string Code(Action action) => Assert.Single(Assert.Throws<InvalidInputException>(action).Diagnostics).Code;

    private static string[] Files() => [.. Directory.GetFiles(Repository.SharedPath("data", "lsst")).Order(StringComparer.Ordinal)];

    private static ReadOnlyMemory<byte>[] CutoutFiles(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (ConfluentMessage.IsWire(bytes))
        {
            var datum = ConfluentMessage.Parse(bytes).Datum;
            return WireCutouts.Find(datum).Select(c => datum.Slice(c.Offset, c.Length)).ToArray();
        }

        using var container = new AvroContainerReader(new MemoryStream(bytes));
        var packet = (AvroRecord)Assert.Single(container.ReadAll())!;
        return new[] { "cutoutDifference", "cutoutScience", "cutoutTemplate" }
            .Select(name => (ReadOnlyMemory<byte>)(byte[])packet[name]!)
            .ToArray();
    }

    private static void AssertWhole(Alert alert)
    {
        foreach (var kind in Enum.GetValues<CutoutKind>())
        {
            var cutout = alert[kind];
            Assert.InRange(cutout.Flux.Width, 30, 102);
            Assert.Equal((cutout.Flux.Width, cutout.Flux.Height), (cutout.Variance!.Width, cutout.Variance.Height));
            Assert.Equal(1, cutout.Psf!.Width % 2);
            Assert.InRange(cutout.Psf.Pixels.ToArray().Sum(), 0.9, 1.1);
        }

        var wcs = alert.Science.Wcs!;
        var scale = 3600 * Math.Sqrt(Math.Abs((wcs.Cd11 * wcs.Cd22) - (wcs.Cd12 * wcs.Cd21)));
        Assert.InRange(scale, 0.15, 0.21);
        Assert.InRange(alert.Science.PixelScaleArcsec / scale, 0.95, 1.05);
    }
}
