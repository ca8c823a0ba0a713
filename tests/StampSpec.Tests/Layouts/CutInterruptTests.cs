using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using StampSpec.Common;
using StampSpec.Sky.Packets;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Layouts;

public sealed class CutInterruptTests
{
    private const string Kill = "/bin/kill";

    [SkippableFact]
    public void An_interrupted_cut_ends_with_code_1_and_leaves_nothing()
    {
        Skip.IfNot(File.Exists(Kill), $"{Kill} is not installed");
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "stampspec.dll"), "cut", "ztf-full", "-", "--out", folder["stamps"]]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        var packet = Packet();
        using var cut = Process.Start(start)!;
        var packets = Task.Run(() => SendUntilClosed(packet, cut.StandardInput.BaseStream));
        Assert.True(
            SpinWait.SpinUntil(() => File.Exists(folder["stamps", ".unfinished", "index.csv"]) || cut.HasExited, TimeSpan.FromSeconds(60))
        );
        // SIGINT is not used, because it is ignored when a script runs the tests in the background.
        using (var kill = Process.Start(Kill, ["-TERM", cut.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        var hasStopped = cut.WaitForExit(TimeSpan.FromSeconds(60));
        cut.Kill();
        packets.Wait();
        Assert.True(hasStopped);
        var said = cut.StandardError.ReadToEnd();
        Assert.Equal(1, cut.ExitCode);
        Assert.StartsWith("stopped", said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["stamps"]));
    }

    private static byte[] Packet()
    {
        using var stream = new MemoryStream();
        SyntheticPacket.Write(SyntheticSurvey.Generate(new SurveySettings(), 1, new Seed(1)).Single().Alert, stream);
        return stream.ToArray();
    }

    /// <summary>An endless archive, so that the command cannot finish before it is interrupted.</summary>
    private static void SendUntilClosed(byte[] packet, Stream stream)
    {
        try
        {
            var archive = new TarWriter(stream, leaveOpen: true);
            for (var i = 0; ; i++)
            {
                archive.WriteEntry(
                    new PaxTarEntry(TarEntryType.RegularFile, string.Create(CultureInfo.InvariantCulture, $"{i}.avro"))
                    {
                        DataStream = new MemoryStream(packet),
                    }
                );
            }
        }
        catch (IOException)
        {
            // The command has ended and closed its standard input.
        }
    }
}
