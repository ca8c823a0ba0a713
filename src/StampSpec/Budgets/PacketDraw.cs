using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Formats.Avro;

namespace StampSpec.Budgets;

/// <summary>
/// Reads the sizes of real packets: of their cutouts, PSFs and records. Only sizes are kept, of at most <see cref="MostKept"/> evenly
/// spaced packets.
/// </summary>
internal sealed class PacketDraw
{
    /// <summary>Maximum number of packets whose sizes are kept.</summary>
    public const int MostKept = 65_536;

    /// <summary>Number of packets whose sizes are kept.</summary>
    public int Kept => Sizes.Count;

    private readonly ThinnedSample<DrawnPacket> _sample = new(MostKept);
    private int _skipped;

    private IReadOnlyList<DrawnPacket> Sizes => _sample.Items;

    /// <summary>A packet with the distribution of all alerts of a path.</summary>
    /// <param name="path">A folder, an archive or a container.</param>
    /// <param name="options">Limits and schemas.</param>
    /// <param name="report">Receives the problem of each packet that cannot be read; it is skipped.</param>
    /// <exception cref="InvalidInputException">The path contains no packet, or none can be read.</exception>
    public static AlertPacket Read(string path, AlertReadingOptions options, Action<Diagnostic> report)
    {
        var draw = new PacketDraw();
        var keeping = options with { KeepsBytes = true };
        foreach (var reading in AlertFiles.Read([path], keeping))
        {
            if (draw.Add(reading, keeping) is { } problem)
            {
                report(problem);
            }
        }

        return draw.Kept == 0
            ? throw InvalidInputException.Of(
                "budget.no-alerts",
                string.Create(CultureInfo.InvariantCulture, $"none of the {draw._skipped} packets could be read"),
                file: path,
                fix: "give alerts as object containers, or wire messages with --schemas"
            )
            : draw.Packet(path);
    }

    /// <summary>Keeps the sizes of an alert, or returns the reason why it is skipped.</summary>
    internal Diagnostic? Add(AlertReading reading, AlertReadingOptions options)
    {
        if (reading.Alert is not { } alert || reading.Shipped is not { } shipped)
        {
            _skipped++;
            return reading.Problem
                ?? Diagnostic.Error("budget.packet", "the bytes of this alert are not known", file: reading.Source, fix: "give packets");
        }

        if (_sample.IsNext())
        {
            _sample.Add(SizesOf(alert, ShippedBytes.Of(shipped, options)));
        }

        return null;
    }

    private static DrawnPacket SizesOf(Alert alert, ShippedBytes shipped) =>
        new(
            1,
            shipped.Datum.Length - shipped.Stamps.Sum(s => 1L + AvroVarint.Bytes(s.Length) + s.Length),
            [.. Enum.GetValues<CutoutKind>().Select(kind => SizeOf(alert[kind]))],
            shipped.Stamps.Sum(s => (long)s.Length)
        )
        {
            FootprintPixels = alert.FootprintPixels,
        };

    private static DrawnCutout SizeOf(Cutout cutout) =>
        new(cutout.Kind, Math.Max(cutout.Flux.Width, cutout.Flux.Height), cutout.PixelScaleArcsec, SideOf(cutout.Psf));

    private static int? SideOf(Image<double>? psf) => psf is null ? null : Math.Max(psf.Width, psf.Height);

    private AlertPacket Packet(string path)
    {
        var records = MedianOf(p => p.RecordBytes);
        var packet = new AlertPacket(NameOf(path), records, ConfluentMessage.HeaderBytes, 0, SourceOf(path))
        {
            Drawn = new DrawnPackets(Sizes),
        };
        return packet with { TotalBytes = (long)packet.WithStamps(MedianOf(p => p.StampBytes!.Value), Sizes[0].Cutouts.Count) };
    }

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path));

    private string SourceOf(string path)
    {
        var thinned = Kept == _sample.Seen ? "" : string.Create(CultureInfo.InvariantCulture, $", sizes of {Kept:N0} of them");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"medians of {_sample.Seen:N0} alerts of {Path.GetFileName(Path.TrimEndingDirectorySeparator(path))} "
                + $"({_skipped:N0} skipped{thinned}), as wire messages: cutouts of {Range(p => p.Cutouts.Select(c => (long)c.Pixels))} px, "
                + $"PSFs of {Range(p => p.Cutouts.Select(c => c.PsfPixels).OfType<int>().Select(side => (long)side))} px, "
                + $"records of {Range(p => [p.RecordBytes])} B"
        );
    }

    private string Range(Func<DrawnPacket, IEnumerable<long>> sizes)
    {
        long[] all = [.. Sizes.SelectMany(sizes)];
        return all.Length == 0 ? "no" : string.Create(CultureInfo.InvariantCulture, $"{all.Min():N0} to {all.Max():N0}");
    }

    private long MedianOf(Func<DrawnPacket, long> size) => (long)ByteDistribution.Of([.. Sizes.Select(size)], 0).Median;
}
