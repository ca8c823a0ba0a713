using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using StampSpec.Common;

namespace StampSpec.Studies.Store;

/// <summary>JSON of a study's files: camel case, indented, with LF line ends; <see cref="JsonIds"/> writes the ids of layouts and
/// cells.</summary>
internal static class StudyJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(JsonIds.Spread),
    };

    /// <summary>The text of a document.</summary>
    public static string Format<T>(T value) => JsonSerializer.Serialize(value, Options) + "\n";

    /// <summary>Reads a document.</summary>
    /// <exception cref="InvalidInputException">The file is not a valid document.</exception>
    public static T Read<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Options) ?? throw new JsonException("the document is null");
        }
        catch (JsonException failure)
        {
            throw new InvalidInputException(
                Diagnostic.Error(
                    "study.broken-document",
                    $"invalid results file: {failure.Message}",
                    file: path,
                    line: (int?)(failure.LineNumber + 1),
                    fix: "run the study again with --resume"
                ),
                failure
            );
        }
    }
}
