using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StampSpec.Specs;

/// <summary>JSON forms of spec nodes and schemas.</summary>
internal static class SpecJson
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A node as the JSON with the same meaning.</summary>
    public static JsonNode? Of(SpecNode node) =>
        node switch
        {
            ListNode list => new JsonArray([.. list.Items.Select(Of)]),
            MappingNode mapping => new JsonObject(mapping.Entries.Select(e => KeyValuePair.Create(e.Key.Text, Of(e.Value)))),
            ScalarNode scalar => Of(scalar),
            _ => null,
        };

    /// <summary>Indented text with a final newline.</summary>
    public static string Write(JsonNode json) => json.ToJsonString(Indented) + "\n";

    /// <summary>A value as it is written in one line of YAML: a number, true or false, a text, a list or a mapping.</summary>
    /// <param name="yaml">The value, as <see cref="SpecValue{T}.ToYaml"/> gives it.</param>
    public static string FlowYaml(object yaml) =>
        yaml switch
        {
            bool truth => truth ? "true" : "false",
            string text => text,
            IEnumerable<KeyValuePair<string, object>> mapping => "{"
                + string.Join(", ", mapping.Select(e => $"{e.Key}: {FlowYaml(e.Value)}"))
                + "}",
            IEnumerable list => "[" + string.Join(", ", list.Cast<object>().Select(FlowYaml)) + "]",
            _ => Convert.ToString(yaml, CultureInfo.InvariantCulture)!,
        };

    private static JsonValue? Of(ScalarNode scalar)
    {
        if (scalar.IsEmpty)
        {
            return null;
        }

        if (!scalar.IsQuoted && scalar.Text is "true" or "false")
        {
            return JsonValue.Create(scalar.Text == "true");
        }

        return !scalar.IsQuoted && decimal.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(scalar.Text);
    }
}
