using System.Buffers.Binary;
using System.IO.Compression;

namespace StampSpec.Imaging;

/// <summary>Encodes 8-bit RGB pictures as PNG (ISO/IEC 15948): signature, IHDR, one IDAT, IEND; each row unfiltered.</summary>
internal static class PngEncoder
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n => CrcOf((uint)n))];

    /// <summary>The whole file.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows, top first.</param>
    /// <param name="rgb">3 bytes a pixel.</param>
    public static byte[] Encode(int width, int height, ReadOnlySpan<byte> rgb)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        // 8 bits a sample, RGB; deflate, adaptive filters, no interlacing.
        header[8] = 8;
        header[9] = 2;
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compressed(width, height, rgb));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compressed(int width, int height, ReadOnlySpan<byte> rgb)
    {
        using var data = new MemoryStream();
        using (var stream = new ZLibStream(data, CompressionLevel.Optimal))
        {
            for (var row = 0; row < height; row++)
            {
                stream.WriteByte(0);
                stream.Write(rgb.Slice(row * width * 3, width * 3));
            }
        }

        return data.ToArray();
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(0xFFFFFFFF, type), data));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint CrcOf(uint n)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            n = (n & 1) == 1 ? 0xEDB88320 ^ (n >> 1) : n >> 1;
        }

        return n;
    }
}
