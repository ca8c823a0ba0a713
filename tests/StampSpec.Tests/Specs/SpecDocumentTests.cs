using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using StampSpec.Common;
using StampSpec.Specs;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Specs;

public sealed class SpecDocumentTests
{
    [Fact]
    public void A_right_document_binds_with_defaults_for_what_it_leaves_out()
    {
        var recipe = Bind("name: soup\nheat: 100 arcsec\n");
        Assert.Equal(("soup", 4, 100.0, Recipe.Mood.Sweet, 2.0), (recipe.Name, recipe.Portions, recipe.Heat, recipe.Taste, recipe.Rest));
        Assert.Equal(["plain"], recipe.Tags);
        Assert.Null(recipe.Picture);
    }

    [Fact]
    public void Every_kind_of_value_binds()
    {
        var recipe = Bind(
            "name: soup\nheat: 1.5e2\ntaste: very-sour\ntags: hot\namounts: {salt: 5, leek: 200.5}\nrest: 0.5\nportions: 12 # all\n"
        );
        Assert.Equal((12, 150.0, Recipe.Mood.VerySour, 0.5), (recipe.Portions, recipe.Heat, recipe.Taste, recipe.Rest));
        Assert.Equal(["hot"], recipe.Tags);
        Assert.Equal([("salt", 5.0), ("leek", 200.5)], recipe.Amounts.Select(a => (a.Key, a.Value)));
    }

    [Theory]
    [InlineData("portions: 0", "2:11: error spec.range: portions is 0; a pot holds 1 to 12 portions (at portions)")]
    [InlineData("portions: 13", "2:11: error spec.range: portions is 13; a pot holds 1 to 12 portions (at portions)")]
    [InlineData("portions: 2.5", "2:11: error spec.type: portions is 2.5; expected a whole number from 1 to 12 (at portions)")]
    [InlineData(
        "portions: \"4\"",
        "2:11: error spec.type: portions is the text \"4\"; expected a whole number from 1 to 12 (at portions); write 4 without quotes"
    )]
    [InlineData("portions: .inf", "2:11: error spec.type: portions is .inf; expected a whole number from 1 to 12 (at portions)")]
    [InlineData(
        "portions: 3 px",
        "2:11: error spec.unit: portions is 3 px; it takes no unit, but px is given (at portions); write a number without a unit"
    )]
    [InlineData(
        "portions:",
        "2:10: error spec.empty-value: portions has no value; expected a whole number from 1 to 12 (at "
            + "portions); write the value or remove the key"
    )]
    [InlineData("portions: [1]", "2:11: error spec.type: portions is a list of 1; expected a whole number from 1 to 12 (at portions)")]
    [InlineData("portion: 4", "2:1: error spec.unknown-key: portion is not a key of a recipe (at portion); did you mean portions?")]
    [InlineData(
        "zzz: 4",
        "2:1: error spec.unknown-key: zzz is not a key of a recipe (at zzz); its keys are name, portions, heat, "
            + "taste, tags, amounts, picture, rest"
    )]
    [InlineData("taste: sour", "2:8: error spec.choice: taste is sour; expected sweet or very-sour (at taste)")]
    [InlineData("taste: Sweet", "2:8: error spec.choice: taste is Sweet; expected sweet or very-sour (at taste); write sweet")]
    [InlineData("name: x", "2:1: error spec.duplicate-key: name is given twice, first on line 1 (at name); keep one of them")]
    [InlineData(
        "amounts: {salt: 1, salt: 2}",
        "2:20: error spec.duplicate-key: salt is given twice, first on line 2 (at amounts.salt); keep one of them"
    )]
    [InlineData("amounts: {salt: -1}", "2:17: error spec.range: salt is -1; expected a number of at least 0 (at amounts.salt)")]
    [InlineData(
        "rest: [1]",
        "2:7: error spec.type: rest is a list of 1; expected a number from 0 to 10, or a rest (a mapping with hours) (at rest)"
    )]
    [InlineData("rest: {}", "2:7: error spec.missing-key: a rest needs hours (at rest); add hours: a number from 0 to 10")]
    [InlineData("tags: [a, {b: 1}]", "2:11: error spec.type: tags[1] is a mapping; expected a text (at tags[1])")]
    [InlineData("tags: &a [b]", "2:7: error spec.anchor: anchors and aliases are not supported (at tags); write the value itself")]
    [InlineData(
        "tags: !!str b",
        "2:7: error spec.tag: tags are not supported (at tags); remove the word that starts with an exclamation mark"
    )]
    public void A_wrong_value_is_named_with_its_place_and_what_to_write(string line, string expected)
    {
        var reading = Recipe.Document.Parse($"name: soup\n{line}\nheat: 100\n");
        Assert.Equal([expected], reading.Diagnostics.Select(d => d.ToString()));
    }

