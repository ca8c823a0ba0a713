using StampSpec.Common;
using StampSpec.Imaging.Pictures;
using StampSpec.Reports.Gallery;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Reports;

public sealed class StampPictureTests
{
    private static readonly Stretch Unit = new(0, 1, 0, 1);

    [Fact]
    public void A_finer_scale_lies_framed_in_the_centre_of_the_coarser_one()
    {
        var picture = PngPixels.Decode(StampPicture.Nested([Constant(1), Constant(0)], [2, 4], Unit));
        var side = picture.Width;
        Assert.Equal(side, picture.Height);
        Assert.Equal([0, 0, 0], picture[side / 2, side / 2]);
        Assert.Equal([255, 255, 255], picture[2, 2]);
        Assert.Equal([0xE6, 0x9F, 0x00], picture[side / 4, side / 2]);
        Assert.Equal([255, 255, 255], picture[(side / 4) - 2, side / 2]);
    }

    [Fact]
    public void The_first_row_is_drawn_at_the_bottom()
    {
        var picture = PngPixels.Decode(StampPicture.Small(new Image<float>(2, 2, [1, 1, 0, 0]), Unit));
        Assert.Equal((2, 2), (picture.Width, picture.Height));
        Assert.Equal([255, 255, 255], picture[0, 0]);
        Assert.Equal([0, 0, 0], picture[1, 0]);
    }

    [Fact]
    public void A_cutout_that_is_not_square_keeps_its_shape()
    {
        var picture = PngPixels.Decode(StampPicture.AddressOf(StampPicture.Small(new Image<float>(3, 2, [0, 0, 0, 0, 0, 1]), Unit)));
        Assert.Equal((3, 2), (picture.Width, picture.Height));
        Assert.Equal([255, 255, 255, 255, 255, 0], Enumerable.Range(0, 6).Select(i => (int)picture[1 - (i / 3), i % 3][0]));
    }

    [Fact]
    public void Missing_pixels_have_a_colour_that_no_flux_has()
    {
        var pixel = PngPixels.Decode(StampPicture.Small(new Image<float>(1, 1, [float.NaN]), Unit))[0, 0];
        Assert.False(pixel[0] == pixel[1] && pixel[1] == pixel[2]);
    }

    [Fact]
    public void A_picture_without_colour_is_stored_as_grey()
    {
        Assert.True(PngPixels.Decode(StampPicture.Plain(Constant(0.4f), Unit)).IsGrey);
        Assert.False(PngPixels.Decode(StampPicture.Plain(new Image<float>(2, 1, [0.4f, float.NaN]), Unit)).IsGrey);
    }

    private static Image<float> Constant(float flux) => new(2, 2, [flux, flux, flux, flux]);
}
