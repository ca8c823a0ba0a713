using System.Globalization;
using StampSpec.Studies.Statistics;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>The coverage that warnings quote is that of the committed simulation.</summary>
public sealed class IntervalCoverageTests
{
    [Fact]
    public void The_quoted_coverage_is_that_of_the_simulation_in_results()
    {
        var simulated = File.ReadLines(Repository.PathOf("results", "coverage", "coverage.csv"))
            .Select(line => line.Split(','))
            .Where(fields => fields[0] == "\"run spread 0.4\"" || fields[0] == "run spread 0.4")
            .ToDictionary(
                fields => int.Parse(fields[1], CultureInfo.InvariantCulture),
                fields => double.Parse(fields[5], CultureInfo.InvariantCulture)
            );
        Assert.Equal(simulated, IntervalCoverage.Simulated);
    }

    [Theory]
    [InlineData(1, 0.685)]
    [InlineData(2, 0.890)]
    [InlineData(4, 0.890)]
    [InlineData(5, null)]
    [InlineData(50, null)]
    public void Too_few_runs_are_told_with_their_coverage(int runs, double? expected) =>
        Assert.Equal(expected, IntervalCoverage.Shortfall(runs));
}
