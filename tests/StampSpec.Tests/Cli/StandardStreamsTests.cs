using System.Diagnostics;
using System.Formats.Tar;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Tests.Alerts;
using StampSpec.Tests.Fuzzing.Engine;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Cli;

public sealed class StandardStreamsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_archive_through_standard_input_is_classified_to_standard_output(bool isGzip)
    {
        File.WriteAllBytes(_folder["model.onnx"], ModelTargets.Model());
        var archive = OwnPackets.Tar(TarEntryFormat.Pax);
        File.WriteAllBytes(_folder["alerts.tar"], archive);
        var piped = InstalledCommand.Run(isGzip ? OwnPackets.Gzip(archive) : archive, "classify", _folder["model.onnx"], "-");
        Assert.Equal(0, piped.ExitCode);
        Assert.Contains("classified 2 alerts", piped.Error, StringComparison.Ordinal);
        Assert.Contains("tar.entry-type", piped.Error, StringComparison.Ordinal);
        var fromFile = CommandLine.Run("classify", _folder["model.onnx"], _folder["alerts.tar"]).Output;
        Assert.Equal(fromFile.Replace(_folder["alerts.tar"], "standard input", StringComparison.Ordinal), piped.Output);
    }

    [Fact]
    public void A_container_of_many_alerts_streams_and_anything_else_is_refused_with_its_place()
    {
        var many = ZtfPacketFile.Container(Enumerable.Range(0, 5).Select(i => ZtfPacketFile.Record(i)));
        Assert.Equal([0L, 1L, 2L, 3L, 4L], Streamed(many).Select(r => r.Alert!.Candid));
        Assert.Equal(("alert.stream", 0L), Problem(Streamed("text"u8.ToArray())));
        Assert.Equal(("alert.stream", 0L), Problem(Streamed([])));
        Assert.Equal(("wire.no-schema", 1L), Problem(Streamed([0, 0, 0, 3, 132, 9, 9])));
    }

    [Fact]
    public void Inspect_reads_a_packet_from_standard_input()
    {
        var result = InstalledCommand.Run(OwnPackets.Ztf[0], "inspect", "-");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith($"standard input: ztf, {OwnPackets.Ztf[0].Length} bytes", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Inspect_reads_an_archive_from_standard_input(bool isGzip)
    {
        var archive = OwnPackets.Tar(TarEntryFormat.Ustar);
        File.WriteAllBytes(_folder["alerts.tar"], archive);
        var piped = InstalledCommand.Run(isGzip ? OwnPackets.Gzip(archive) : archive, "inspect", "-");
        Assert.Equal((0, ""), (piped.ExitCode, piped.Error));
        var fromFile = CommandLine.Run("inspect", _folder["alerts.tar"]);
        Assert.Equal(fromFile.Output.Replace(_folder["alerts.tar"], "standard input", StringComparison.Ordinal), piped.Output);
        Assert.Contains("standard input/1.avro: ztf", piped.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_reader_that_goes_away_ends_the_command_quietly()
    {
        Skip.If(OperatingSystem.IsWindows(), "pipes end otherwise on Windows");
        var start = InstalledCommand.Start(Enumerable.Repeat(WritePacket(), 3000).Prepend("inspect"));
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var first = process.StandardOutput.ReadLine();
        process.StandardOutput.Close();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Contains("ztf", first, StringComparison.Ordinal);
        Assert.Equal((141, ""), (process.ExitCode, error));
    }

    private string WritePacket()
    {
        File.WriteAllBytes(_folder["1.avro"], OwnPackets.Ztf[0]);
        return _folder["1.avro"];
    }

    private static AlertReading[] Streamed(byte[] bytes) =>
        [.. AlertStream.Read(new MemoryStream(bytes), "standard input", AlertReadingOptions.Default)];

    private static (string? Code, long? Place) Problem(AlertReading[] readings) =>
        (Assert.Single(readings).Problem?.Code, readings[0].Problem?.ByteOffset);
}
