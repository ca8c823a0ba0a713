using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using StampSpec.Diagnostics;

namespace StampSpec.Cli;

/// <summary>Diagnostics as commands print them.</summary>
internal static class DiagnosticText
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>One line each.</summary>
    public static string Lines(IEnumerable<Diagnostic> diagnostics) => string.Concat(diagnostics.Select(d => d + "\n"));

    /// <summary>An array of objects: file, line, column, byteOffset, path, severity, code, message, fix; null where one does not apply.</summary>
    public static string Json(IEnumerable<Diagnostic> diagnostics) => JsonSerializer.Serialize(diagnostics, Options) + "\n";
}
