using System.Diagnostics;
using StampSpec.Common;
using StampSpec.Formats.Fits;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Cli;

/// <summary>Outputs that are links, devices, pipes or open descriptors.</summary>
public sealed class OutputTargetTests : IDisposable
{
    private const string Options = "--source-psf gaussian:2 --target-psf gaussian:3 --source-scale 1 --target-scale 1 --target-pixels 9";

    private readonly TemporaryFolder _folder = new();

    public OutputTargetTests() =>
        File.WriteAllBytes(_folder["in.fits"], FitsWriter.Write(new FitsImageHdu(FitsImage.From(new Image<double>(9, 9)), [])));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_link_stays_and_the_file_behind_it_is_replaced()
    {
        File.WriteAllText(_folder["target"], "old");
        File.CreateSymbolicLink(_folder["second"], "target");
        File.CreateSymbolicLink(_folder["first"], _folder["second"]);
        AtomicFile.Write(_folder["first"], "new");
        Assert.Equal(("new", _folder["second"]), (File.ReadAllText(_folder["target"]), new FileInfo(_folder["first"]).LinkTarget));
        Assert.Equal(["first", "in.fits", "second", "target"], Names());
    }

    [Fact]
    public void A_link_to_nothing_gets_its_file()
    {
        File.CreateSymbolicLink(_folder["link"], "later");
        AtomicFile.Write(_folder["link"], "new");
        Assert.Equal(("new", "later"), (File.ReadAllText(_folder["later"]), new FileInfo(_folder["link"]).LinkTarget));
    }

    [Fact]
    public void A_link_to_itself_is_an_error()
    {
        File.CreateSymbolicLink(_folder["loop"], "loop");
        var failure = Assert.Throws<IOException>(() => AtomicFile.Write(_folder["loop"], "new"));
        Assert.Equal($"'{_folder["loop"]}' is a symbolic link to itself, or there are more than 40 links after it", failure.Message);
    }

    [Fact]
    public void A_failure_leaves_the_file_behind_a_link_as_it_is()
    {
        File.WriteAllText(_folder["target"], "old");
        File.CreateSymbolicLink(_folder["link"], "target");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_folder["link"], _ => throw new InvalidOperationException()));
        Assert.Equal("old", File.ReadAllText(_folder["target"]));
        Assert.Equal(["in.fits", "link", "target"], Names());
    }

    [SkippableTheory]
    [InlineData("/dev/stdout > out")]
    [InlineData("/dev/fd/3 3> out")]
    [InlineData("pipe & cat < pipe > out; wait")]
    public void The_bytes_arrive_through_a_descriptor_and_through_a_pipe(string target)
    {
        _ = (InstalledProgram.Find("mkfifo"), InstalledProgram.Find("cat"));
        var (exitCode, error) = Shell($"mkfifo pipe; $COMMAND {target}");
        Assert.Equal((0, ""), (exitCode, error));
        Assert.StartsWith("SIMPLE  =", File.ReadAllText(_folder["out"]), StringComparison.Ordinal);
        Assert.Equal(["in.fits", "out", "pipe"], Names());
    }

    [SkippableFact]
    public void What_is_in_a_shared_standard_output_stays()
    {
        Assert.Equal((0, ""), Shell("{ echo before; $COMMAND /dev/stdout; echo after; } > out"));
        var text = File.ReadAllText(_folder["out"]);
        Assert.StartsWith("before\nSIMPLE  =", text, StringComparison.Ordinal);
        Assert.EndsWith("after\n", text, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("/dev/full")]
    [InlineData("full")]
    [InlineData("/dev/stdout > /dev/full")]
    public void A_full_device_is_an_error_and_remains_a_device(string target)
    {
        MakeFullDevice();
        var (exitCode, error) = Shell($"$COMMAND {target}; code=$?; test -c full && exit $code");
        Assert.Equal(1, exitCode);
        Assert.Contains("failed: No space left on device", error, StringComparison.Ordinal);
        Assert.Equal(["full", "in.fits"], Names());
    }

    [SkippableFact]
    public void A_null_device_remains_one_and_is_never_finished_work()
    {
        File.CreateSymbolicLink(_folder["null"], "/dev/null");
        Assert.Equal((0, ""), Shell("$COMMAND null && test -c /dev/null"));
        Assert.Equal((0, ""), Shell("echo mine > out; $COMMAND /dev/stdout >> out"));
    }

    /// <summary>Makes a device, which only an administrator may, or otherwise a link to one.</summary>
    private void MakeFullDevice()
    {
        if (Shell("mknod full c 1 7").ExitCode != 0)
        {
            File.CreateSymbolicLink(_folder["full"], "/dev/full");
        }
    }

    private string[] Names() =>
        [.. Directory.GetFileSystemEntries(_folder.Path).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    private (int ExitCode, string Error) Shell(string script)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "descriptors and devices have other names on this system");
        var command = $"dotnet {Path.Combine(AppContext.BaseDirectory, "stampspec.dll")} resample in.fits {Options}";
        var start = new ProcessStartInfo("/bin/sh", ["-c", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.Path,
        };
        start.Environment["COMMAND"] = command;
        var result = InstalledCommand.Run(start, default);
        return (result.ExitCode, result.Error);
    }
}
