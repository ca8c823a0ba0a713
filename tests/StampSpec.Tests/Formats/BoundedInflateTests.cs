using System.IO.Compression;
using StampSpec.Common;
using StampSpec.Formats.Compression;

namespace StampSpec.Tests.Formats;

public sealed class BoundedInflateTests
{
    private static readonly byte[] Plain = [.. Enumerable.Range(0, 20_160).Select(i => (byte)(i * i >> 3))];

    [Fact]
    public void Gzip_and_deflate_expand_to_what_was_compressed()
    {
        Assert.Equal(Plain, BoundedInflate.Gzip(Gzip(Plain)));
        Assert.Equal(Plain, BoundedInflate.Deflate(Deflate(Plain)));
        Assert.Empty(BoundedInflate.Gzip([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    }

    [Fact]
    public void All_members_of_a_gzip_file_are_joined() =>
        Assert.Equal([.. Plain, .. Plain], BoundedInflate.Gzip([.. Gzip(Plain), .. Gzip(Plain)]));

    [Fact]
    public void Data_of_exactly_the_limit_pass_and_one_byte_more_is_refused()
    {
        Assert.Equal(Plain, BoundedInflate.Gzip(Gzip(Plain), Plain.Length));
        AssertRefused(() => BoundedInflate.Gzip(Gzip(Plain), Plain.Length - 1), "gzip.too-large", Gzip(Plain).Length);
        AssertRefused(() => BoundedInflate.Deflate(Deflate(Plain), Plain.Length - 1), "deflate.too-large", Deflate(Plain).Length);
    }

    [Fact]
    public void A_bomb_costs_no_more_memory_than_the_limit()
    {
        var bomb = Gzip(new byte[64 << 20]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(() => BoundedInflate.Gzip(bomb, 1 << 20), "gzip.too-large", bomb.Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Theory]
    [InlineData("deflate")]
    [InlineData("gzip")]
    [InlineData("gzip of two members, of which the last states its own size")]
    public void What_expands_to_just_the_limit_costs_hardly_more_memory_than_that(string kind)
    {
        const int limit = 64 << 20;
        byte[] compressed = kind switch
        {
            "deflate" => Deflate(new byte[limit]),
            "gzip" => Gzip(new byte[limit]),
            _ => [.. Gzip(new byte[limit - Plain.Length]), .. Gzip(Plain)],
        };
        var before = GC.GetAllocatedBytesForCurrentThread();
        var expanded = kind == "deflate" ? BoundedInflate.Deflate(compressed, limit) : BoundedInflate.Gzip(compressed, limit);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, limit, limit + (2 << 20));
        Assert.Equal(limit, expanded.Length);
        Assert.Equal(kind is "deflate" or "gzip" ? new byte[Plain.Length] : Plain, expanded[^Plain.Length..]);
    }

    [Fact]
    public void A_deflate_bomb_costs_no_more_memory_than_the_limit()
    {
        var bomb = Deflate(new byte[96 << 20]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(() => BoundedInflate.Deflate(bomb, 64 << 20), "deflate.too-large", bomb.Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
    }

    [Fact]
    public void A_size_that_the_trailer_lies_about_gets_no_buffer()
    {
        var compressed = Gzip(Plain);
        compressed.AsSpan(compressed.Length - 4).Fill(0x7F);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidInputException>(() => BoundedInflate.Gzip(compressed, int.MaxValue));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, compressed.Length * 1100L);
    }

    [Fact]
    public void Data_truncated_anywhere_are_refused()
    {
        var gzip = Gzip(Plain);
        var deflate = Deflate(Plain);
        Assert.All(Enumerable.Range(0, gzip.Length), length =>
            AssertRefused(() => BoundedInflate.Gzip(gzip.AsSpan(0, length)), "gzip.damaged", length)
        );
        Assert.All(Enumerable.Range(0, deflate.Length), length =>
            AssertRefused(() => BoundedInflate.Deflate(deflate.AsSpan(0, length)), "deflate.damaged", length)
        );
    }

    [Fact]
    public void Damaged_data_are_refused()
    {
        var compressed = Gzip(Plain);
        compressed[compressed.Length / 2] ^= 0x55;
        AssertRefused(() => BoundedInflate.Gzip(compressed), "gzip.damaged", compressed.Length);
    }

    // The streams read ahead, so the place is a bound: the damage is before it.
    private static void AssertRefused(Action expand, string code, int length)
    {
        var diagnostic = Assert.Single(Assert.Throws<InvalidInputException>(expand).Diagnostics);
        Assert.Equal(code, diagnostic.Code);
        Assert.InRange(diagnostic.ByteOffset!.Value, 0, length);
    }

    private static byte[] Gzip(byte[] bytes) => Compress(bytes, stream => new GZipStream(stream, CompressionLevel.Optimal));

    private static byte[] Deflate(byte[] bytes) => Compress(bytes, stream => new DeflateStream(stream, CompressionLevel.Optimal));

    private static byte[] Compress(byte[] bytes, Func<Stream, Stream> open)
    {
        using var target = new MemoryStream();
        using (var stream = open(target))
        {
            stream.Write(bytes);
        }

        return target.ToArray();
    }
}
