using System.Formats.Tar;
using System.IO.Compression;

namespace StampSpec.Alerts;

/// <summary>Streams the packets of a tar archive, gzipped or not, one entry in memory at a time; nothing is ever unpacked to disk.</summary>
internal static class TarPackets
{
    private const int BlockBytes = 512;

    /// <summary>True for the names of archives.</summary>
    public static bool IsArchive(string path) => IsPlain(path)
        || path.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);

    /// <summary>The archive's packets in its order; what is wrong with the archive itself comes as a source that is refused.</summary>
    public static IEnumerable<PacketSource> Of(string path, AlertReadingOptions options)
    {
        using var file = File.OpenRead(path);
        using Stream stream = IsPlain(path) ? file : new GZipStream(file, CompressionMode.Decompress);
        using var archive = new TarReader(stream);
        var entries = 0L;
        var packets = 0L;
        while (Next(archive, path) is { } next)
        {
            if (++entries > options.MaxTarEntries)
            {
                yield return PacketSource.Refused(path, "tar.entries", FormattableString.Invariant($"the archive has more than {options.MaxTarEntries} entries"));
                yield break;
            }

            if (next.Fault is { } fault)
            {
                yield return fault;
                yield break;
            }

            if (SourceOf(next.Entry!, path, options) is { } source)
            {
                packets++;
                yield return source;
            }
        }

        if (stream == file && !EndsInZeros(file))
        {
            yield return PacketSource.Refused(path, "tar.damaged", "the archive stops without its end mark; packets after the last one may be missing");
        }
        else if (packets == 0)
        {
            yield return PacketSource.Refused(path, "alert.none", "the archive holds no .avro file");
        }
    }

    // TarReader misses the end mark, two blocks of zeros, only where it can seek.
    private static bool EndsInZeros(FileStream archive)
    {
        Span<byte> last = stackalloc byte[BlockBytes];
        archive.Seek(-Math.Min(BlockBytes, archive.Length), SeekOrigin.End);
        return archive.ReadAtLeast(last, BlockBytes, throwOnEndOfStream: false) == BlockBytes && !last.ContainsAnyExcept((byte)0);
    }

    private static bool IsPlain(string path) => path.EndsWith(".tar", StringComparison.OrdinalIgnoreCase);

    private static (TarEntry? Entry, PacketSource? Fault)? Next(TarReader archive, string path)
    {
        try
        {
            return archive.GetNextEntry() is { } entry ? (entry, null) : null;
        }
        catch (Exception damaged) when (IsDamage(damaged))
        {
            return (null, PacketSource.Refused(path, "tar.damaged", $"the archive is damaged from here on: {damaged.Message}"));
        }
    }

    private static PacketSource? SourceOf(TarEntry entry, string path, AlertReadingOptions options)
    {
        var name = $"{path}/{entry.Name}";
        if (!entry.Name.EndsWith(FolderPackets.Extension, StringComparison.OrdinalIgnoreCase) || entry.EntryType == TarEntryType.Directory)
        {
            return null;
        }

        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile))
        {
            return PacketSource.Refused(name, "tar.entry-type", $"the entry is a {entry.EntryType}, not a file; links are not followed");
        }

        if (Path.IsPathRooted(entry.Name) || entry.Name.Split('/', '\\').Contains(".."))
        {
            return PacketSource.Refused(name, "tar.entry-name", "the entry's name leads out of the archive");
        }

        return entry.Length <= options.MaxTarEntryBytes
            ? Buffered(entry, name)
            : PacketSource.Refused(name, "tar.entry-size", FormattableString.Invariant($"the entry has {entry.Length} bytes; the limit is {options.MaxTarEntryBytes}"));
    }

    private static PacketSource Buffered(TarEntry entry, string name)
    {
        try
        {
            using var bytes = new MemoryStream();
            entry.DataStream?.CopyTo(bytes);
            return bytes.Length == entry.Length
                ? PacketSource.OfBytes(name, bytes.ToArray())
                : PacketSource.Refused(name, "tar.damaged", FormattableString.Invariant($"the archive ends {bytes.Length} bytes into an entry of {entry.Length}"));
        }
        catch (Exception damaged) when (IsDamage(damaged))
        {
            return PacketSource.Refused(name, "tar.damaged", $"the archive is damaged inside the entry: {damaged.Message}");
        }
    }

    private static bool IsDamage(Exception failure) => failure is InvalidDataException or IOException or FormatException or ArgumentException or OverflowException;
}