    [Theory]
    [InlineData(
        "2 furlong",
        "heat is 2 furlong; furlong is not a unit that it takes",
        "write a number in arcsec, \", mas, arcmin, ' or deg"
    )]
    [InlineData("2 AS", "heat is 2 AS; AS is not a unit that it takes", "write a number in arcsec, \", mas, arcmin, ' or deg")]
    public void A_wrong_unit_is_told_with_those_that_are_understood(string heat, string message, string fix)
    {
        var diagnostic = Assert.Single(Recipe.Document.Parse($"name: soup\nheat: {heat}\n").Diagnostics);
        Assert.Equal((message, fix, "spec.unit"), (diagnostic.Message, diagnostic.Fix, diagnostic.Code));
    }

    [Fact]
    public void All_findings_come_at_once_in_the_order_of_the_file()
    {
        var reading = Recipe.Document.Parse("portions: 9\nheat: 5\ntaste: bitter\npicture: absent.png\ncolour: red\n", "kitchen/soup.yaml");
        Assert.Equal(
            ["spec.missing-key", "recipe.cold", "spec.choice", "spec.path", "spec.unknown-key"],
            reading.Diagnostics.Select(d => d.Code)
        );
        Assert.All(reading.Diagnostics, d => Assert.Equal("kitchen/soup.yaml", d.File));
    }

    [Theory]
    [InlineData("", "spec.empty", 1)]
    [InlineData("# only a comment\n", "spec.empty", 1)]
    [InlineData("name: soup\n---\nname: stew\n", "spec.documents", 2)]
    [InlineData("name: [soup\nheat: 3\n", "spec.syntax", 1)]
    [InlineData("name: soup\n  heat: 3\n", "spec.syntax", 2)]
    [InlineData("{a: b}: 3\n", "spec.syntax", 1)]
    [InlineData("- name\n", "spec.type", 1)]
    public void What_is_no_document_of_the_kind_is_refused(string text, string code, int line)
    {
        var reading = Recipe.Document.Parse(text);
        var diagnostic = reading.Diagnostics[0];
        Assert.Equal((code, (int?)line), (diagnostic.Code, diagnostic.Line));
        Assert.False(reading.IsValid);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var reading = Recipe.Document.Parse("tags: " + new string('[', 5000) + new string(']', 5000));
        Assert.Contains("nested deeper than 32 levels", Assert.Single(reading.Diagnostics).Message, StringComparison.Ordinal);
    }

    [SeededProperty(MaxTest = 2000)]
    public Property No_text_makes_reading_fail_other_than_by_findings()
    {
        var fragments = Gen.Elements(
            "name",
            ":",
            " ",
            "\n",
            "[",
            "]",
            "{",
            "}",
            "- ",
            "'",
            "\"",
            "\t",
            "&a",
            "*a",
            "!!x",
            "|",
            ">",
            "#",
            "?",
            "%",
            "\0",
            "\\",
            "0x1F",
            "é",
            ","
        );
        var texts = fragments.ListOf().Select(parts => string.Concat(parts)).ToArbitrary();
        return Prop.ForAll(texts, text => Recipe.Document.Parse(text).Diagnostics.Count > 0);
    }

    [Fact]
    public void A_file_is_found_relative_to_the_spec_that_names_it()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["soup.yaml"], "name: soup\nheat: 100\npicture: soup.png\n");
        File.WriteAllText(folder["soup.png"], "");
        Assert.Equal(folder["soup.png"], Recipe.Document.Load(folder["soup.yaml"]).Picture);
    }

    [Fact]
    public void Loading_throws_with_every_finding_and_names_a_missing_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["soup.yaml"], "nam: soup\n");
        Assert.Equal(3, Assert.Throws<InvalidInputException>(() => Recipe.Document.Load(folder["soup.yaml"])).Diagnostics.Count);
        Assert.Equal(
            "spec.no-file",
            Assert.Throws<InvalidInputException>(() => Recipe.Document.Load(folder["stew.yaml"])).Diagnostics[0].Code
        );
    }

    [Fact]
    public void A_file_too_large_for_a_spec_is_refused_unread()
    {
        using var folder = new TemporaryFolder();
        using (var file = File.Create(folder["large.yaml"]))
        {
            file.SetLength(5L << 30);
        }

        Assert.Equal("spec.too-large", Assert.Single(new SpecDocuments(Recipe.Document).Validate(folder["large.yaml"])).Code);
    }

    [Fact]
    public void Numbers_read_alike_under_a_comma_decimal_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(1.5, Bind("name: soup\nheat: 1.5\nportions: 1\n").Heat);
            Assert.Equal(90, Bind("name: s\nheat: 1.5 arcmin\nportions: 1\n").Heat);
            Assert.StartsWith(
                "heat is 0,5;",
                Recipe.Document.Parse("name: s\nheat: 0,5\n").Diagnostics[0].Message,
                StringComparison.Ordinal
            );
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static Recipe Bind(string text)
    {
        var reading = Recipe.Document.Parse(text);
        Assert.Empty(reading.Diagnostics);
        return reading.Value!;
    }
}
