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
        var extended = new TarExtendedHeader();
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
                    extended.Add(ReadHeaderData(header), header.Offset);
                    break;
                case 'L':
                    extended.Name = TarEntryHeader.Text(ReadHeaderData(header));
                    break;
                case 'g' or 'K':
                    break;
                default:
                    SkipSparseMap(header);
                    return Counted(extended.Of(header));
            }
        }
    }

    // The map of a sparse file stands between the header and the data. It may be longer than its first four parts.
    private void SkipSparseMap(TarEntryHeader header)
    {
        for (var continues = header.IsExtended; continues; continues = TarEntryHeader.IsContinued(_block))
        {
            if (!ReadBlock())
            {
                throw FormatFault.At(Position, "tar.damaged", "the archive ends inside the map of a sparse file");
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
    public byte[] ReadData(TarEntryHeader header, int maxBytes) => ReadData(header, maxBytes, "the entry", LimitOption.AlertBytes.Fix);

    // The long name or the attributes of the next entry.
    private byte[] ReadHeaderData(TarEntryHeader header) =>
        ReadData(
            header,
            MaxHeaderDataBytes,
            "the header of an entry",
            "pack the alerts again with names of ordinary length and without further attributes"
        );

    private byte[] ReadData(TarEntryHeader header, int maxBytes, string what, string fix)
    {
        if (header.Bytes > maxBytes)
        {
            var sizes = FormattableString.Invariant($"{what} has {header.Bytes} bytes; the limit is {maxBytes}");
            throw FormatFault.At(header.Offset, "tar.entry-size", sizes, fix);
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
            : throw FormatFault.At(offset, "tar.damaged", FormattableString.Invariant($"the header of an entry states {bytes} bytes"));

    private TarEntryHeader? ReadHeader()
    {
        var offset = Position;
        if (!ReadBlock())
        {
            throw FormatFault.At(offset, "tar.damaged", "the archive ends without its end mark, so packets may be missing at its end");
        }

        if (!IsZero)
        {
            return TarEntryHeader.Parse(_block, offset);
        }

        RequireEnd(offset);
        return null;
    }

    // The end mark is two blocks of zeros; some programs write only one at the end of the file. Reading goes on after it, because archives
    // may have been joined, and because a gzip stream verifies its checksum only at its end.
    private void RequireEnd(long offset)
    {
        if (ReadBlock() && !IsZero)
        {
            throw FormatFault.At(
                offset,
                "tar.damaged",
                "a single block of zeros is followed by other bytes; two are the end mark, so the rest of the archive was not read"
            );
        }

        while (ReadBlock())
        {
            if (TarEntryHeader.IsHeader(_block))
            {
                throw FormatFault.At(
                    Position - TarEntryHeader.BlockBytes,
                    "tar.joined",
                    "another archive follows the end mark, as if archives had been joined; it was not read",
                    "give the archives separately, or unpack the file with 'tar -xif' and give the folder"
                );
            }
        }
    }

    private bool IsZero => !_block.AsSpan().ContainsAnyExcept((byte)0);

    /// <summary>Reads the next block; false if the archive ends before it is complete.</summary>
    private bool ReadBlock()
    {
        var length = 0;
        for (var read = 1; length < _block.Length && read > 0; length += read)
        {
            read = Read(_block.AsSpan(length));
        }

        return length == _block.Length;
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
}
