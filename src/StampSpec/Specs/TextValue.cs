using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StampSpec.Specs;

/// <summary>A text, with or without a required form.</summary>
internal sealed class TextValue(string expectation, [StringSyntax(StringSyntaxAttribute.Regex)] string? pattern) : SpecValue<string>
{
    private readonly Regex? _pattern = pattern is null ? null : new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public override NodeShapes Shapes => NodeShapes.Scalar;

    public override string Expectation => expectation;

    public override bool TryBind(SpecNode node, SpecFindings findings, [MaybeNullWhen(false)] out string value)
    {
        if (node is not ScalarNode { IsEmpty: false } scalar || _pattern?.IsMatch(scalar.Text) == false)
        {
            return Reject(node, findings, out value);
        }

        value = scalar.Text;
        return true;
    }

    public override JsonObject ToJsonSchema() =>
        pattern is null ? new JsonObject { ["type"] = "string" } : new JsonObject { ["type"] = "string", ["pattern"] = pattern };

    internal override object? ToYaml(string? value, string folder) => value;
}

/// <summary>One of several words.</summary>
internal sealed class ChoiceValue<T>(IReadOnlyList<(string Word, T Value)> choices) : SpecValue<T>
{
    public override NodeShapes Shapes => NodeShapes.Scalar;

    public override string Expectation =>
        choices.Count == 1 ? choices[0].Word : string.Join(", ", choices.SkipLast(1).Select(c => c.Word)) + " or " + choices[^1].Word;

    public override bool TryBind(SpecNode node, SpecFindings findings, [MaybeNullWhen(false)] out T value)
    {
        foreach (var (word, choice) in choices)
        {
            if (node is ScalarNode scalar && scalar.Text == word)
            {
                value = choice;
                return true;
            }
        }

        var nearest = node is ScalarNode written ? NearestName.Of(written.Text, choices.Select(c => c.Word)) : null;
        return Reject(node, findings, out value, fix: nearest is null ? null : $"write {nearest}", code: "spec.choice");
    }

    public override JsonObject ToJsonSchema() => new() { ["enum"] = new JsonArray([.. choices.Select(c => (JsonNode)JsonWord(c.Word))]) };

    internal override object? ToYaml(T? value, string folder)
    {
        var word = choices.FirstOrDefault(c => EqualityComparer<T>.Default.Equals(c.Value, value)).Word;
        return word is "true" or "false" ? word == "true" : word;
    }

    private static JsonValue JsonWord(string word) => word is "true" or "false" ? JsonValue.Create(word == "true") : JsonValue.Create(word);
}

/// <summary>A file or folder that must exist, relative to the spec's own folder. The value becomes its full path.</summary>
internal sealed class PathValue(string kind, Func<string, bool> exists) : SpecValue<string>
{
    public override NodeShapes Shapes => NodeShapes.Scalar;

    public override string Expectation => $"the path of a {kind}, relative to this file";

    public override bool TryBind(SpecNode node, SpecFindings findings, [MaybeNullWhen(false)] out string value)
    {
        if (node is not ScalarNode { IsEmpty: false } scalar || scalar.Text.Contains('\0', StringComparison.Ordinal))
        {
            return Reject(node, findings, out value);
        }

        value = Path.GetFullPath(Path.Combine(node.Place.Folder, scalar.Text));
        if (exists(value))
        {
            return true;
        }

        findings.Error(
            node.Place,
            "spec.path",
            $"{node.Place.Name} is {scalar.Text}, but there is no {kind} at {value}",
            "write a path relative to this file"
        );
        return false;
    }

    public override JsonObject ToJsonSchema() => new() { ["type"] = "string" };

    internal override object? ToYaml(string? value, string folder) => value is null ? null : Relative(value, folder);

    /// <summary>A path as specs in a folder write it: relative to the folder, with forward slashes.</summary>
    internal static string Relative(string path, string folder) => Path.GetRelativePath(folder, path).Replace('\\', '/');
}
