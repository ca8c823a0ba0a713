using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace StampSpec.Specs;

/// <summary>One of several words.</summary>
internal sealed class ChoiceValue<T>(IReadOnlyList<(string Word, T Value)> choices) : SpecValue<T>
{
    public override NodeShapes Shapes => NodeShapes.Scalar;

    public override string Expectation => choices.Count == 1 ? choices[0].Word
        : string.Join(", ", choices.SkipLast(1).Select(c => c.Word)) + " or " + choices[^1].Word;

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

    public override JsonObject ToJsonSchema()
        => new() { ["enum"] = new JsonArray([.. choices.Select(c => (JsonNode)JsonWord(c.Word))]) };

    internal override object? ToYaml(T? value, string folder)
    {
        var word = choices.FirstOrDefault(c => EqualityComparer<T>.Default.Equals(c.Value, value)).Word;
        return word is "true" or "false" ? word == "true" : word;
    }

    private static JsonValue JsonWord(string word) => word is "true" or "false" ? JsonValue.Create(word == "true") : JsonValue.Create(word);
}
