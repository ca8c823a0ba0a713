using System.Text.Json;

namespace StampSpec.Learning;

/// <summary>What to know about a model before using it; stands as <c>NAME.json</c> beside <c>NAME.onnx</c>.</summary>
/// <param name="Data">Where the alerts came from: survey, synthetic or real, selection.</param>
/// <param name="Counts">Number of alerts by part: train, validation, test.</param>
/// <param name="Classes">The classes.</param>
/// <param name="Metrics">Scores on the test part, with intervals.</param>
/// <param name="SpecHash">Hash of the study's resolved spec.</param>
/// <param name="TrainingHash">Hash in the model's own metadata.</param>
/// <param name="Status">How the training ended.</param>
public sealed record ModelCard(
    string Data,
    IReadOnlyDictionary<string, int> Counts,
    IReadOnlyList<string> Classes,
    IReadOnlyList<ModelCardMetric> Metrics,
    string SpecHash,
    string TrainingHash,
    TrainingStatus Status)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Writes the card beside a model, whole or not at all.</summary>
    /// <param name="modelPath">Path of the ONNX file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void WriteBeside(string modelPath)
    {
        var path = Path.ChangeExtension(modelPath, ".json");
        File.WriteAllText(path + ".partial", JsonSerializer.Serialize(this, Format) + "\n");
        File.Move(path + ".partial", path, overwrite: true);
    }
}
