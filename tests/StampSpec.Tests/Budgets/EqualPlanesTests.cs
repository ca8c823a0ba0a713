using System.Text.Json;
using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Layouts.Specification;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Budgets;

/// <summary>Bytes of layouts at the same planes and in the same form.</summary>
public sealed class EqualPlanesTests
{
    // 30 x 30 px, two images; 1,024 px in four scales, three images. FITS: a header of 2,880 B and data padded to 2,880 B for each unit.
    [Theory]
    [InlineData("own", "raw", 18_000, 12_288, 61_944)]
    [InlineData("own", "fits", 46_080, 69_120, 103_680)]
    [InlineData("flux", "raw", 7_200, 12_288, 10_800)]
    [InlineData("flux", "fits", 17_280, 69_120, 25_920)]
    [InlineData("dmtn-102", "raw", 18_000, 30_720, 27_000)]
    [InlineData("dmtn-102", "fits", 46_080, 207_360, 69_120)]
    [InlineData("rubin", "raw", 41_296, 64_920, 61_944)]
    [InlineData("rubin", "fits", 69_120, 190_080, 103_680)]
    public void Bytes_at_equal_planes_are_those_worked_out_by_hand(string planes, string form, long dmtn102, long proposal, long shipped)
    {
        var basis = ByteBasis.Parse(planes, form);
        Assert.Equal(
            [dmtn102, proposal, shipped],
            new[] { "dmtn-102", "rubin-proposal", "as-shipped" }.Select(name => basis.Bytes(LayoutLibrary.Load(name))!.Value)
        );
    }

    [Fact]
    public void The_proposal_at_dmtn_102s_planes_takes_20480_bytes_if_it_has_as_many_images()
    {
        var proposal = LayoutLibrary.Load("rubin-proposal") with { Images = [CutoutKind.Template, CutoutKind.Difference] };
        Assert.Equal(20_480, ByteBasis.Parse("dmtn-102", "raw").Bytes(proposal));
        Assert.Equal("flux + variance + mask", PlaneSet.ShortText(PlaneSet.Dmtn102.Of(proposal)));
    }

    [Fact]
    public void A_layout_that_declares_the_planes_of_a_set_is_unchanged_by_it_and_features_are_counted_at_every_set()
    {
        Assert.True(PlaneSet.Dmtn102.IsOwnOf(LayoutLibrary.Load("dmtn-102")));
        Assert.True(PlaneSet.Rubin.IsOwnOf(LayoutLibrary.Load("as-shipped")));
        Assert.True(PlaneSet.Flux.IsOwnOf(LayoutLibrary.Load("rubin-proposal")));
        Assert.False(PlaneSet.Flux.IsOwnOf(LayoutLibrary.Load("dmtn-102")));
        Assert.Equal(7_203, ByteBasis.Parse("flux", "raw").Bytes(LayoutLibrary.Load("dmtn-102-glint-counts")));
        Assert.Null(ByteBasis.Parse("flux", "fits-gzip").Bytes(LayoutLibrary.Load("dmtn-102")));
    }

    [Fact]
    public void The_budget_lists_layouts_at_every_set_of_planes()
    {
        var rows = Json("budget", "dmtn-102", "rubin-proposal", "--planes", "all", "--serialisation", "raw", "--packet", "dmtn-102");
        Assert.Equal(
            [
                ("dmtn-102", "flux", "flux", 7_200L),
                ("rubin-proposal", "flux", "flux", 12_288),
                ("dmtn-102", "dmtn-102", "flux + variance + mask", 18_000),
                ("rubin-proposal", "dmtn-102", "flux + variance + mask", 30_720),
                ("dmtn-102", "rubin", "flux + variance + PSF", 41_296),
                ("rubin-proposal", "rubin", "flux + variance + PSF", 64_920),
            ],
            rows.Select(r => (Text(r, "layout"), Text(r, "planes"), Text(r, "contents"), r.GetProperty("bytes_stamps").GetInt64()))
        );
    }

    [Fact]
    public void Packets_are_divided_by_themselves_only_at_the_planes_and_the_serialisation_of_their_own_stamps()
    {
        var rows = Json("budget", "rubin-proposal", "--planes", "own", "flux", "dmtn-102", "rubin", "--all", "--packet", "dmtn-102");
        var divided = rows.Where(r => r.GetProperty("of_own_stamps").ValueKind == JsonValueKind.Number).ToArray();
        var row = Assert.Single(divided);
        Assert.Equal(("dmtn-102", "raw", "none"), (Text(row, "planes"), Text(row, "serialisation"), Text(row, "encoding")));
        Assert.Equal((65_536 + 30_720 + (3 * 4)) / 83_968d, row.GetProperty("of_own_stamps").GetDouble(), 12);
        var shipped = Json("budget", "dmtn-102", "as-shipped", "--serialisation", "fits", "--packet", "as-shipped");
        Assert.Equal([JsonValueKind.Null, JsonValueKind.Number], shipped.Select(r => r.GetProperty("of_own_stamps").ValueKind));
    }

    [Fact]
    public void Unknown_planes_are_refused()
    {
        var result = CommandLine.Run("budget", "dmtn-102", "--planes", "mask");
        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        Assert.Equal(
            "error budget.planes: there is no set of planes called mask; write one of own, flux, dmtn-102, rubin, or all\n",
            result.Error.ReplaceLineEndings("\n")
        );
    }

    private static JsonElement[] Json(params string[] arguments)
    {
        var result = CommandLine.Run([.. arguments, "--format", "json"]);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        return [.. JsonDocument.Parse(result.Output).RootElement.EnumerateArray()];
    }

    private static string Text(JsonElement row, string key) => row.GetProperty(key).GetString()!;
}
