using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Layouts;

public sealed class LayoutSpecTests
{
    [Theory]
    [InlineData("pixels: 0\npixel-scale: 0.2", "2:9: error spec.range: pixels is 0; a scale needs 1 to 512 pixels a side (at pixels)")]
    [InlineData(
        "pixels: 16\npixel-scale: 0",
        "3:14: error spec.range: pixel-scale is 0; a pixel is above 0 and up to 60 arcsec wide (at pixel-scale)"
    )]
    [InlineData(
        "pixels: 16\npixel-scale: 0.2 px",
        "3:14: error spec.unit: pixel-scale is 0.2 px; px is not a unit that it takes (at pixel-scale); write a number in arcsec, "
            + "\", mas, arcmin, ' or deg"
    )]
    [InlineData(
        "pixels: 16\npixel-scale: 0.2\nscales: 4\nratio: 0.5",
        "5:8: error spec.range: ratio is 0.5; the pixels of each scale are ratio times as wide as those "
            + "of the next finer scale, so ratio is above 1 and up to 64 (at ratio)"
    )]
    [InlineData("pixels: 16\npixel-scale: 0.2\nscales: 0", "4:9: error spec.range: scales is 0; a layout has 1 to 16 scales (at scales)")]
    [InlineData(
        "pixels: 16",
        "1:1: error spec.missing-key: a layout needs pixel-scale; add pixel-scale: a number above 0 and up "
            + "to 60 in arcsec, or list the scales"
    )]
    [InlineData(
        "pixels: 16\nscales: [{pixels: 8, pixel-scale: 1}]",
        "2:9: error layout.scales: pixels cannot be given with a list of scales, which already contains it (at pixels); remove pixels"
    )]
    [InlineData(
        "scales: [{pixels: 8, pixel-scale: 1}, {pixels: 8, pixel-scale: 0.5}]",
        "2:9: error layout.scale-order: scale 1 has pixels of 0.5 arcsec, no wider than the 1 arcsec of "
            + "scale 0 (at scales); list the scales finest first, each with wider pixels"
    )]
    [InlineData(
        "scales: [{pixels: 8, pixel-scale: 1}, {pixels: 4, pixel-scale: 2}]",
        "2:9: warning layout.scale-unseen: scale 1 shows 8 arcsec, but scale 0 shows all of it in more detail "
            + "(at scales); give it more pixels, or remove it"
    )]
    [InlineData(
        "pixels: 15\npixel-scale: 0.2\nscales: 2\ncentres: omitted",
        "5:10: error layout.centres: centres are omitted, but scale 1 cannot be rebuilt from the finer one: "
            + "the 15 pixels of scale 0 do not tile a block centred in its 15 pixels (at centres); write centres: "
            + "kept, or change pixels or ratio"
    )]
    [InlineData(
        "pixels: 16\npixel-scale: 0.2\nscales: 2\nratio: 1.5\ncentres: omitted",
        "6:10: error layout.centres: centres are omitted, but scale 1 cannot be rebuilt from the finer one: "
            + "its pixels are 1.5 times as wide, which is not a whole number (at centres); write centres: kept, or "
            + "change pixels or ratio"
    )]
    [InlineData(
        "pixels: 16\npixel-scale: 0.2\nscales: 16",
        "4:9: error layout.extent: the widest scale is 524288 of the finest pixels across; at most 8192 can "
            + "be cut (at scales); use fewer scales or a smaller ratio"
    )]
    [InlineData(
        "pixels: 64\npixel-scale: 1.01\nnative: {pixels: 63, pixel-scale: 1.01}",
        "3:14: error layout.field-of-view: scale 0 (64 px of 1.01 arcsec) shows 64.64 arcsec, beyond the "
            + "native stamp's 63.63 arcsec (63 px of 1.01 arcsec) (at pixel-scale); use fewer pixels or scales, or "
            + "a finer pixel scale"
    )]
    [InlineData(
        "pixels: 16\npixel-scale: 0.2\nscales: 4\nnative: {pixels: 30, pixel-scale: 0.2}",
        "4:9: error layout.field-of-view: scale 2 (16 px of 0.8 arcsec) shows 12.8 arcsec, beyond the native "
            + "stamp's 6 arcsec (30 px of 0.2 arcsec) (at scales); use fewer pixels or scales, or a finer pixel "
            + "scale|4:9: error layout.field-of-view: scale 3 (16 px of 1.6 arcsec) shows 25.6 arcsec, beyond the "
            + "native stamp's 6 arcsec (30 px of 0.2 arcsec) (at scales); use fewer pixels or scales, or a finer "
            + "pixel scale"
    )]
    [InlineData(
        "pixels: 16\npixel-scale: 0.2\nnative: {pixels: 63, pixel-scale: 1.01}",
        "3:14: error layout.finer-than-native: the layout has pixels of 0.2 arcsec, finer than the native "
            + "1.01 arcsec; cutting cannot add detail (at pixel-scale); use a pixel scale of at least 1.01 "
            + "arcsec, or bring ZTF's alerts to LSST's resolution first (dataset.simulate in a study, or stampspec simulate)"
    )]
    [InlineData(
        "pixels: 16\npixel-scale: 0.2\nimages: [science, science]",
        "4:9: error layout.images: an image is listed twice (at images); list each of science, template and difference at most once"
    )]
    [InlineData(
        "images: [science, difference]\nscales: [{pixels: 8, pixel-scale: 1, images: [science]}, {pixels: 8, "
            + "pixel-scale: 2, images: [template]}]",
        "2:9: error layout.images: no scale carries the difference (at images); add difference to the images "
            + "of a scale, or remove it from the layout's images|3:9: error layout.images: scale 1 carries the "
            + "template, which is not among the layout's images (at scales); add template to the layout's images"
    )]
    [InlineData(
        "centres: omitted\nscales: [{pixels: 8, pixel-scale: 1, images: [science, template]}, {pixels: 8, pixel-scale: 2}]",
        "3:9: error layout.centres: centres are omitted, but scale 1 of the difference cannot be rebuilt: "
            + "scale 0 does not carry it (at scales); write centres: kept, or add the image to the "
            + "finer scale"
    )]
    [InlineData(
        "images: none",
        "2:9: error layout.images: a layout without images needs features or columns (at images); list images, or add features or columns"
    )]
    [InlineData(
        "images: none\ncolumns: [magpsff]",
        "3:11: error layout.columns: magpsff is not a packet column, nor a set of columns (at columns[0]); did you mean magpsf?"
    )]
    [InlineData(
        "images: none\ncolumns: [loudness]",
        "3:11: error layout.columns: loudness is not a packet column, nor a set of columns (at columns[0]); write the name of a column in "
            + "specs/columns, or of a set: rubin-diasource-drawn, rubin-diasource, rubin-diaobject, ztf-detection, ztf-shape, ztf-host, "
            + "ztf-drawn, ztf-history, ztf-position"
    )]
    [InlineData(
        "images: none\ncolumns: [magpsf, ztf-shape, magpsf, fwhm]",
        "3:30: error layout.columns: the column magpsf is named twice (at columns[2]); name it once, by itself or in a set|3:38: error "
            + "layout.columns: the column fwhm is named twice (at columns[3]); name it once, by itself or in a set"
    )]
    [InlineData(
        "images: none\ncolumns: [magpsf, galactic-latitude, diaSource.snr]",
        "3:38: error layout.columns: diaSource.snr is a column of Rubin packets, which ZTF packets lack, but magpsf is one of ZTF packets "
            + "(at columns[2]); name columns of one survey"
    )]
    [InlineData(
        "images: none\npixels: 8\nfeatures: [{glint-trail: {points: 5}}]",
        "3:9: error layout.scales: pixels cannot be given if no image is carried (at pixels); remove pixels"
    )]
    [InlineData(
        "pixels: 16\npixel-scale: 0.2\nfeatures: [{fourier: {}, glint-trail: {}}]",
        "4:22: error layout.features: a feature has exactly one key, its kind (at features[0].fourier); write one of "
            + "fourier, glint-trail, and list further features separately"
    )]
    [InlineData(
        "pixels: 16\npixel-scale: 0.2\nfeatures: [{fourier: {number: uint8}}]",
        "4:31: error spec.choice: number is uint8; expected float32 or float16 (at features[0].fourier.number)"
    )]
    [InlineData(
        "log-polar: {pixels: 12, innermost: 9, outermost: 5}",
        "2:21: error layout.log-polar: pixels is 12; a quarter turn must shift whole sectors, and no "
            + "sector's edge may be on a diagonal, so it must be a multiple of 8 (at log-polar.pixels); write 16|2:50: "
            + "error layout.log-polar: the outermost ring is not larger than the innermost (at log-polar.outermost); "
            + "write an outermost radius that exceeds the innermost"
    )]
    [InlineData(
        "pixels: 16\npixel-scale: 0.2\nimages: [reference]",
        "4:10: error spec.choice: images[0] is reference; expected science, template or difference (at images[0])"
    )]
    [InlineData(
        "pixels: 16\npixel-scale: 0.2\nplanes: {flux: float33}",
        "4:16: error spec.choice: flux is float33; expected float32, float64, float16, int32, int16, uint16, "
            + "int8 or uint8 (at planes.flux); write float32"
    )]
    [InlineData(
        "pixels: 16\npixel-scale: 0.2\nplanes: {mask: float32}",
        "4:9: error spec.missing-key: a set of planes needs flux (at planes); add flux: float32, float64, "
            + "float16, int32, int16, uint16, int8 or uint8|4:16: error spec.choice: mask is float32; expected "
            + "uint8, int8, uint16, int16 or int32 (at planes.mask)"
    )]
    [InlineData(
        "pixels: 16\npixel-scale: 0.2\npsf: {pixels: 40}",
        "4:15: error layout.psf: pixels is 40; a PSF image has an odd side, so that a pixel is its centre (at psf.pixels); write 41"
    )]
    [InlineData(
        "pixels: 16\npixel-scale: 0.2\npsf: {number: float32}",
        "4:6: error layout.psf: a PSF is an image (pixels) or a model (parameters) (at psf); write one of the two"
    )]
    public void Impossible_layouts_are_named_with_their_place_and_what_to_write(string lines, string expected)
    {
        var reading = LayoutSpec.Document.Parse($"name: x\n{lines}\n");
        Assert.Equal(expected.Split('|'), reading.Diagnostics.Select(d => d.ToString()));
    }

