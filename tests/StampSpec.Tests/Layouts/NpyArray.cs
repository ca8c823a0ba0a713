using System.Runtime.InteropServices;
using System.Text;

namespace StampSpec.Tests.Layouts;

/// <summary>Reads the part of a numpy file that tests need: its header, and its numbers, whether they are floats or bytes.</summary>
internal sealed record NpyArray(string Header, float[] Values)
{
    public static NpyArray Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0], bytes[..8]);
        var start = 10 + bytes[8] + (256 * bytes[9]);
        Assert.Equal((0, (byte)'\n'), (start % 64, bytes[start - 1]));
        var header = Encoding.ASCII.GetString(bytes, 10, start - 10).TrimEnd();
        return new NpyArray(
            header,
            header.Contains("'|u1'", StringComparison.Ordinal)
                ? [.. bytes.AsSpan(start).ToArray().Select(b => (float)b)]
                : MemoryMarshal.Cast<byte, float>(bytes.AsSpan(start)).ToArray()
        );
    }
}
