using StampSpec.Tests.Support;

namespace StampSpec.Tests.Cli;

public sealed class DoctorTests
{
    [Fact]
    public void A_place_for_results_that_is_below_a_file_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        var result = CommandLine.Run("doctor", "--out", folder["file", "results"]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            $"{folder["file", "results"]} cannot be written: {folder["file"]} is a file",
            result.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Alerts_are_tried_and_a_broken_one_is_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, CommandLine.Run("synthesize", "--out", folder["survey"], "--alerts", "3").ExitCode);
        Assert.Contains(
            "3 of the first 3 alerts",
            CommandLine.Run("doctor", "--out", folder.Path, "--data", folder["survey", "alerts"]).Output,
            StringComparison.Ordinal
        );
        File.WriteAllText(folder["survey", "alerts", "z.avro"], "no packet");
        var result = CommandLine.Run("doctor", "--out", folder.Path, "--data", folder["survey", "alerts"]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("3 of the first 4 alerts", result.Output, StringComparison.Ordinal);
        Assert.Contains("z.avro", result.Output, StringComparison.Ordinal);
    }
}
