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