    [Fact]
    public void A_reading_in_which_everything_is_wrong_reports_everything()
    {
        var reading = LayoutSpec.Document.Parse("pixel: 16\npixels: 0\npixels: 4\npixel-scale: 1 px\nratio: 1\nbins: max\ncentres: no\n");
        Assert.Equal(
            [
                "spec.unknown-key",
                "spec.missing-key",
                "spec.range",
                "spec.duplicate-key",
                "spec.unit",
                "spec.range",
                "spec.choice",
                "spec.choice",
            ],
            reading.Diagnostics.Select(d => d.Code)
        );
        Assert.Equal("did you mean pixels?", reading.Diagnostics[0].Fix);
    }

    [Fact]
    public void Scales_may_be_listed_one_by_one()
    {
        var layout = LayoutSpec
            .Document.Parse("name: mixed\nscales:\n  - {pixels: 30, pixel-scale: 0.2}\n  - pixels: 8\n    pixel-scale: 1.5 arcsec\n")
            .Value!;
        Assert.Equal([new StampScale(30, 0.2), new StampScale(8, 1.5)], layout.Scales);
    }

    [Theory]
    [InlineData("{pixels: 41, number: float32, shared: true}", 41 * 41 * 4)]
    [InlineData("{parameters: 4, number: float32, shared: true}", 16)]
    [InlineData("{parameters: 4}", 3 * 4 * 8)]
    [InlineData("none", 0)]
    public void A_Psf_is_an_image_or_a_model_per_image_or_shared(string psf, long bytes)
    {
        Assert.Equal(bytes, LayoutSpec.Document.Parse($"name: x\npixels: 30\npixel-scale: 0.2\npsf: {psf}\n").Value!.RawPsfBytes);
    }

    [Fact]
    public void A_study_may_name_a_layout_or_a_file_beside_it_or_write_one_out()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["mine.yaml"], "name: mine\npixels: 20\npixel-scale: 1.01\n");
        var study = LayoutListDocument.Instance.Load(
            LayoutListDocument.Write(folder, "[ztf-cropped, mine.yaml, {name: own, pixels: 9, pixel-scale: 2}]")
        );
        Assert.Equal(["ztf-cropped", "mine", "own"], study.Select(l => l.Name));
    }

    [Fact]
    public void Findings_in_a_layout_that_a_study_names_carry_the_layouts_own_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["mine.yaml"], "name: mine\npixels: 0\npixel-scale: 1.01\n");
        var reading = LayoutListDocument.Instance.Read(LayoutListDocument.Write(folder, "[mine.yaml, ztf-croped]"));
        Assert.Equal(["layout.unknown", "spec.range"], reading.Diagnostics.Select(d => d.Code).Order(StringComparer.Ordinal));
        Assert.Equal(folder["mine.yaml"], reading.Diagnostics.Single(d => d.Code == "spec.range").File);
        Assert.Equal("did you mean ztf-cropped?", reading.Diagnostics.Single(d => d.Code == "layout.unknown").Fix);
    }
}
