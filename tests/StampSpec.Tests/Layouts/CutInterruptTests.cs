using System.Diagnostics;
using System.Globalization;
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
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "stampspec.dll"), "cut", "ztf-full", Repository.SharedPath("data", "ztf"), "--out", folder["stamps"]])
        {
            RedirectStandardError = true,
        };
        using var cut = Process.Start(start)!;
        Assert.True(SpinWait.SpinUntil(() => File.Exists(folder["stamps", ".unfinished", "index.csv"]) || cut.HasExited, TimeSpan.FromSeconds(60)));
        using (var kill = Process.Start(Kill, ["-INT", cut.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        var said = cut.StandardError.ReadToEnd();
        cut.WaitForExit();
        Assert.Equal(1, cut.ExitCode);
        Assert.StartsWith("stopped", said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["stamps"]));
    }
}
