using System.Globalization;
using System.Text;
using StampSpec.Common;

namespace StampSpec.Formats.Tar;

/// <summary>
/// Reads a tar archive entry by entry, with memory bounded by the entries that are read. The runtime's own reader allocates whatever a
/// header claims, gives no offsets, and accepts an archive without its end mark as complete.
/// </summary>
internal sealed class TarInput(Stream stream, TarLimits limits)
{
    private const int MaxHeaderDataBytes = 1 << 20;

    private readonly byte[] _block = new byte[TarEntryHeader.BlockBytes];
    private readonly byte[] _skipped = new byte[1 << 16];
    private long _entries;
    private long _left;

    /// <summary>Bytes read so far, as expanded.</summary>
    public long Position { get; private set; }

    /// <summary>The next entry; null after the last one, when the archive has been read to its end.</summary>
    /// <exception cref="InvalidInputException">The archive is damaged from here on, or has too many entries.</exception>
    public TarEntryHeader? Next()
    {
        string? name = null;
        long? bytes = null;
        while (true)
        {
            Skip(_left);
            if (ReadHeader() is not { } header)
            {
                return null;
            }

            _left = Padded(header.DataBytes, header.Offset);
            switch (header.Type)
            {
                case 'x':
                    foreach (var (key, value) in PaxRecords(ReadData(header, MaxHeaderDataBytes), header.Offset))
                    {
                        name = key == "path" ? value : name;
                        bytes = key == "size" ? PaxSize(value, header.Offset) : bytes;
                    }

                    break;
                case 'L':
                    name = TarEntryHeader.Text(ReadData(header, MaxHeaderDataBytes));
                    break;
                case 'g' or 'K':
                    break;
                default:
                    return Counted(header with { Name = name ?? header.Name, Bytes = bytes ?? header.Bytes });
            }
        }
    }

    private TarEntryHeader Counted(TarEntryHeader entry)
    {
        _left = Padded(entry.DataBytes, entry.Offset);
        return ++_entries <= limits.MaxEntries
            ? entry
            : throw FormatFault.At(
                entry.Offset,
                "tar.entries",
                FormattableString.Invariant($"the archive has more than {limits.MaxEntries} entries"),
                LimitOption.TarEntries.Fix
            );
    }

    /// <summary>The data of the entry that was returned last.</summary>
    /// <exception cref="InvalidInputException">The data exceed the limit, or the archive ends inside them.</exception>
    public byte[] ReadData(TarEntryHeader header, int maxBytes)
    {
        if (header.Bytes > maxBytes)
        {
            throw FormatFault.At(
                header.Offset,
                "tar.entry-size",
                FormattableString.Invariant($"the entry has {header.Bytes} bytes; the limit is {maxBytes}"),
                LimitOption.AlertBytes.Fix
            );
        }

        // The buffer grows as bytes arrive, so that a false size costs nothing.
        using var data = new MemoryStream((int)Math.Min(header.Bytes, _skipped.Length));
        while (data.Length < header.Bytes)
        {
            var read = Read(_skipped.AsSpan(0, (int)Math.Min(_skipped.Length, header.Bytes - data.Length)));
            if (read == 0)
            {
                _left = 0;
                throw FormatFault.At(
                    Position,
                    "tar.damaged",
                    FormattableString.Invariant($"the archive ends {data.Length} bytes into an entry of {header.Bytes}")
                );
            }

            data.Write(_skipped, 0, read);
            _left -= read;
        }

        return data.Length == data.Capacity ? data.GetBuffer() : data.ToArray();
    }

    private static long Padded(long bytes, long offset) =>
        bytes <= long.MaxValue - TarEntryHeader.BlockBytes
            ? (bytes + TarEntryHeader.BlockBytes - 1) / TarEntryHeader.BlockBytes * TarEntryHeader.BlockBytes
            : throw FormatFault.At(offset, "tar.damaged", FormattableString.Invariant($"an entry claims to have {bytes} bytes"));

    private TarEntryHeader? ReadHeader()
    {
        var offset = Position;
        var length = 0;
        for (var read = 1; length < _block.Length && read > 0; length += read)
        {
            read = Read(_block.AsSpan(length));
        }

        if (length < _block.Length)
        {
            throw FormatFault.At(offset, "tar.damaged", "the archive ends without its end mark, so packets may be missing at its end");
        }

        if (!_block.AsSpan().ContainsAnyExcept((byte)0))
        {
            // A gzip stream verifies its checksum only if it is read to its end.
            Skip(long.MaxValue);
            return null;
        }

        return TarEntryHeader.Parse(_block, offset);
    }

    private void Skip(long bytes)
    {
        for (var read = 1; bytes > 0 && read > 0; bytes -= read)
        {
            read = Read(_skipped.AsSpan(0, (int)Math.Min(_skipped.Length, bytes)));
        }

        _left = 0;
    }

    private int Read(Span<byte> buffer)
    {
        try
        {
            var read = stream.Read(buffer);
            Position += read;
            return Position <= limits.MaxArchiveBytes
                ? read
                : throw FormatFault.At(
                    Position,
                    "tar.archive-size",
                    FormattableString.Invariant($"the archive expands to more than {limits.MaxArchiveBytes} bytes"),
                    LimitOption.ArchiveBytes.Fix
                );
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException)
        {
            throw FormatFault.At(Position, "tar.damaged", $"the archive is damaged from here on: {damaged.Message}", cause: damaged);
        }
    }

    // Each record is its own length in decimal digits, a space, key=value and a newline.
    private static IEnumerable<(string Key, string Value)> PaxRecords(byte[] data, long offset)
    {
        var start = 0;
        while (start < data.Length && data[start] != 0)
        {
            var space = Array.IndexOf(data, (byte)' ', start);
            var isLength = int.TryParse(
                data.AsSpan(start, Math.Max(0, space - start)),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var length
            );
            if (!isLength || length > data.Length - start || length < space - start + 2 || data[start + length - 1] != (byte)'\n')
            {
                throw FormatFault.At(
                    offset,
                    "tar.damaged",
                    FormattableString.Invariant($"the extended header is damaged at its byte {start}")
                );
            }

            var record = Encoding.UTF8.GetString(data, space + 1, start + length - space - 2);
            var sign = record.IndexOf('=', StringComparison.Ordinal);
            if (sign > 0)
            {
                yield return (record[..sign], record[(sign + 1)..]);
            }

            start += length;
        }
    }

    private static long PaxSize(string value, long offset) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? bytes
            : throw FormatFault.At(offset, "tar.damaged", "the size in the extended header is not a number");
}
