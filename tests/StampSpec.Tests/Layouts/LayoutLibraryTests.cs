using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Layouts;

public sealed class LayoutLibraryTests
{
    [Theory]
    [InlineData("ztf-full", 3969, 63 * 1.01, 3 * 3969 * 4)]
    [InlineData("ztf-cropped", 256, 16 * 1.01, 3 * 256 * 4)]
    [InlineData("ztf-low-resolution", 256, 64 * 1.01, 3 * 256 * 4)]
    [InlineData("ztf-multiscale", 256, 64 * 1.01, 3 * 256 * 4)]
    [InlineData("ztf-multiscale-omitted", 64 + (3 * 48), 64 * 1.01, 3 * 208 * 4)]
    [InlineData("ztf-coarse-difference", 256, 64 * 1.01, (256 + 128 + 128) * 4)]
    [InlineData("ztf-cropped-fourier", 256, 16 * 1.01, (3 * 256 * 4) + (113 * 2))]
    [InlineData("ztf-log-polar", 256, 63.6, 3 * 256 * 4)]
    [InlineData("ztf-glint-flag", 0, 0, 1)]
    [InlineData("ztf-glint-counts", 0, 0, 3)]
    [InlineData("rubin-proposal", 1024, 25.6, 3 * 1024 * 4)]
    [InlineData("rubin-proposal-omitted", 832, 25.6, 3 * 832 * 4)]
    [InlineData("dmtn-102", 900, 6.0, 18_000)]
    [InlineData("as-shipped", 900, 6.0, 3 * ((900 * 8) + (41 * 41 * 8)))]
    [InlineData("rubin-cropped", 1024, 6.4, 3 * 1024 * 4)]
    [InlineData("dmtn-102-glint-counts", 900, 6.0, 18_003)]
    [InlineData("rubin-full", 16_384, 25.6, 3 * 16_384 * 4)]
    public void Every_layout_has_its_published_pixels_field_and_raw_bytes(string name, int pixels, double fieldOfViewArcsec, long bytes)
    {
        var layout = LayoutLibrary.Load(name);
        Assert.Equal(name, layout.Name);
        Assert.Equal((pixels, bytes), (layout.PixelsPerImage, layout.RawBytes));
        Assert.Equal(fieldOfViewArcsec, layout.FieldOfViewArcsec, 9);
    }

    [Theory]
    [InlineData("dmtn-102")]
    [InlineData("as-shipped")]
    [InlineData("rubin-cropped")]
    [InlineData("rubin-proposal")]
    [InlineData("ztf-cropped")]
    public void A_layout_with_glint_counts_differs_from_the_one_without_by_three_bytes_only(string name)
    {
        var (without, with) = (LayoutLibrary.Load(name), LayoutLibrary.Load(name + "-glint-counts"));
        Assert.Equal(3, with.RawBytes - without.RawBytes);
        Assert.Equal(LayoutLibrary.Load("ztf-glint-counts").Features, with.Features);
        Assert.Equal(
            LayoutText.Of(without with { Features = with.Features }),
            LayoutText.Of(with with { Name = name }),
            ignoreLineEndingDifferences: true
        );
        Assert.Equal((without.Psf, without.Native), (with.Psf, with.Native));
    }

    [Fact]
    public void The_library_holds_every_file_of_specs_layouts_and_reads_each_without_findings()
    {
        var files = Directory.GetFiles(Repository.PathOf("specs", "layouts"), "*.yaml");
        Assert.Equal(files.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal), LayoutLibrary.Names);
        Assert.All(files, file =>
        {
            var reading = LayoutSpec.Document.Read(file);
            Assert.Empty(reading.Diagnostics);
            Assert.Equal(Path.GetFileNameWithoutExtension(file), reading.Value!.Name);
        });
    }

    [Fact]
    public void The_layout_of_DMTN_102_carries_template_and_difference_with_a_16_bit_mask()
    {
        var layout = LayoutLibrary.Load("dmtn-102");
        Assert.Equal([CutoutKind.Template, CutoutKind.Difference], layout.Images);
        Assert.Equal(new StampPlane(PlaneKind.Mask, PixelNumberType.Int16), layout.Planes[2]);
    }

    [Fact]
    public void An_unknown_layout_is_told_with_the_nearest_name()
    {
        var error = Assert.Single(Assert.Throws<InvalidInputException>(() => LayoutLibrary.Load("ztf-multi-scale")).Diagnostics);
        Assert.Equal(
            "error layout.unknown: there is no layout called ztf-multi-scale, and no file of this name; did you mean ztf-multiscale?",
            error.ToString()
        );
    }
}
