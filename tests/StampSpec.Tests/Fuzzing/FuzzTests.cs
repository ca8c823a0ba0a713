using StampSpec.Common;
using StampSpec.Tests.Fuzzing.Engine;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Fuzzing;

/// <summary>A few hundred cases of each reader; the recorded run of the benchmarks has over a million.</summary>
public sealed class FuzzTests
{
    private const int Cases = 300;
    private const int CostlyCases = 20;

    private static readonly Lazy<IReadOnlyList<FuzzTarget>> Targets = new(() => FuzzTargets.Of(Repository.Root));

    [Theory]
    [InlineData("avro-container")]
    [InlineData("avro-schema")]
    [InlineData("ztf-packet")]
    [InlineData("lsst-packet")]
    [InlineData("wire-message")]
    [InlineData("fits")]
    [InlineData("fits-tiles")]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("snappy")]
    [InlineData("rice")]
    [InlineData("tar")]
    [InlineData("tar-gzip")]
    [InlineData("parquet-alerts")]
    [InlineData("parquet-labels")]
    [InlineData("kafka-config")]
    [InlineData("yaml-spec")]
    [InlineData("label-csv")]
    [InlineData("onnx-metadata")]
    [InlineData("onnx-session", CostlyCases)]
    public void A_reader_reads_or_refuses_with_a_place_in_bounded_time_and_memory(string name, int cases = Cases)
    {
        var target = Targets.Value.Single(t => t.Name == name);
        var tally = new FuzzCampaign(new Seed(2026)).Run(target, 0, cases);
        Assert.Empty(tally.Findings);
        Assert.Equal(cases, tally.Cases);
        Assert.NotEmpty(tally.Rejections);
    }

    [Fact]
    public void Every_target_has_its_cases_in_this_suite() =>
        Assert.Equal(
            Targets.Value.Count,
            typeof(FuzzTests)
                .GetMethod(nameof(A_reader_reads_or_refuses_with_a_place_in_bounded_time_and_memory))!
                .GetCustomAttributes(typeof(InlineDataAttribute), false)
                .Length
        );

    [Fact]
    public void A_case_has_the_same_bytes_whenever_it_is_made()
    {
        var campaign = new FuzzCampaign(new Seed(1));
        Assert.All(Targets.Value.Where(t => t.Name != "onnx-session"), t => Assert.Equal(campaign.Bytes(t, 5), campaign.Bytes(t, 5)));
    }

    [Fact]
    public void What_breaks_a_rule_is_found()
    {
        FuzzTarget Breaking(Action read) => new("breaking", random => random.Bytes(3), _ => read());
        var campaign = new FuzzCampaign(new Seed(1));
        Assert.Contains(
            "NotSupported",
            Assert.Single(campaign.Run(Breaking(() => throw new NotSupportedException()), 0, 1).Findings).What,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "MiB allocated",
            Assert.Single(campaign.Run(Breaking(() => GC.KeepAlive(new byte[300 << 20])), 0, 1).Findings).What,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "without a place",
            Assert.Single(campaign.Run(Breaking(() => throw InvalidInputException.Of("a.b", "c")), 0, 1).Findings).What,
            StringComparison.Ordinal
        );
        Assert.Contains("processor time", Assert.Single(campaign.Run(Breaking(Burn), 0, 1).Findings).What, StringComparison.Ordinal);
    }

    private static void Burn()
    {
        for (var start = FuzzCost.SoFar; (FuzzCost.SoFar - start).ProcessorSeconds < 1.05; )
        {
            // Uses processor time.
        }
    }
}
