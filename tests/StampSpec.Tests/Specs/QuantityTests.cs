using StampSpec.Specs;
using StampSpec.Studies.Specification;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Specs;

/// <summary>Specs and options read numbers with the same units; an unknown unit never changes the value that was meant.</summary>
public sealed class QuantityTests
{
    [Theory]
    [InlineData("34560", 34_560)]
    [InlineData("34560 B", 34_560)]
    [InlineData("20kB", 20_000)]
    [InlineData("4.1 kB", 4_100)]
    [InlineData("1e3 kB", 1_000_000)]
    [InlineData("2 MB", 2_000_000)]
    [InlineData("0.5 GB", 500_000_000)]
    [InlineData("4 KiB", 4_096)]
    [InlineData("1 MiB", 1_048_576)]
    [InlineData("1 GiB", 1_073_741_824)]
    public void Bytes_may_have_decimal_or_binary_multiples(string text, double expected)
    {
        Assert.True(Quantity.Bytes(1, 1L << 40).TryRead(text, out var value, out var problem), problem);
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("0.2", 0.2)]
    [InlineData("0.2 arcsec", 0.2)]
    [InlineData("0.2\"", 0.2)]
    [InlineData("200 mas", 0.2)]
    [InlineData("1.5 arcmin", 90)]
    [InlineData("2'", 120)]
    [InlineData("0.01deg", 36)]
    public void Angles_may_be_in_arcsec_mas_arcmin_or_deg(string text, double expected)
    {
        Assert.True(Quantity.Arcsec(3600).TryRead(text, out var value, out var problem), problem);
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("2%", 0.02)]
    [InlineData("0.5 %", 0.005)]
    [InlineData("100%", 1)]
    [InlineData("0.1", 0.1)]
    public void A_fraction_may_be_a_percentage(string text, double expected)
    {
        Assert.True(new Quantity(0, 1).TryRead(text, out var value, out var problem), problem);
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("4kb", "kb is not a unit that it takes; did you mean kB?")]
    [InlineData("4 km", "km is not a unit that it takes; write a number in B, kB, MB, GB, KiB, MiB or GiB")]
    [InlineData("1.5 B", "expected a whole number from 1 to 1000000 in B")]
    [InlineData("0.0001 kB", "expected a whole number from 1 to 1000000 in B")]
    [InlineData("2 MB", "expected a whole number from 1 to 1000000 in B")]
    [InlineData("-1", "expected a whole number from 1 to 1000000 in B")]
    [InlineData("many", "expected a whole number from 1 to 1000000 in B")]
    [InlineData("1,000", "expected a whole number from 1 to 1000000 in B")]
    [InlineData("1e999", "expected a whole number from 1 to 1000000 in B")]
    [InlineData("", "expected a whole number from 1 to 1000000 in B")]
    public void What_is_not_the_quantity_is_answered_with_what_to_write(string text, string expected)
    {
        Assert.False(Quantity.Bytes(1, 1_000_000).TryRead(text, out _, out var problem));
        Assert.Equal(expected, problem);
    }

    [Theory]
    [InlineData("runs: 5%", "runs is 5%; it takes no unit, but % is given (at runs); write a number without a unit")]
    [InlineData("margin: 101%", "margin is 101%; expected a number from 0 to 1 (at margin)")]
    [InlineData(
        "margin: 2 px",
        "margin is 2 px; it is a fraction, and px is not a unit of fractions (at margin); write a number without a unit, or a percentage "
            + "such as 2%"
    )]
    [InlineData(
        "budgets: {mine: 4 km}",
        "mine is 4 km; km is not a unit that it takes (at budgets.mine); write a number in B, kB, MB, GB, KiB, MiB or GiB"
    )]
    public void A_spec_refuses_other_units(string line, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.yaml"], "name: s\ndataset: {synthetic: {alerts: 48}}\nlayouts: [ztf-cropped]\n" + line + "\n");
        var result = CommandLine.Run("validate", folder["study.yaml"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(": " + expected + "\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spec_reads_the_units_that_options_read()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder["study.yaml"],
            """
            name: s
            dataset: {synthetic: {alerts: 48}}
            layouts: [{layout: {name: mine, pixels: 9 px, pixel-scale: 2000 mas}}]
            margin: 2%
            budgets: {plain: 4000, named: 4000 B, decimal: 4 kB, binary: 4 KiB}
            """
        );
        var study = StudySpecFile.Load(folder["study.yaml"], []);
        Assert.Equal(0.02, study.Margin);
        Assert.Equal(2, study.Layouts[0].Layout.Scales[0].PixelScaleArcsec);
        Assert.Equal([4000, 4000, 4000, 4096], study.Budgets.Take(4).Select(b => b.Bytes));
    }
}
