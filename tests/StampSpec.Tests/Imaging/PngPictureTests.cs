using StampSpec.Common;
using StampSpec.Imaging.Pictures;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Imaging;

public sealed class PngPictureTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(63, 62)]
    [InlineData(942, 312)]
    public void Every_sample_of_a_coloured_picture_is_kept(int width, int height)
    {
        var rgb = Noise(3 * width * height);
        var picture = PngPixels.Decode(PngPicture.Encode(width, height, rgb));
        Assert.Equal((width, height, false), (picture.Width, picture.Height, picture.IsGrey));
        Assert.Equal(rgb, picture.Samples);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 9)]
    [InlineData(63, 62)]
    public void A_grey_picture_is_stored_as_grey_and_kept(int width, int height)
    {
        var grey = Noise(width * height);
        var picture = PngPixels.Decode(PngPicture.Encode(width, height, grey.SelectMany(g => Enumerable.Repeat(g, 3)).ToArray()));
        Assert.Equal((width, height, true), (picture.Width, picture.Height, picture.IsGrey));
        Assert.Equal(grey, picture.Samples);
    }

    [Fact]
    public void One_coloured_pixel_makes_a_coloured_picture()
    {
        var rgb = new byte[3 * 16];
        rgb[^1] = 1;
        Assert.Equal(rgb, PngPixels.Decode(PngPicture.Encode(4, 4, rgb)).Samples);
    }

    [Fact]
    public void Samples_that_do_not_fill_the_picture_are_refused()
    {
        var refusal = Assert.Throws<ArgumentException>(() => PngPicture.Encode(2, 2, new byte[11]));
        Assert.Contains("11 samples do not fit 2 x 2 pixels", refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] Noise(int count)
    {
        var random = new Seed(7).Derive("picture").CreateSource();
        return [.. Enumerable.Range(0, count).Select(_ => (byte)(256 * random.NextDouble()))];
    }
}
