using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Budgets.Measured;
using StampSpec.Layouts;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Budgets;

public sealed class MeasuredTests
{
    [SkippableTheory]
    [InlineData("lsst", "*.v10_0.avro", ShippedParts.Psf)]
    [InlineData("ztf", "*.avro", ShippedParts.Gzipped)]
    public void The_parts_of_a_shipped_file_add_up_to_it(string survey, string pattern, string largest)
    {
        foreach (var file in Directory.GetFiles(Repository.SharedPath("data", survey), pattern).Order(StringComparer.Ordinal).Take(10))
        {
            var bytes = File.ReadAllBytes(file);
            var parts = ShippedParts.Of(bytes);
            Assert.Equal(bytes.Length, parts.Values.Sum());
            Assert.All(parts.Values, v => Assert.True(v > 0));
            Assert.Contains(largest, parts.Keys);
        }
    }

    [SkippableFact]
    public void A_shipped_30_pixel_packet_has_the_parts_worked_out_by_hand()
    {
        var parts = ShippedParts.Of(File.ReadAllBytes(Repository.SharedPath("data", "lsst", "169813005919846484.v10_0.avro")));
        Assert.Equal(3 * 3 * 2_880, parts[ShippedParts.FitsHeaders]);
        Assert.Equal(3 * 3_600, parts[ShippedParts.Flux]);
        Assert.Equal(3 * 3_600, parts[ShippedParts.Variance]);
    }

    [SkippableFact]
    public void Stamps_as_shipped_measure_what_the_shipped_cutouts_take()
    {
        var alert = Assert.Single(AlertFiles.Read([Repository.SharedPath("data", "lsst", "169813005919846484.v10_0.avro")])).Alert!;
        var rows = StampMeasurement.Of([alert]).ToArray();
        var shipped = rows.Single(r => r is { Variant: "float64 PSFs (as shipped)", Serialisation: "fits", Encoding: "none" });
        var cutouts = new[] { alert.Science, alert.Template, alert.Difference };
        Assert.Equal(cutouts.Sum(c => FitsSerialisation.ShippedCutoutBytes(c.Flux.Width, c.Psf!.Width)), shipped.Bytes.Mean);
        Assert.All(rows, r => Assert.Equal(1, r.Bytes.Count));
        Assert.DoesNotContain(rows, r => r is { Serialisation: "fits", Encoding: "float16" });
    }

    [SkippableFact]
    public void A_whole_message_has_its_records_and_the_stamps_put_in_place_and_snappy_keeps_it()
    {
        var path = Directory.GetFiles(Repository.SharedPath("data", "ztf"), "*.avro").Order(StringComparer.Ordinal).First();
        var file = File.ReadAllBytes(path);
        var alert = Assert.Single(AlertFiles.Read([path])).Alert!;
        var layout = StampLayout.Load("ztf-multiscale");
        var packet = PacketSpec.Load(path);
        var message = MessageMeasurement.WithLayout(alert, file, layout)!;
        Assert.Equal(packet.WithStamps(layout.RawBytes, 3) - packet.ContainerBytes + 5, message.Length);
        var stamps = Serialisation.Parse("raw").Write(SampledStamps.Of(alert, layout), PixelEncoding.None);
        Assert.All(stamps, s => Assert.True(message.AsSpan().IndexOf(s) > 0));
        Assert.Equal(packet.TotalBytes - packet.ContainerBytes + 5, MessageMeasurement.AsShipped(file).Length);
        var rows = MessageMeasurement.Of([(alert, file)], [layout]).ToArray();
        Assert.Equal(["none", "snappy", "none", "snappy"], rows.Select(r => r.Encoding));
        Assert.Equal(message.Length, rows[2].Bytes.Mean);
        Assert.InRange(rows[3].Bytes.Mean, layout.RawBytes / 2, message.Length - 1);
        Assert.Equal(message, new SnappyCodec().Expand(new SnappyCodec().Compress(message), message.Length));
    }

    [Fact]
    public void Measuring_needs_a_folder_and_at_least_one_alert()
    {
        Assert.Contains("budget.no-folder", CommandLine.Run("budget", "--measure", "x.avro").Error, StringComparison.Ordinal);
        Assert.Contains("budget.at-most", CommandLine.Run("budget", "--measure", "x.avro", "--out", "y", "--at-most", "0").Error, StringComparison.Ordinal);
    }
}
