using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Budgets;

public sealed class BudgetCommandTests
{
    [Fact]
    public void Json_has_the_keys_of_the_contract_and_the_bytes_worked_out_by_hand()
    {
        var result = CommandLine.Run(
            "budget",
            "dmtn-102",
            "--serialisation",
            "raw",
            "--encoding",
            "none",
            "--packet",
            "dmtn-102",
            "--format",
            "json"
        );
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        var row = Assert.Single(JsonDocument.Parse(result.Output).RootElement.EnumerateArray().ToArray());
        Assert.Equal(
            [
                "layout",
                "packet",
                "serialisation",
                "encoding",
                "planes",
                "contents",
                "statistic",
                "pixels_per_image",
                "images",
                "bytes_stamps",
                "bytes_packet",
                "gbps_mean",
                "gbps_burst",
                "gb_per_night",
                "pb_per_decade",
                "of_own_stamps",
            ],
            row.EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal((900, 18_000), (row.GetProperty("pixels_per_image").GetInt32(), row.GetProperty("bytes_stamps").GetInt32()));
        Assert.Equal(65_536 + 18_000 + (2 * 4), row.GetProperty("bytes_packet").GetInt32());
        Assert.Equal(83_544 * 8e4 / 34 / 1e9, row.GetProperty("gbps_mean").GetDouble(), 9);
        Assert.Equal(83_544 / 83_968d, row.GetProperty("of_own_stamps").GetDouble(), 9);
    }

    [Fact]
    public void Table_and_csv_are_the_same_under_a_comma_decimal_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        var expected = new[] { "table", "csv", "json" }
            .Select(f => CommandLine.Run("budget", "rubin-proposal", "--format", f).Output)
            .ToArray();
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(
                expected,
                new[] { "table", "csv", "json" }.Select(f => CommandLine.Run("budget", "rubin-proposal", "--format", f).Output)
            );
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void What_fits_one_shipped_cutout_is_a_37_pixel_stamp_with_the_shipped_psf_and_46_pixels_with_a_float32_one()
    {
        var fits = JsonDocument
            .Parse(CommandLine.Run("budget", "--fit", "34560", "--images", "1", "--all", "--format", "json").Output)
            .RootElement.EnumerateArray()
            .Where(r =>
                Text(r, "serialisation") == "fits"
                && r.GetProperty("scales").GetInt32() == 1
                && Text(r, "planes") == "flux float32 + variance float32"
            )
            .ToDictionary(r => Text(r, "psf"), r => r.GetProperty("pixels").GetInt32());

        // 34,560 - 3 x 2,880 - pad(8 x 41^2) leaves 2 x 5,760 B for the planes: 37^2 x 4 = 5,476. pad(4 x 41^2) leaves 2 x 8,640: 46^2 x 4
        // = 8,464.
        Assert.Equal((37, 46), (fits["41 px float64"], fits["41 px float32"]));
    }

    [Fact]
    public void What_fits_really_fits_the_largest_field_of_view_comes_first_and_a_pixel_more_is_too_much()
    {
        var rows = JsonDocument
            .Parse(CommandLine.Run("budget", "--fit", "20kB", "--all", "--format", "json").Output)
            .RootElement.EnumerateArray()
            .ToArray();
        Assert.True(rows.Length > 100);
        Assert.All(rows, r => Assert.InRange(r.GetProperty("bytes_stamps").GetInt64(), 1, 20_000));
        var views = rows.Select(r => r.GetProperty("field_of_view_arcsec").GetDouble()).ToArray();
        Assert.Equal(views.OrderDescending(), views);
    }

    [Fact]
    public void All_sixteen_rows_of_dmtn_102_are_listed()
    {
        var rows = JsonDocument
            .Parse(CommandLine.Run("budget", "--dmtn-102", "--format", "json").Output)
            .RootElement.EnumerateArray()
            .ToArray();
        Assert.Equal(Enumerable.Range(1, 16), rows.Select(r => r.GetProperty("number").GetInt32()));
        Assert.Contains("52.414", CommandLine.Run("budget", "--dmtn-102").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("budget.no-layout", "budget")]
    [InlineData("layout.unknown", "budget", "ztf-ful")]
    [InlineData("budget.encoding", "budget", "ztf-full", "--encoding", "zip")]
    [InlineData("budget.serialisation", "budget", "ztf-full", "--serialisation", "xml")]
    [InlineData("budget.packet", "budget", "ztf-full", "--packet", "no-such")]
    [InlineData("--fit is '-5'; expected a whole number from 1 to 1099511627776 in B", "budget", "--fit", "-5")]
    [InlineData("--fit is '4kb'; kb is not a unit that it takes; did you mean kB?", "budget", "--fit", "4kb")]
    [InlineData("--format is 'jsn', but it takes table, json or csv; did you mean json?", "budget", "ztf-full", "--format", "jsn")]
    [InlineData("budget.unsupported", "budget", "ztf-full", "--serialisation", "fits", "--encoding", "gzip")]
    [InlineData("--cadence is '0'; expected a number above 0", "budget", "ztf-full", "--cadence", "0")]
    public void Bad_input_is_named_with_exit_code_2(string expected, params string[] arguments)
    {
        var result = CommandLine.Run(arguments);
        Assert.Equal(
            (2, string.Empty),
            (
                result.ExitCode,
                result.ExitCode == 2 && result.Output.Contains("Usage", StringComparison.Ordinal) ? string.Empty : result.Output
            )
        );
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cost_that_cannot_be_computed_is_refused_with_its_own_reason()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, CommandLine.Run("synthesize", "--out", folder["sky"], "--alerts", "1").ExitCode);
        string[] gzip = ["budget", "rubin-proposal", "--encoding", "gzip"];
        AssertRefused("error budget.unsupported: gzip compresses pixels, so it needs alerts; add --data ALERTS", gzip);
        AssertRefused(
            "error layout.finer-than-native: rubin-proposal has pixels of 0.2 arcsec, finer than the native 1.01 arcsec; cutting cannot "
                + "add detail; use a pixel scale of at least 1.01 arcsec, or bring ZTF's alerts to LSST's resolution first "
                + "(dataset.simulate in a study, or stampspec simulate)",
            [.. gzip, "--data", folder["sky", "alerts"]]
        );
        AssertRefused(
            "error budget.unsupported: FITS has no number type for the pixels of rubin-proposal in the encoding float16; use "
                + "--serialisation avro",
            "budget",
            "rubin-proposal",
            "--encoding",
            "float16",
            "--serialisation",
            "fits"
        );
    }

    [Fact]
    public void A_budget_that_no_layout_fits_names_the_smallest_and_the_count_is_of_what_is_listed()
    {
        var none = CommandLine.Run("budget", "--fit", "12");
        Assert.Equal((0, ""), (none.ExitCode, none.Output));
        var least = Regex
            .Match(none.Error, @"^no layout fits into 12 bytes as Avro; the smallest that is tried takes (\d+) bytes\n$")
            .Groups[1]
            .Value;
        var fits = CommandLine.Run("budget", "--fit", least, "--format", "json");
        Assert.Single(JsonDocument.Parse(fits.Output).RootElement.EnumerateArray());
        var all = JsonDocument.Parse(CommandLine.Run("budget", "--fit", "20kB", "--all", "--format", "json").Output).RootElement;
        var avro = all.EnumerateArray().Count(r => Text(r, "serialisation") == "avro");
        Assert.Equal(
            $"10 of {avro} layouts that fit, widest field first, serialised as Avro; --all lists the others, and those serialised "
                + "otherwise\n",
            CommandLine.Run("budget", "--fit", "20kB").Error
        );
    }

    private static void AssertRefused(string message, params string[] arguments)
    {
        var refused = CommandLine.Run(arguments);
        Assert.Equal((2, "", message + "\n"), (refused.ExitCode, refused.Output, refused.Error));
    }

    private static string Text(JsonElement row, string key) => row.GetProperty(key).GetString()!;
}
