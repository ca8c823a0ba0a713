using System.Formats.Tar;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;

namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>Archives, through the reader that every command uses.</summary>
internal static class ArchiveTargets
{
    public static IEnumerable<FuzzTarget> All()
    {
        byte[][] archives = [OwnPackets.Tar(TarEntryFormat.Pax), OwnPackets.Tar(TarEntryFormat.Gnu), OwnPackets.Tar(TarEntryFormat.Ustar)];
        byte[][] gzipped = [.. archives.Select(a => OwnPackets.Gzip(a))];
        yield return new FuzzTarget(
            "tar",
            random =>
                random.Chance(0.7) ? TarMutation.Apply(random.Pick(archives), random) : ByteMutation.Apply(random.Pick(archives), random),
            bytes => Read(bytes, isGzip: false)
        )
        {
            Share = 0.4,
        };
        yield return new FuzzTarget(
            "tar-gzip",
            random =>
                random.Chance(0.5)
                    ? ByteMutation.Apply(random.Pick(gzipped), random)
                    : OwnPackets.Gzip(TarMutation.Apply(random.Pick(archives), random)),
            bytes => Read(bytes, isGzip: true)
        )
        {
            Share = 0.4,
        };
    }

    private static void Read(byte[] bytes, bool isGzip)
    {
        var options = AlertReadingOptions.Default with { Parallelism = 1 };
        var readings = new List<AlertReading>();
        foreach (var source in TarPackets.Of(new MemoryStream(bytes), "case.tar", isGzip, options).Take(64))
        {
            readings.AddRange(
                PacketStream.ReadSingle(source, options) is { } single ? [single] : PacketStream.ReadMany(source, options).Take(64)
            );
        }

        PacketTargets.Require(readings);
    }
}
