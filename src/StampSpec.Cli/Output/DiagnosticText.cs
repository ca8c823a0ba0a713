using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using StampSpec.Common;

namespace StampSpec.Cli.Output;

/// <summary>Formats diagnostics as commands print them.</summary>
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

    /// <summary>The line with the number of alerts that have a note, which commands print at their end; null if there are none.</summary>
    public static string? Unplaced(long alerts)
    {
        var subject = alerts == 1 ? "1 alert has cutouts" : FormattableString.Invariant($"{alerts} alerts have cutouts");
        return alerts == 0
            ? null
            : subject
                + " at a chip's edge whose xpos and ypos do not show which side is missing; "
                + "they are centred, so the source may be up to 15 pixels off";
    }

    /// <summary>Writes that line, if any alert has a note.</summary>
    public static void WriteUnplaced(TextWriter error, long alerts)
    {
        if (Unplaced(alerts) is { } sentence)
        {
            error.WriteLine(sentence);
        }
    }

    /// <summary>
    /// An array of objects: file, line, column, byteOffset, path, severity, code, message, fix; null if one does not apply.
    /// </summary>
    public static string Json(IEnumerable<Diagnostic> diagnostics) => JsonSerializer.Serialize(diagnostics, Options) + "\n";
}
