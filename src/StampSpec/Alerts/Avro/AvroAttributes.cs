using System.Text.Json;

namespace StampSpec.Alerts.Avro;

/// <summary>
/// Optional attributes of a schema's objects; of another type than expected they count as absent, as the specification asks for logical
/// types.
/// </summary>
internal static class AvroAttributes
{
    /// <summary>A string attribute.</summary>
    public static string? Text(JsonElement element, string attribute) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(attribute, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>A whole-number attribute.</summary>
    public static int? Number(JsonElement element, string attribute) =>
        element.TryGetProperty(attribute, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : null;

    /// <summary>The logical type, if the object has one.</summary>
    public static AvroLogicalType? LogicalTypeOf(JsonElement element) =>
        Text(element, "logicalType") is { } name ? new AvroLogicalType(name, Number(element, "precision"), Number(element, "scale")) : null;
}
