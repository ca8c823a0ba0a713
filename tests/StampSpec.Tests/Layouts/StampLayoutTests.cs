using StampSpec.Alerts;
using StampSpec.Layouts.Model;

namespace StampSpec.Tests.Layouts;

public sealed class StampLayoutTests
{
    private static readonly StampScale[] RubinScales = [new(16, 0.2), new(16, 0.4), new(16, 0.8), new(16, 1.6)];

    [Fact]
    public void The_Rubin_proposal_holds_1024_pixels_and_832_without_its_redundant_centres()
    {
        var kept = new StampLayout("rubin", RubinScales);
        Assert.Equal(1024, kept.PixelsPerImage);
        Assert.Equal(832, (kept with { KeepsRedundantCentres = false }).PixelsPerImage);
        Assert.Equal(25.6, kept.FieldOfViewArcsec, 12);
    }

    [Fact]
    public void Raw_bytes_are_images_times_pixels_times_planes_plus_the_Psfs()
    {
        var shipped = new StampLayout("as-shipped", [new(30, 0.2)])
        {
            Planes = [new(PlaneKind.Flux, PixelNumberType.Float32), new(PlaneKind.Variance, PixelNumberType.Float32)],
            Psf = new PsfImage(41, PixelNumberType.Float64, IsShared: false),
        };
        Assert.Equal(900 * 8, shipped.RawBytesOf(CutoutKind.Science));
        Assert.Equal(3 * 41 * 41 * 8, shipped.RawPsfBytes);
        Assert.Equal((3 * 900 * 8) + (3 * 41 * 41 * 8), shipped.RawBytes);
        Assert.Equal(
            (3 * 900 * 8) + (4 * 4),
            (shipped with { Psf = new PsfParameters(4, PixelNumberType.Float32, IsShared: true) }).RawBytes
        );
    }

    [Theory]
    [InlineData(16, 0.2, 16, 0.4, 8)]
    [InlineData(8, 1.01, 8, 2.02, 4)]
    [InlineData(15, 0.2, 15, 0.4, null)]
    [InlineData(16, 0.2, 15, 0.4, null)]
    [InlineData(16, 0.2, 16, 0.5, null)]
    [InlineData(63, 0.2, 16, 0.4, null)]
    [InlineData(15, 0.2, 15, 0.6, 5)]
    public void A_centre_is_redundant_where_whole_finer_pixels_tile_a_centred_block(
        int finer,
        double finerArcsec,
        int coarser,
        double coarserArcsec,
        int? side
    )
    {
        Assert.Equal(side, new StampScale(coarser, coarserArcsec).RedundantSide(new StampScale(finer, finerArcsec)));
    }

    [Fact]
    public void Omitting_a_centre_that_cannot_be_rebuilt_is_refused()
    {
        var layout = new StampLayout("odd", [new(15, 0.2), new(15, 0.4)]) { KeepsRedundantCentres = false };
        Assert.Throws<InvalidOperationException>(() => layout.PixelsPerImage);
    }
}
