using System.Text.RegularExpressions;
using StampSpec.Cli;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Documents;

/// <summary>Compares the documents with the program, without long runs.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents => [.. MarkdownDocument.All];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_into_the_checkout_leads_somewhere(string path) =>
        Assert.All(new MarkdownDocument(path).LocalLinks, link => Assert.True(Path.Exists(Repository.PathOf(link)), link));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_block_of_code_is_of_a_kind_that_a_test_runs(string path) =>
        Assert.All(new MarkdownDocument(path).Blocks, block =>
            Assert.True(block.IsCommands || block.IsYaml || block.Language is "csharp" or "python", $"{path}:{block.Line}")
        );

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_command_line_shown_parses(string path)
    {
        var document = new MarkdownDocument(path);
        var lines = document
            .Blocks.Where(b => b.IsCommands)
            .SelectMany(b => b.Lines)
            .Select(DocumentedCommand.Of)
            .OfType<string>()
            .Concat(
                document
                    .CommandSpans.Where(span => span.Contains(' ', StringComparison.Ordinal))
                    .Select(span => span.Replace("COMMAND", "study", StringComparison.Ordinal))
            );
        Assert.All(lines, line => Assert.Empty(CommandLineApplication.Root.Parse(line).Errors));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_other_command_names_a_project_that_there_is_and_every_comparison_is_known(string path)
    {
        var lines = new MarkdownDocument(path)
            .Blocks.Where(b => b.IsCommands)
            .SelectMany(b => b.Lines)
            .Where(l => DocumentedCommand.Of(l) is null);
        var comparisons = Directory
            .GetFiles(Repository.PathOf("tests", "StampSpec.Benchmarks"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Where(source => source.Contains(": IComparison", StringComparison.Ordinal))
            .Select(source => ComparisonName().Match(source).Groups[1].Value)
            .Append("COMPARISON")
            .ToArray();
        Assert.All(lines, line =>
        {
            Assert.True(DotnetCommand().IsMatch(line), line);
            Assert.All(ProjectPath().Matches(line), project => Assert.True(Directory.Exists(Repository.PathOf(project.Value)), line));
            Assert.All(ComparisonRun().Matches(line), run => Assert.Contains(run.Groups[1].Value, comparisons));
        });
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_spec_shown_is_valid(string path)
    {
        using var folder = new TemporaryFolder();
        foreach (var block in new MarkdownDocument(path).Blocks.Where(b => b.IsYaml && b.Lines.Any(l => !l.StartsWith('#'))))
        {
            var name = block.Lines[0]["name: ".Length..];
            File.WriteAllText(folder["my-layout.yaml"], "name: my-layout\npixels: 16\npixel-scale: 1.01\n");
            File.WriteAllText(folder[name + ".yaml"], block.Text);
            var result = CommandLine.Run("validate", folder[name + ".yaml"]);
            Assert.True(result.ExitCode == 0, $"{path}:{block.Line}\n{result.Output}");
        }
    }

    [Fact]
    public void The_study_and_the_layout_of_the_front_page_work_together()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, CommandLine.Run("synthesize", "--out", folder["made"], "--alerts", "60", "--mix", "balanced").ExitCode);
        Directory.Move(folder["made", "alerts"], folder["alerts"]);
        File.Move(folder["made", "labels.csv"], folder["labels.csv"]);
        foreach (var block in new MarkdownDocument("README.md").Blocks.Where(b => b.IsYaml))
        {
            File.WriteAllText(folder[block.Lines[0]["name: ".Length..] + ".yaml"], block.Text);
        }

        var plan = CommandLine.Run("plan", folder["mine.yaml"]);
        Assert.True(plan.ExitCode == 0, plan.Error);
        Assert.StartsWith("mine: 75 cells, 75 to run", plan.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_of_commands_lists_every_command_and_no_other_in_the_order_of_the_help()
    {
        var listed = CommandRow().Matches(new MarkdownDocument("README.md").Text).Select(m => m.Groups[1].Value);
        Assert.Equal(CommandLineApplication.Root.Subcommands.Select(c => c.Name), listed);
    }

    [Fact]
    public void The_comparisons_page_names_comparisons_that_there_are()
    {
        var sources = string.Concat(
            Directory
                .GetFiles(Repository.PathOf("tests", "StampSpec.Benchmarks"), "*.cs", SearchOption.AllDirectories)
                .Select(File.ReadAllText)
        );
        var named = ComparisonCell()
            .Matches(new MarkdownDocument("tests/StampSpec.Benchmarks/README.md").Text)
            .Select(m => m.Groups[1].Value)
            .ToArray();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains($"\"{name}\"", sources, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_folder_of_results_and_of_examples_has_its_page_and_the_index_links_it()
    {
        Assert.All(Directory.GetDirectories(Repository.PathOf("specs", "examples")), f =>
            Assert.Contains($"specs/examples/{Path.GetFileName(f)}/README.md", MarkdownDocument.All)
        );
        var index = new MarkdownDocument("results/README.md")
            .LocalLinks.Where(link => link.EndsWith("README.md", StringComparison.Ordinal))
            .Select(link => Path.GetFileName(Path.GetDirectoryName(link)))
            .Distinct()
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            Directory.GetDirectories(Repository.PathOf("results")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal),
            index
        );
    }

    [Fact]
    public void The_sample_of_the_library_is_the_one_that_is_compiled()
    {
        var source = File.ReadAllText(Repository.PathOf("tests", "StampSpec.Tests", "Documents", "LibrarySample.cs"));
        var compiled = CompiledSample().Match(source).Groups[1].Value.Split('\n').Select(line => line.Length > 8 ? line[8..] : "");
        var shown = Assert.Single(new MarkdownDocument("README.md").Blocks, b => b.Language == "csharp");
        Assert.Equal(shown.Text.Trim(), string.Join('\n', compiled).Trim());
    }

    [GeneratedRegex(@"^\| `([a-z-]+)[^`]*` \|", RegexOptions.Multiline)]
    private static partial Regex CommandRow();

    [GeneratedRegex(@"^\| `([a-z-]+)[^|]*\|", RegexOptions.Multiline)]
    private static partial Regex ComparisonCell();

    [GeneratedRegex(@"Name => ""([a-z-]+)""")]
    private static partial Regex ComparisonName();

    [GeneratedRegex(@"StampSpec\.Benchmarks -- (\S+)")]
    private static partial Regex ComparisonRun();

    [GeneratedRegex(
        @"^dotnet (?:test -c Release|run -c Release --project \S+ -- .+|(?:pack|publish) src/\S+ -c Release .*-o out/\S+|tool install --global StampSpec --add-source out/packages)$"
    )]
    private static partial Regex DotnetCommand();

    [GeneratedRegex(@"(?<= )(?:src|tests)/[\w.]+")]
    private static partial Regex ProjectPath();

    [GeneratedRegex(@"// Sample:\n(.*?)// End of the sample", RegexOptions.Singleline)]
    private static partial Regex CompiledSample();
}
