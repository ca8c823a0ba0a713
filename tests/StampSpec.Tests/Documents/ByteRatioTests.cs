using System.Text.RegularExpressions;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Documents;

/// <summary>No text divides the bytes of layouts by each other unless it says which planes and which form are counted.</summary>
public sealed partial class ByteRatioTests
{
    private const string Number = @"(?:\d[\d.,]*|half|two|three|four|five|six|seven|eight|nine|ten|fifteen|twice)";

    [Fact]
    public void Documents_state_no_ratio_of_bytes_without_planes_and_form()
    {
        var documents = new[] { "README.md", "results", "specs" }
            .Select(name => Repository.PathOf(name))
            .SelectMany(path => File.Exists(path) ? [path] : Directory.EnumerateFiles(path, "*.md", SearchOption.AllDirectories));
        Assert.Empty(documents.SelectMany(path => RatiosIn(File.ReadAllText(path)).Select(sentence => $"{path}: {sentence}")));
    }

    [Fact]
    public void The_source_prints_no_ratio_of_bytes()
    {
        var sources = Directory
            .EnumerateFiles(Repository.PathOf("src"), "*.*", SearchOption.AllDirectories)
            .Where(f =>
                Path.GetExtension(f) is ".cs" or ".js"
                && !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            );
        Assert.Empty(sources.SelectMany(path => RatiosIn(File.ReadAllText(path)).Select(sentence => $"{path}: {sentence}")));
    }

    [Theory]
    [InlineData("It does so in two thirds of the bytes.", true)]
    [InlineData("The full stamp takes 15 times the bytes.", true)]
    [InlineData("It takes fifteen times their bytes.", true)]
    [InlineData("That is 68 % of the bytes of DMTN-102.", true)]
    [InlineData("That is {share:0} % of its bytes.", true)]
    [InlineData("That is 68 % of the bytes of DMTN-102 (flux, raw).", false)]
    [InlineData("Half of the alerts have no history; the packet takes 511 bytes.", false)]
    public void A_ratio_is_recognised(string sentence, bool isRatio) => Assert.Equal(isRatio, RatiosIn(sentence).Any());

    private static IEnumerable<string> RatiosIn(string text) =>
        SentenceEnd()
            .Split(text.ReplaceLineEndings(" "))
            .Where(sentence => Ratio().IsMatch(sentence) && !(Planes().IsMatch(sentence) && Form().IsMatch(sentence)));

    [GeneratedRegex(@"(?<=[.!?;:|])\s+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(
        @"(?:(?:%|thirds?|quarters?|fifths?|half) of (?:the|its|their|all) bytes"
            + "|"
            + Number
            + @" times (?:the|its|their|as many|more|fewer) bytes)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Ratio();

    [GeneratedRegex("flux|planes|variance|PSF", RegexOptions.IgnoreCase)]
    private static partial Regex Planes();

    [GeneratedRegex("raw|FITS|Avro|same form", RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}
