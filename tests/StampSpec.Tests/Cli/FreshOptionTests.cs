using StampSpec.Cli.Output;
using StampSpec.Common;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Cli;

/// <summary>A file that exists is replaced only with <c>--fresh</c>.</summary>
public sealed class FreshOptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("classify model.onnx alerts --out")]
    [InlineData("classify model.onnx alerts --page")]
    [InlineData("resample --source-psf gaussian:2 --target-psf gaussian:3 --source-scale 1 --target-scale 1 --target-pixels 9 in.fits")]
    public void A_command_leaves_a_file_that_exists_as_it_is(string line)
    {
        File.WriteAllText(_folder["mine"], "mine");
        var refused = CommandLine.Run([.. line.Split(' '), _folder["mine"]]);
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith(
            $"{_folder["mine"]}: error output.exists: the file exists, with 4 bytes from 20",
            refused.Error,
            StringComparison.Ordinal
        );
        Assert.EndsWith("; give another file, or add --fresh to replace it\n", refused.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_folder["mine"]));
        var asked = CommandLine.Run([.. line.Split(' '), _folder["mine"], "--fresh"]);
        Assert.DoesNotContain("output.exists", asked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_measurement_leaves_a_folder_that_is_not_empty_as_it_is()
    {
        Assert.Equal(0, CommandLine.Run("synthesize", "--out", _folder["sky"], "--alerts", "2").ExitCode);
        Directory.CreateDirectory(_folder["out"]);
        File.WriteAllText(_folder["out", "README.md"], "mine");
        string[] line = ["budget", "--measure", _folder["sky", "alerts"], "--out", _folder["out"]];
        var refused = CommandLine.Run(line);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(
            "error output.exists: the folder is not empty; give a new or empty folder, or add --fresh",
            refused.Error,
            StringComparison.Ordinal
        );
        Assert.Equal("mine", File.ReadAllText(_folder["out", "README.md"]));
        Assert.Equal(0, CommandLine.Run([.. line, "--fresh"]).ExitCode);
        Assert.StartsWith("# Bytes of real packets", File.ReadAllText(_folder["out", "README.md"]), StringComparison.Ordinal);
    }

    [Fact]
    public void New_and_empty_files_and_devices_are_written_and_links_to_files_are_not()
    {
        File.WriteAllText(_folder["empty"], "");
        File.WriteAllText(_folder["full"], "full");
        File.CreateSymbolicLink(_folder["link"], _folder["full"]);
        FreshOption.RequireNew(new FileInfo(_folder["new"]), isFresh: false);
        FreshOption.RequireNew(new FileInfo(_folder["empty"]), isFresh: false);
        FreshOption.RequireNew(new FileInfo("/dev/null"), isFresh: false);
        FreshOption.RequireNew(new FileInfo(_folder["full"]), isFresh: true);
        Assert.Throws<InvalidInputException>(() => FreshOption.RequireNew(new FileInfo(_folder["link"]), isFresh: false));
    }
}
