using System.CommandLine;
using StampSpec.Cli.Output;

namespace StampSpec.Tests.Cli;

public sealed class CommandTextTests
{
    [Theory]
    [InlineData("a.yaml", "a.yaml")]
    [InlineData("kafka://h:9/t@x,y=1+2%", "kafka://h:9/t@x,y=1+2%")]
    [InlineData("", "''")]
    [InlineData("my file", "'my file'")]
    [InlineData("layouts[0].training.steps=200", "'layouts[0].training.steps=200'")]
    [InlineData("a`b", "'a`b'")]
    [InlineData("{a,b}", "'{a,b}'")]
    [InlineData("~", "'~'")]
    [InlineData("#", "'#'")]
    [InlineData("!", "'!'")]
    [InlineData("a\tb", "'a\tb'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("é", "'é'")]
    public void Arguments_are_quoted_unless_every_shell_takes_them_as_they_are(string argument, string text)
    {
        var parsed = new RootCommand { new Argument<string[]>("arguments") }.Parse(["first", argument]);
        Assert.Equal($"stampspec first {text}", CommandText.Of(parsed));
    }
}
