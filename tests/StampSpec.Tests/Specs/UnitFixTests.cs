using StampSpec.Studies.Specification;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Specs;

/// <summary>The advice for a number with a unit never changes the value that was meant.</summary>
public sealed class UnitFixTests
{
    [Theory]
    [InlineData("margin: 2%", "; it takes no unit, but % is given (at margin); write 0.02")]
    [InlineData("runs: 5%", "; it takes no unit, but % is given (at runs); write a number without a unit")]
    [InlineData("resamples: 2 k", "; it takes no unit, but k is given (at resamples); write a number without a unit")]
    [InlineData("budgets: {mine: 4 kB}", "; its unit is B, not kB (at budgets.mine); write 4000 B")]
    [InlineData("budgets: {mine: 4 KiB}", "; its unit is B, not KiB (at budgets.mine); write 4096 B")]
    [InlineData("budgets: {mine: 4 km}", "; its unit is B, not km (at budgets.mine); write a number in B")]
    public void A_number_with_another_unit_is_refused_and_the_same_value_advised(string line, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.yaml"], "name: s\ndataset: {synthetic: {alerts: 48}}\nlayouts: [ztf-cropped]\n" + line + "\n");
        var result = CommandLine.Run("validate", folder["study.yaml"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("error spec.unit: ", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains(expected, result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_may_name_its_unit()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder["study.yaml"],
            "name: s\ndataset: {synthetic: {alerts: 48}}\nlayouts: [ztf-cropped]\nbudgets: {plain: 4000, named: 4000 B}\n"
        );
        var budgets = StudySpecFile.Load(folder["study.yaml"], []).Budgets;
        Assert.Equal(4000, budgets.Single(b => b.Name == "plain").Bytes);
        Assert.Equal(4000, budgets.Single(b => b.Name == "named").Bytes);
    }
}
