using StampSpec.Tests.Support;

namespace StampSpec.Tests.Documents;

/// <summary>Runs the Python programs of the author's page on stamps that its commands wrote.</summary>
public sealed class PythonSnippetTests
{
    private const string Page = "specs/examples/author/README.md";

    [SkippableTheory]
    [InlineData(
        0,
        "numpy",
        "scale-0 (20, 6, 8, 8)\nscale-1 (20, 6, 8, 8)\nscale-2 (20, 6, 8, 8)\nscale-3 (20, 6, 8, 8)\nposition (20, 3)\n"
    )]
    [InlineData(1, "numpy, torch", "20 torch.Size([6, 8, 8]) torch.Size([3])\n")]
    public void It_reads_the_stamps_that_the_page_cuts(int program, string modules, string output)
    {
        var blocks = new MarkdownDocument(Page).Blocks;
        var text = blocks.Where(b => b.Language == "python").ElementAt(program).Text;
        using var folder = new TemporaryFolder();
        foreach (var line in blocks.First(b => b.IsCommands).Lines.Take(2))
        {
            Assert.Equal(0, DocumentedCommand.Run(DocumentedCommand.Of(line)!, folder.Path).ExitCode);
        }

        Assert.Equal(output, PeerScript.RunText(text, modules.Split(", "), folder.Path).ReplaceLineEndings("\n"));
    }
}
