using StampSpec.Tests.Support;

namespace StampSpec.Tests.Sky.Rubin;

/// <summary>The keys of Rubin's synthetic alerts in a study's spec.</summary>
public sealed class RubinSpecTests
{
    [Theory]
    [InlineData(
        "synthetic: {alerts: 30, band: r}",
        "study.synthetic",
        "band applies only to Rubin's alerts",
        "add survey: lsst, or remove band"
    )]
    [InlineData(
        "synthetic: {alerts: 30, survey: ztf, cutout-pixels: 64}",
        "study.synthetic",
        "cutout-pixels applies only to Rubin's alerts",
        "add survey: lsst, or remove cutout-pixels"
    )]
    [InlineData(
        "synthetic: {alerts: 30, seeing: 0.8}",
        "study.synthetic",
        "seeing applies only to Rubin's alerts",
        "add survey: lsst, or remove seeing"
    )]
    [InlineData(
        "synthetic: {alerts: 30, template-visits: 4}",
        "study.synthetic",
        "template-visits applies only to Rubin's alerts",
        "add survey: lsst, or remove template-visits"
    )]
    [InlineData(
        "synthetic: {alerts: 30, survey: lsst, seeing: 3}",
        "spec.range",
        "seeing is 3",
        "expected a number from 0.4 to 2 in arcsec"
    )]
    [InlineData(
        "synthetic: {alerts: 30, survey: lsst, template-visits: 0}",
        "spec.range",
        "template-visits is 0",
        "expected a whole number from 1 to 1000"
    )]
    [InlineData(
        "synthetic: {alerts: 30, survey: lsst, band: i}\n  simulate: {band: r}",
        "study.simulate",
        "the synthetic alerts are already Rubin's; simulate brings ZTF's alerts to LSST's resolution",
        "remove simulate, or remove survey: lsst"
    )]
    public void What_does_not_belong_to_the_survey_is_refused(string dataset, string code, string message, string fix)
    {
        var error = Validate($"name: mine\ndataset:\n  {dataset}\nlayouts: [dmtn-102]\n");
        Assert.Contains(code, error, StringComparison.Ordinal);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Contains(fix, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layout_wider_than_the_cutouts_is_refused_with_the_key_that_widens_them()
    {
        var error = Validate(
            "name: mine\ndataset:\n  synthetic: {alerts: 30, survey: lsst, cutout-pixels: 100}\nlayouts: [dmtn-102, rubin-full]\n"
        );
        Assert.Contains("or raise cutout-pixels under synthetic", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_rubins_synthetic_alerts_can_be_used()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder["mine.yaml"],
            "name: mine\ndataset:\n  synthetic: {alerts: 30, survey: lsst}\nlayouts: [dmtn-102, rubin-columns]\n"
        );
        var result = CommandLine.Run("validate", folder["mine.yaml"]);
        Assert.True(result.ExitCode == 0, result.Error + result.Output);
    }

    private static string Validate(string spec)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["mine.yaml"], spec);
        var result = CommandLine.Run("validate", folder["mine.yaml"]);
        Assert.Equal(2, result.ExitCode);
        return result.Error + result.Output;
    }
}
