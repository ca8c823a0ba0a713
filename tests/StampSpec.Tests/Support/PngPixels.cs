using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace StampSpec.Tests.Support;

/// <summary>A decoded PNG of 8-bit grey or RGB without row filters, read without the library that wrote it.</summary>
internal sealed record PngPixels(int Width, int Height, bool IsGrey, byte[] Samples)
{
    private const int SignatureLength = 8;

    public static PngPixels Decode(ReadOnlySpan<byte> png)
    {
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], png[..SignatureLength].ToArray());
        var (header, data) = ((byte[])[], new MemoryStream());
        for (var at = SignatureLength; at < png.Length; )
        {
            var content = png.Slice(at + 8, BinaryPrimitives.ReadInt32BigEndian(png[at..]));
            switch (Encoding.ASCII.GetString(png.Slice(at + 4, 4)))
            {
                case "IHDR":
                    header = content.ToArray();
                    break;
                case "IDAT":
                    data.Write(content);
                    break;
            }

            at += content.Length + 12;
        }

        return Decode(header, data);
    }

    /// <summary>The picture of a data address.</summary>
    public static PngPixels Decode(string address)
    {
        Assert.StartsWith("data:image/png;base64,", address, StringComparison.Ordinal);
        return Decode(Convert.FromBase64String(address["data:image/png;base64,".Length..]));
    }

    /// <summary>Red, green and blue of a pixel; row 0 is the top.</summary>
    public byte[] this[int row, int column] =>
        IsGrey ? [.. Enumerable.Repeat(Samples[(row * Width) + column], 3)] : Samples.AsSpan(((row * Width) + column) * 3, 3).ToArray();

    private static PngPixels Decode(byte[] header, MemoryStream data)
    {
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        // 8 bits a sample; colour type 0 is grey, 2 is RGB; deflate, adaptive filters, not interlaced.
        Assert.Equal(8, header[8]);
        Assert.Contains(header[9], new byte[] { 0, 2 });
        Assert.Equal([0, 0, 0], header[10..]);
        data.Position = 0;
        using var inflated = new MemoryStream();
        using (var stream = new ZLibStream(data, CompressionMode.Decompress))
        {
            stream.CopyTo(inflated);
        }

        var rows = inflated.ToArray().Chunk(1 + (width * (header[9] == 0 ? 1 : 3))).ToArray();
        Assert.Equal(height, rows.Length);
        Assert.All(rows, row => Assert.Equal(0, row[0]));
        return new PngPixels(width, height, header[9] == 0, [.. rows.SelectMany(row => row.Skip(1))]);
    }
}
