using System.IO.Compression;
using StampSpec.Common;
using StampSpec.Formats.Tar;

namespace StampSpec.Alerts.Reading;

/// <summary>
/// Streams the packets of a tar archive, gzipped or not, with one entry in memory at a time. Nothing is unpacked to disk.
/// </summary>
internal static class TarPackets
{
    /// <summary>True for the names of archives.</summary>
    public static bool IsArchive(string path) =>
        IsPlain(path)
        || path.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The archive's packets in its order, read from a stream. If the archive itself is at fault, the last source cannot be read.
    /// </summary>
    public static IEnumerable<PacketSource> Of(Stream archive, string name, bool isGzip, AlertReadingOptions options)
    {
        using var stream = isGzip ? new GZipStream(archive, CompressionMode.Decompress, leaveOpen: true) : archive;
        var input = new TarInput(stream, options.Tar);
        var packets = 0L;
        PacketSource? refused;
        while (TryNext(input, name, out refused) is { } entry)
        {
            foreach (var source in SourcesOf(input, entry, name, options))
            {
                packets++;
                yield return source;
            }
        }

        if (refused is not null)
        {
            yield return refused;
        }
        else if (packets == 0)
        {
            yield return PacketSource.Refused(
                name,
                Diagnostic.Error("alert.none", "the archive contains no .avro or .parquet file", byteOffset: input.Position)
            );
        }
    }

    /// <summary>True for the name of an archive that is not compressed.</summary>
    public static bool IsPlain(string path) => path.EndsWith(".tar", StringComparison.OrdinalIgnoreCase);

    private static TarEntryHeader? TryNext(TarInput input, string name, out PacketSource? refused)
    {
        refused = null;
        try
        {
            return input.Next();
        }
        catch (InvalidInputException damaged)
        {
            var isFirst = input.Position is > 0 and <= TarEntryHeader.BlockBytes && !IsArchive(name);
            refused = PacketSource.Refused(name, isFirst ? NoArchive : damaged.Diagnostics[0]);
            return null;
        }
    }

    // Only a gzip file can have another content under a name that promises no archive.
    private static Diagnostic NoArchive { get; } =
        Diagnostic.Error(
            "alert.compression",
            "the input is compressed with gzip and contains no tar archive; only tar archives are read in compressed form",
            byteOffset: 0,
            fix: "decompress it first, for instance with 'gunzip -k FILE'"
        );

    private static IEnumerable<PacketSource> SourcesOf(TarInput input, TarEntryHeader entry, string archive, AlertReadingOptions options)
    {
        if (!AlertFiles.IsPacketName(entry.Name) || entry.Type == '5')
        {
            return [];
        }

        var source = SourceOf(input, entry, archive, options);
        return ParquetAlerts.IsName(entry.Name) ? ParquetAlerts.RowsOf(source, options) : [source];
    }

    private static PacketSource SourceOf(TarInput input, TarEntryHeader entry, string archive, AlertReadingOptions options)
    {
        var name = $"{archive}/{entry.Name}";
        if (!entry.IsFile)
        {
            return Refused("tar.entry-type", $"the entry is {entry.Kind}, not an ordinary file", FixOf(entry));
        }

        if (Path.IsPathRooted(entry.Name) || entry.Name.Split('/', '\\').Contains(".."))
        {
            return Refused("tar.entry-name", "the entry's name points outside the archive", null);
        }

        try
        {
            return PacketSource.OfBytes(name, input.ReadData(entry, options.MaxAlertBytes));
        }
        catch (InvalidInputException refused)
        {
            return PacketSource.Refused(name, refused.Diagnostics[0]);
        }

        PacketSource Refused(string code, string message, string? fix) =>
            PacketSource.Refused(name, Diagnostic.Error(code, message, byteOffset: entry.Offset, fix: fix));
    }

    private static string FixOf(TarEntryHeader entry) =>
        entry.Type is '1' or '2'
            ? "links are not followed: pack the files themselves, for instance with 'tar -h --hard-dereference'"
            : "unpack the archive with tar and give the folder";
}
