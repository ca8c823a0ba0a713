using System.Text.Json.Nodes;
using StampSpec.Specs;

namespace StampSpec.Tests.Specs;

public sealed class SpecDocumentationTests
{
    [Fact]
    public void The_schema_states_types_ranges_defaults_and_what_is_required()
    {
        var schema = JsonNode.Parse(Recipe.Document.ToJsonSchema())!;
        Assert.Equal("recipe", (string?)schema["title"]);
        Assert.Equal(["name", "heat"], schema["required"]!.AsArray().Select(n => (string)n!));
        Assert.False((bool)schema["additionalProperties"]!);
        var keys = schema["properties"]!;
        Assert.Equal(
            """{"type":"integer","minimum":1,"maximum":12,"description":"How many eat.","default":4}""",
            keys["portions"]!.ToJsonString()
        );
        Assert.Equal(
            """{"enum":["sweet","very-sour"],"description":"What it tastes of.","default":"sweet"}""",
            keys["taste"]!.ToJsonString()
        );
        Assert.Equal("array", (string?)keys["tags"]!["anyOf"]![1]!["type"]);
        Assert.Equal(0, (double)keys["heat"]!["exclusiveMinimum"]!);
    }

    [Fact]
    public void The_table_lists_every_key_with_its_default()
    {
        var table = Recipe.Document.ToMarkdownTable();
        Assert.Contains("| `heat` | a number above 0 and up to 600 in arcsec | required | How hot. |\n", table, StringComparison.Ordinal);
        Assert.Contains("| `portions` | a whole number from 1 to 12 | 4 | How many eat. |\n", table, StringComparison.Ordinal);
        Assert.Contains("| `rest.hours` | a number from 0 to 10 | required | Hours. |\n", table, StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_that_does_not_bind_is_refused_where_it_is_declared()
    {
        Assert.Throws<ArgumentException>(() => Spec.WithDefault("runs", Spec.Integer(1, 3), "4", "Runs."));
    }

    [Theory]
    [InlineData("pixel", "pixels")]
    [InlineData("pixels-scale", "pixel-scale")]
    [InlineData("Pixels", "pixels")]
    [InlineData("pixles", "pixels")]
    [InlineData("zebra", null)]
    public void The_nearest_name_is_found_within_a_quarter_of_the_letters(string written, string? nearest)
    {
        Assert.Equal(nearest, NearestName.Of(written, ["pixels", "pixel-scale", "images"]));
    }
}
