using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace StampSpec.Reports.VegaLite;

/// <summary>Writes views as Vega-Lite 6 JSON. Characters that could end a script element are always escaped.</summary>
public static class VegaLiteJson
{
    private const string Schema = "https://vega.github.io/schema/vega-lite/v6.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Default,
    };

    /// <summary>The spec of a view under a theme.</summary>
    public static JsonObject ToSpec(View view, ChartTheme? theme = null)
    {
        var spec = JsonSerializer.SerializeToNode(view, Options)!.AsObject();
        spec["$schema"] = Schema;
        if (theme is not null)
        {
            spec["background"] = theme.Background;
            spec["config"] = theme.ToConfig();
        }

        return spec;
    }

    /// <summary>Any record, with the same naming and escaping.</summary>
    public static JsonNode ToNode<T>(T value) => JsonSerializer.SerializeToNode(value, Options)!;
}
