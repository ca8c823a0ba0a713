using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;

namespace StampSpec.Tests.Budgets;

public sealed class SerialisationTests
{
    private static readonly Alert Alert = SyntheticAlert();

    public static TheoryData<string> Layouts => [.. LayoutLibrary.Names];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void What_is_predicted_is_what_is_written_in_every_serialisation_and_encoding(string name)
    {
        var layout = LayoutLibrary.Load(name);
        var costs = StampCosts.Exact(layout).ToArray();
        Assert.True(costs.Length >= 6);
        Assert.All(costs, cost =>
        {
            var written = Serialisation
                .Parse(cost.Serialisation)
                .Write(SampledStamps.Of(Alert, layout), PixelEncoding.Parse(cost.Encoding));
            var besideImages = (layout.Features.Count > 0 ? 1 : 0) + (layout.Columns.Count > 0 ? 1 : 0);
            Assert.Equal(layout.Images.Count + besideImages, written.Count);
            Assert.Equal(cost.BytesStamps, written.Sum(b => b.Length));
        });
    }

    [Theory]
    [InlineData("rubin-proposal")]
    [InlineData("ztf-cropped")]
    public void The_parameters_of_a_psf_take_another_block_of_the_header_where_one_is_not_enough(string name)
    {
        foreach (var count in new[] { 1, 24, 25, 26, 27, 28, 29, 30, 31, 64 })
        {
            var layout = LayoutLibrary.Load(name) with
            {
                Psf = new PsfParameters(count, PixelNumberType.Float32, count % 2 == 0),
                Native = null,
            };
            foreach (var serialisation in new[] { "fits", "fits-one-hdu" }.Select(Serialisation.Parse))
            {
                var written = serialisation.Write(SampledStamps.Of(Alert, layout), PixelEncoding.None).Sum(b => b.Length);
                Assert.Equal(written, serialisation.Bytes(layout, PixelEncoding.None));
            }
        }

        var (few, many) = (Bytes(1), Bytes(64));
        Assert.Equal(3 * 2880, many - few);

        long Bytes(int count) =>
            Serialisation
                .Parse("fits")
                .Bytes(
                    LayoutLibrary.Load(name) with
                    {
                        Psf = new PsfParameters(count, PixelNumberType.Float32, IsShared: false),
                    },
                    PixelEncoding.None
                )!
                .Value;
    }

    [Theory]
    [InlineData("ztf-glint-flag", "avro", 1)]
    [InlineData("ztf-glint-counts", "avro", 1 + 3)]
    [InlineData("ztf-glint-counts", "fits", 1 + 3)]
    [InlineData("ztf-cropped-fourier", "avro", (3 * (2 + 1024 + 1)) + 2 + 226)]
    [InlineData("ztf-cropped-fourier", "fits", (3 * 2 * 2880) + 2 + 226)]
    public void Features_are_fields_of_the_record_beside_the_images(string layout, string serialisation, long bytes) =>
        Assert.Equal(bytes, Serialisation.Parse(serialisation).Bytes(LayoutLibrary.Load(layout), PixelEncoding.None));

    [Theory]
    [InlineData(30, 41, 34_560)]
    [InlineData(30, 77, 69_120)]
    public void A_shipped_cutout_has_the_size_worked_out_by_hand(int pixels, int psfPixels, long bytes) =>
        Assert.Equal(bytes, FitsSerialisation.ShippedCutoutBytes(pixels, psfPixels));

    [Theory]
    [InlineData(30, 138_240)]
    [InlineData(51, 172_800)]
    [InlineData(63, 207_360)]
    [InlineData(102, 362_880)]
    public void Three_shipped_cutouts_have_the_sizes_worked_out_by_hand(int pixels, long bytes) =>
        Assert.Equal(bytes, (2 * FitsSerialisation.ShippedCutoutBytes(pixels, 41)) + FitsSerialisation.ShippedCutoutBytes(pixels, 77));

    [Fact]
    public void Raw_bytes_are_the_layouts_own_and_the_shipped_layout_is_three_times_34560_in_fits()
    {
        Assert.All(LayoutLibrary.Names.Select(LayoutLibrary.Load), l =>
            Assert.Equal(l.RawBytes, Serialisation.Parse("raw").Bytes(l, PixelEncoding.Parse("none")))
        );
        Assert.Equal(3 * 34_560, Serialisation.Parse("fits").Bytes(LayoutLibrary.Load("as-shipped"), PixelEncoding.Parse("none")));
        Assert.Equal(18_000, Serialisation.Parse("raw").Bytes(LayoutLibrary.Load("dmtn-102"), PixelEncoding.Parse("none")));
    }

    [Fact]
    public void Compressed_sizes_are_measured_and_alerts_too_small_for_the_layout_are_counted_as_skipped()
    {
        var layout = LayoutLibrary.Load("ztf-cropped") with { Native = null };
        var small = new Image<float>(8, 8);
        var tooSmall = Alert with { Science = new Cutout(CutoutKind.Science, small, 4) };
        var cost = StampCosts.Of(layout, Serialisation.Parse("fits"), PixelEncoding.Parse("gzip"), [Alert, Alert, tooSmall])!;
        Assert.Equal((2, 1), (cost.Measured!.Count, cost.Measured.Skipped));
        Assert.Equal(cost.BytesStamps, cost.Measured.Median);
        Assert.InRange(cost.BytesStamps, 500, 3 * 5_760);
    }

    [Fact]
    public void Percentiles_lie_between_neighbours()
    {
        var distribution = ByteDistribution.Of([40, 10, 20, 30], 0);
        Assert.Equal(
            (25d, 17.5, 25d, 32.5, 38.5),
            (distribution.Mean, distribution.Quartile1, distribution.Median, distribution.Quartile3, distribution.Percentile95)
        );
    }

    [Fact]
    public void Fits_cannot_hold_halves()
    {
        Assert.False(Serialisation.Parse("fits").Supports(LayoutLibrary.Load("ztf-full"), PixelEncoding.Parse("float16")));
        Assert.Throws<ArgumentException>(() =>
            Serialisation.Parse("fits").Bytes(LayoutLibrary.Load("ztf-full"), PixelEncoding.Parse("float16"))
        );
    }

    private static Alert SyntheticAlert()
    {
        var source = new Seed(9).CreateSource();
        Cutout Make(CutoutKind kind)
        {
            var flux = new Image<float>(200, 200);
            foreach (ref var pixel in flux.Pixels)
            {
                pixel = (float)(40 * source.NextNormal());
            }

            return new Cutout(kind, flux, 0.2) { Variance = flux.Clone() };
        }

        return new Alert(SurveyKind.Lsst, 1, "1", 10, 20, Make(CutoutKind.Science), Make(CutoutKind.Template), Make(CutoutKind.Difference))
        {
            FootprintPixels = 200,
        };
    }
}
