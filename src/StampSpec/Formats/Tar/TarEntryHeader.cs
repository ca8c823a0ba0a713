using System.Text;
using StampSpec.Common;

namespace StampSpec.Formats.Tar;

/// <summary>One header block of a tar archive (POSIX.1-2017, pax, "ustar Interchange Format"; GNU's large sizes and long names).</summary>
/// <param name="Name">The entry's name.</param>
/// <param name="Type">The type flag.</param>
/// <param name="Bytes">Bytes of its data.</param>
/// <param name="Offset">Of the header in the archive.</param>
/// <param name="IsExtended">Whether blocks follow that continue the map of a sparse file in GNU's old format.</param>
internal sealed record TarEntryHeader(string Name, char Type, long Bytes, long Offset, bool IsExtended = false)
{
    /// <summary>The size of a block. Headers and data fill whole blocks.</summary>
    public const int BlockBytes = 512;

    /// <summary>The type of a sparse file: GNU's old format has its own, and pax marks an ordinary file as sparse.</summary>
    public const char Sparse = 'S';

    // Whether the map of a sparse file continues in the next block, in its header and in a block that continues it (GNU tar, tar.h).
    private const int HeaderContinues = 482;
    private const int MapContinues = 504;

    private const int ChecksumStart = 148;
    private const int ChecksumLength = 8;

    /// <summary>True for a file with data of its own.</summary>
    public bool IsFile => Type is '0' or '\0' or '7';

    /// <summary>The kind of the entry, in words that follow "is".</summary>
    public string Kind =>
        Type switch
        {
            '1' => "a hard link",
            '2' => "a symbolic link",
            '3' or '4' => "a device",
            '5' => "a folder",
            '6' => "a pipe",
            Sparse => "a sparse file",
            _ => $"of type '{Type}'",
        };

    /// <summary>Bytes of data. Links, devices, folders and pipes have none, whatever their stated size is.</summary>
    public long DataBytes => Type is >= '1' and <= '6' ? 0 : Bytes;

    /// <summary>Reads a block that is not all zeros.</summary>
    /// <exception cref="InvalidInputException">It is not a header.</exception>
    public static TarEntryHeader Parse(ReadOnlySpan<byte> block, long offset)
    {
        var checksum = Octal(block.Slice(ChecksumStart, ChecksumLength), offset + ChecksumStart, "checksum");
        var sum = Sum(block);
        if (sum != checksum)
        {
            throw FormatFault.At(
                offset,
                "tar.damaged",
                FormattableString.Invariant(
                    $"this is not the header of an entry: its checksum is {checksum}, but its bytes add up to {sum}"
                )
            );
        }

        // GNU's own format, "ustar  ", uses the place of the prefix otherwise.
        var prefix = block.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(block.Slice(345, 155)) : string.Empty;
        var name = Text(block[..100]);
        return new TarEntryHeader(
            prefix.Length == 0 ? name : $"{prefix}/{name}",
            (char)block[156],
            Number(block.Slice(124, 12), offset + 124),
            offset,
            block[156] == Sparse && block[HeaderContinues] != 0
        );
    }

    /// <summary>True for a block of a sparse file's map, if another one follows.</summary>
    public static bool IsContinued(ReadOnlySpan<byte> mapBlock) => mapBlock[MapContinues] != 0;

    /// <summary>True if the bytes begin with the header of an entry, which has a checksum.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < BlockBytes || !bytes[..BlockBytes].ContainsAnyExcept((byte)0))
        {
            return false;
        }

        var sum = Sum(bytes[..BlockBytes]);
        foreach (var digit in bytes.Slice(ChecksumStart, ChecksumLength).Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return false;
            }
        }

        return Octal(bytes.Slice(ChecksumStart, ChecksumLength), ChecksumStart, "checksum") == sum;
    }

    private static int Sum(ReadOnlySpan<byte> block)
    {
        var sum = 0;
        for (var i = 0; i < BlockBytes; i++)
        {
            sum += i is >= ChecksumStart and < ChecksumStart + ChecksumLength ? ' ' : block[i];
        }

        return sum;
    }

    /// <summary>Text up to the first zero; bytes that are not UTF-8 become replacement characters.</summary>
    public static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    // Octal digits; GNU writes larger numbers in base 256, marked by the highest bit.
    private static long Number(ReadOnlySpan<byte> field, long offset)
    {
        if (field[0] < 0x80)
        {
            return Octal(field, offset, "size");
        }

        var number = (Int128)(field[0] & 0x3F);
        foreach (var digit in field[1..])
        {
            number = (number << 8) | digit;
        }

        return field[0] < 0xC0 && number <= long.MaxValue
            ? (long)number
            : throw FormatFault.At(offset, "tar.damaged", "the size is below 0 or has more than 63 bits");
    }

    private static long Octal(ReadOnlySpan<byte> field, long offset, string what)
    {
        var number = 0L;
        foreach (var digit in field.Trim(" \0"u8))
        {
            number = digit is >= (byte)'0' and <= (byte)'7'
                ? (number << 3) | (uint)(digit - '0')
                : throw FormatFault.At(offset, "tar.damaged", $"the {what} is not an octal number");
        }

        return number;
    }
}
