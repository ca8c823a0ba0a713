using System.Formats.Tar;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Tests.Fuzzing.Engine;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Cli;

/// <summary>The diagnostic of an exceeded limit names the option that raises it, and that option does raise it.</summary>
public sealed class ReadingLimitTests : IDisposable
{
    private const string Defaults = "defaults";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Commands => new("classify", "cut", "inspect", "simulate");

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_that_reads_alerts_has_every_limit(string command)
    {
        var help = CommandLine.Run(command, "--help").Output;
        Assert.All(ReadingLimits.All, limit => Assert.Contains(limit.OptionName, help, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--max-expanded-bytes", 1000)]
    [InlineData("--max-cutout-bytes", 1000)]
    [InlineData("--max-cutout-pixels", 100)]
    [InlineData("--max-schema-bytes", 100)]
    [InlineData("--max-schema-depth", 2)]
    [InlineData("--max-schema-fields", 5)]
    [InlineData("--max-value-depth", 1)]
    public void A_refusal_names_the_option_that_raises_its_limit(string option, long value)
    {
        File.WriteAllBytes(_folder["1.avro"], OwnPackets.Ztf[2]);
        Assert.Equal((0, ""), Inspect(Defaults, 1));
        var (code, error) = Inspect(option, value);
        Assert.Equal(2, code);
        Assert.Contains("raise " + option, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--max-alert-bytes", 1000)]
    [InlineData("--max-tar-entries", 1)]
    [InlineData("--max-archive-bytes", 2000)]
    public void So_does_a_refusal_of_an_archive(string option, long value)
    {
        var limit = ReadingLimits.All.Single(l => l.OptionName == option);
        var readings = AlertStream.Read(
            new MemoryStream(OwnPackets.Tar(TarEntryFormat.Ustar)),
            "a.tar",
            limit.With(AlertReadingOptions.Default, value)
        );
        Assert.Contains(readings, r => r.Problem?.Fix?.EndsWith("raise " + option, StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("9999999999999")]
    [InlineData("many")]
    public void A_limit_that_is_no_number_in_range_is_a_wrong_command_line(string value)
    {
        var result = CommandLine.Run("inspect", "x.avro", "--max-schema-depth", value);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--max-schema-depth", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_deepest_value_that_may_be_asked_for_fits_a_small_stack()
    {
        const string schema = """{"type":"record","name":"R","fields":[{"name":"f","type":["null",{"type":"array","items":"R"}]}]}""";
        var options = ReadingLimits.ValueDepth.With(AlertReadingOptions.Default, ReadingLimits.ValueDepth.Greatest);
        byte[] datum = [.. Enumerable.Repeat<byte[]>([2, 2], 2000).SelectMany(l => l)];
        var target = new FuzzTarget("deep", _ => datum, bytes => new AvroDatumReader(AvroSchema.Parse(schema), options.Avro).Read(bytes));
        var tally = new FuzzCampaign(new Seed(1)).Run(target, 0, 1);
        Assert.Empty(tally.Findings);
        Assert.Equal(["avro.depth"], tally.Rejections.Keys);
    }

    private (int Code, string Error) Inspect(string option, long value)
    {
        string[] limit = option == Defaults ? [] : [option, value.ToString(System.Globalization.CultureInfo.InvariantCulture)];
        var result = CommandLine.Run(["inspect", _folder["1.avro"], .. limit]);
        return (result.ExitCode, result.Error);
    }
}
