using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Specs;

namespace StampSpec.Tests.Layouts;

public sealed class LayoutGridTests
{
    private static readonly SpecDocument<LayoutGrid> Document = new("grid", "A grid.", LayoutGridSpec.Declaration);

    [Fact]
    public void A_grid_has_every_combination_once_named_by_its_values()
    {
        var expansion = Grid("pixels: [8, 16]\npixel-scale: [1.01, 2.02]\nscales: [1, 2]").Expand();
        Assert.Equal(
            ["8px-1.01as", "2x8px-1.01as", "8px-2.02as", "2x8px-2.02as", "16px-1.01as", "2x16px-1.01as", "16px-2.02as", "2x16px-2.02as"],
            expansion.Layouts.Select(l => l.Name)
        );
        Assert.Empty(expansion.Unfit);
        Assert.Equal([new StampScale(16, 2.02), new StampScale(16, 4.04)], expansion.Layouts[^1].Scales);
        Assert.Equal(2 * 16 * 16 * 3 * sizeof(float), expansion.Layouts[^1].RawBytes);
    }

    [Fact]
    public void What_is_no_default_is_in_the_name()
    {
        var layouts = Grid(
                """
                pixels: 8
                pixel-scale: 1
                scales: 2
                ratio: [2, 3.5]
                images: [[difference, science], [difference]]
                planes: [{flux: float32}, {flux: int16, variance: float16, mask: uint8}]
                """
            )
            .Expand()
            .Layouts;
        Assert.Equal(8, layouts.Count);
        Assert.Equal("2x8px-1as-science-difference", layouts[0].Name);
        Assert.Equal("2x8px-1as-ratio3.5-difference-int16-variance-float16-mask-uint8", layouts[^1].Name);
        Assert.Equal([CutoutKind.Difference], layouts[^1].Images);
        Assert.Equal(2 * 8 * 8 * (2 + 2 + 1), layouts[^1].RawBytes);
        var omitted = Grid("pixels: 8\npixel-scale: 1\nscales: 2\ncentres: [kept, omitted]\nbins: [mean, sum]").Expand().Layouts;
        Assert.Equal(["2x8px-1as", "2x8px-1as-sum", "2x8px-1as-omitted", "2x8px-1as-omitted-sum"], omitted.Select(l => l.Name));
        Assert.Equal(1, omitted.Count(l => l is { KeepsRedundantCentres: false, Bins: BinRule.Sum }));
    }

    [Fact]
    public void Names_do_not_depend_on_what_else_is_in_the_grid()
    {
        var small = Grid("pixels: 8\npixel-scale: 1.01\nscales: 3").Expand().Layouts.Single();
        var large = Grid("pixels: [4, 8]\npixel-scale: [1.01, 2]\nscales: [1, 3]\nratio: [2, 4]").Expand().Layouts;
        Assert.Contains(small.Name, large.Select(l => l.Name));
    }

    [Fact]
    public void What_repeats_another_combination_or_does_not_fit_is_listed_with_the_reason()
    {
        var expansion = Grid(
                """
                pixels: [8, 64]
                pixel-scale: [0.5, 1.01]
                scales: [1, 4]
                ratio: [2, 3]
                native: {pixels: 63, pixel-scale: 1.01}
                """
            )
            .Expand();
        Assert.Equal(["8px-1.01as", "4x8px-1.01as"], expansion.Layouts.Select(l => l.Name));
        Assert.Equal(14, expansion.Unfit.Count);
        Assert.Contains(expansion.Unfit, u => u is { Name: "8px-1.01as", Problem.Code: "layout.repeated" });
        Assert.Contains(expansion.Unfit, u => u is { Name: "8px-0.5as", Problem.Code: "layout.finer-than-native" });
        Assert.Contains(expansion.Unfit, u => u is { Name: "4x64px-1.01as", Problem.Code: "layout.field-of-view" });
    }

    [Theory]
    [InlineData(
        "pixels: 16\npixel-scale: 0.15699034393289987",
        1.01,
        "error layout.finer-than-native: x has pixels of 0.157 arcsec, finer than the native 1.01 arcsec; cutting cannot add detail; use a "
            + "pixel scale of at least 1.01 arcsec, or bring ZTF's alerts to LSST's resolution first (dataset.simulate in a study, or "
            + "stampspec simulate)"
    )]
    [InlineData(
        "pixels: 64\npixel-scale: 0.2",
        0.15699034393289987,
        "error layout.field-of-view: scale 0 (64 px of 0.2 arcsec) shows 12.8 arcsec, beyond the native stamp's 4.71 arcsec (30 px of "
            + "0.157 arcsec); use fewer pixels or scales, or a finer pixel scale"
    )]
    public void What_does_not_fit_is_said_in_few_digits(string keys, double nativeArcsec, string message)
    {
        var layout = LayoutSpec.Document.Parse($"name: x\n{keys}\n").Value!;
        Assert.Equal(message, Assert.Single(NativeCoverage.Problems(layout, new StampScale(30, nativeArcsec))).ToString());
    }

    [Fact]
    public void Centres_that_no_finer_scale_rebuilds_cannot_be_omitted()
    {
        var unfit = Grid("pixels: [8, 9]\npixel-scale: 1\nscales: 2\ncentres: omitted").Expand().Unfit.Single();
        Assert.Equal(("2x9px-1as-omitted", "layout.centres"), (unfit.Name, unfit.Problem.Code));
    }

    [Fact]
    public void A_second_native_stamp_must_be_fitted_too()
    {
        var grid = Grid("pixels: [8, 32]\npixel-scale: 1\nscales: 2\nnative: {pixels: 63, pixel-scale: 1}");
        Assert.Empty(grid.Expand().Unfit);
        Assert.Equal("2x32px-1as", grid.Expand(new StampScale(30, 1)).Unfit.Single().Name);
    }

    [Theory]
    [InlineData("pixels: [8, 0]\npixel-scale: 1", "spec.range", "pixels[1]")]
    [InlineData("pixels: 8\npixel-scale: 1\nimages: [[science], [sciense]]", "spec.choice", "images[1][0]")]
    [InlineData("pixels: 8\npixel-scale: 1\nimages: [sciense]", "spec.choice", "images[0]")]
    [InlineData("pixels: 8\npixel-scale: 1\nunfit: drop", "spec.choice", "unfit")]
    [InlineData("pixels: 8", "spec.missing-key", null)]
    [InlineData("pixels: 8\npixel-scale: {a: 1}", "spec.type", "pixel-scale")]
    public void A_wrong_value_is_named_where_it_stands(string yaml, string code, string? path)
    {
        var finding = Document.Parse(yaml).Diagnostics[0];
        Assert.Equal((code, path), (finding.Code, finding.Path));
    }

    [Fact]
    public void A_grid_beyond_all_reason_is_refused_before_it_is_laid_out()
    {
        var finding = Document
            .Parse($"pixels: [{string.Join(", ", Enumerable.Range(1, 200))}]\npixel-scale: [{string.Join(", ", Enumerable.Range(1, 51))}]")
            .Diagnostics.Single();
        Assert.Equal((DiagnosticSeverity.Error, "layout.grid"), (finding.Severity, finding.Code));
    }

    private static LayoutGrid Grid(string yaml)
    {
        var reading = Document.Parse(yaml);
        Assert.True(reading.IsValid, string.Join('\n', reading.Diagnostics));
        return reading.Value!;
    }
}
