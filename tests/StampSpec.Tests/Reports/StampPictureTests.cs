using System.Buffers.Binary;
using System.IO.Compression;
using StampSpec.Pixels;
using StampSpec.Reports.Gallery;

namespace StampSpec.Tests.Reports;

public sealed class StampPictureTests
{
    private static readonly Stretch Unit = new(0, 1);

    [Fact]
    public void A_finer_scale_lies_framed_in_the_centre_of_the_coarser_one()
    {
        var (side, rgb) = Decode(StampPicture.Nested([Constant(1), Constant(0)], [2, 4], Unit));
        Assert.Equal([0, 0, 0], Pixel(side, rgb, side / 2, side / 2));
        Assert.Equal([255, 255, 255], Pixel(side, rgb, 2, 2));
        Assert.Equal([0xE6, 0x9F, 0x00], Pixel(side, rgb, side / 4, side / 2));
        Assert.Equal([255, 255, 255], Pixel(side, rgb, (side / 4) - 2, side / 2));
    }

    [Fact]
    public void The_first_row_is_drawn_at_the_bottom()
    {
        var (side, rgb) = Decode(StampPicture.Small(new Image<float>(2, 2, [1, 1, 0, 0]), Unit));
        Assert.Equal(2, side);
        Assert.Equal([255, 255, 255], Pixel(side, rgb, 0, 0));
        Assert.Equal([0, 0, 0], Pixel(side, rgb, 1, 0));
    }

    [Fact]
    public void Missing_pixels_have_a_colour_that_no_flux_has()
    {
        var (side, rgb) = Decode(StampPicture.Small(new Image<float>(1, 1, [float.NaN]), Unit));
        var pixel = Pixel(side, rgb, 0, 0);
        Assert.False(pixel[0] == pixel[1] && pixel[1] == pixel[2]);
    }

    [Fact]
    public void More_flux_is_never_lighter_and_missing_pixels_set_no_limit()
    {
        var stretch = Stretch.Of(new Image<float>(3, 1, [float.NaN, 5, 9]));
        Assert.Equal(5, stretch.Low);
        var greys = Enumerable.Range(0, 50).Select(i => (int)stretch.Grey(4 + (0.12f * i))).ToArray();
        Assert.Equal(greys.OrderDescending(), greys);
        Assert.Equal(255, greys[0]);
        Assert.Equal(0, stretch.Grey(100));
    }

    private static Image<float> Constant(float flux) => new(2, 2, [flux, flux, flux, flux]);

    private static byte[] Pixel(int side, byte[] rgb, int row, int column) => rgb.AsSpan(((row * side) + column) * 3, 3).ToArray();

    // PNG: 8 bytes of signature, IHDR of 25, then one IDAT whose rows start with the filter type.
    private static (int Side, byte[] Rgb) Decode(string address)
    {
        var png = Convert.FromBase64String(address["data:image/png;base64,".Length..]);
        var side = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16));
        using var data = new ZLibStream(new MemoryStream(png, 41, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33))), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        data.CopyTo(rows);
        return (side, [.. rows.ToArray().Chunk(1 + (3 * side)).SelectMany(row => row.Skip(1))]);
    }
}
