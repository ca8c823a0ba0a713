using StampSpec.Alerts.Inspection;
using StampSpec.Budgets;
using StampSpec.Budgets.Measured;
using StampSpec.Common;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Budgets;

public sealed class ShippedPacketTests
{
    [SkippableFact]
    public void Real_packets_with_the_stamps_that_it_ship_cost_their_own_bytes()
    {
        var files = Directory.GetFiles(Repository.SharedPath("data", "lsst"), "*.avro").Order(StringComparer.Ordinal).ToArray();
        Assert.NotEmpty(files);
        foreach (var file in files.Where(f => File.ReadAllBytes(f)[0] != 0).Where((_, i) => i % 16 == 0))
        {
            var packet = PacketSpec.Load(file);
            var length = new FileInfo(file).Length;
            Assert.Equal(length, packet.TotalBytes);
            Assert.Equal(RecordBytesOf(file), packet.RecordBytes);
            Assert.Equal(length, packet.RecordBytes + packet.ContainerBytes + StampBytesOf(file) + (3 * 4));
        }
    }

    [SkippableFact]
    public void A_wire_message_without_its_schema_is_measured_by_its_fits_files()
    {
        var message = Directory
            .GetFiles(Repository.SharedPath("data", "lsst"))
            .First(f => new FileInfo(f).Length == 139_056 && File.ReadAllBytes(f)[0] == 0);
        var packet = PacketSpec.Load(message);
        Assert.Equal((799, 5, 139_056), (packet.RecordBytes, packet.ContainerBytes, packet.TotalBytes));
    }

    [SkippableFact]
    public void The_packet_as_shipped_is_the_median_of_the_real_packets()
    {
        // A broker added two fields to these packets, which Rubin does not ship.
        string[] added = ["brokerIngestMjd", "lsst_schema_version"];
        var packets = Directory
            .GetFiles(Repository.SharedPath("data", "lsst"), "*.avro")
            .Where(f => File.ReadAllBytes(f)[0] != 0)
            .Select(f => (Records: RecordBytesOf(f, added), Stamps: StampBytesOf(f)))
            .ToArray();
        Assert.Equal(160, packets.Length);
        Assert.Equal(109_440, MedianOf(packets.Select(p => p.Stamps)));
        Assert.Equal(MedianOf(packets.Select(p => p.Records)), PacketSpec.AsShipped.RecordBytes);
    }

    [SkippableFact]
    public void A_zwicky_packet_serves_too_and_a_layout_in_it_costs_records_container_stamps_and_framing()
    {
        var file = Directory.GetFiles(Repository.SharedPath("data", "ztf"), "*.avro").Order(StringComparer.Ordinal).First();
        var packet = PacketSpec.Load(file);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), packet.Name);
        Assert.Equal(packet.RecordBytes + packet.ContainerBytes + 3072 + (3 * 3), packet.WithStamps(3072, 3));
        var told = CommandLine.Run([
            "budget",
            "ztf-multiscale",
            "--packet",
            file,
            "--serialisation",
            "raw",
            "--encoding",
            "none",
            "--format",
            "csv",
        ]);
        Assert.Equal(0, told.ExitCode);
        Assert.Contains(FormattableString.Invariant($",3072,{packet.WithStamps(3072, 3):0},"), told.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_cut_off_alert_and_a_file_that_is_no_packet_are_refused()
    {
        var alert = File.ReadAllBytes(
            Directory.GetFiles(Repository.SharedPath("data", "ztf"), "*.avro").Order(StringComparer.Ordinal).First()
        );
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["cut.avro"], alert[..(alert.Length / 2)]);
        var cut = Assert.Throws<InvalidInputException>(() => PacketSpec.Load(folder["cut.avro"])).Diagnostics[0];
        Assert.Equal(folder["cut.avro"], cut.File);
        File.WriteAllBytes(folder["noise"], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var noise = Assert.Throws<InvalidInputException>(() => PacketSpec.Load(folder["noise"])).Diagnostics[0];
        Assert.Equal(("budget.packet", folder["noise"]), (noise.Code, noise.File));
        Assert.Equal(2, CommandLine.Run(["budget", "ztf-full", "--packet", folder["noise"]]).ExitCode);
    }

    /// <summary>What inspection finds outside the container and the stamps.</summary>
    private static long RecordBytesOf(string file, params string[] without) =>
        PacketInspector
            .Inspect([file])
            .Single()
            .Parts.Where(part => part.Name is not ("header" or "schema" or "framing" or "compression"))
            .Where(part => !without.Contains(part.Name))
            .Where(part => !part.Name.StartsWith("cutout", StringComparison.Ordinal))
            .Sum(part => part.Bytes);

    private static long StampBytesOf(string file) =>
        ShippedParts
            .Of(File.ReadAllBytes(file))
            .Where(part => part.Key is not (ShippedParts.Records or ShippedParts.Container))
            .Sum(part => part.Value);

    private static double MedianOf(IEnumerable<long> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2.0;
    }
}
