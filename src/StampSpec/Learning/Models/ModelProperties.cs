using System.Text.Json;
using Google.Protobuf;
using StampSpec.Layouts;
using StampSpec.Learning.Onnx;

namespace StampSpec.Learning.Models;

/// <summary>A model's description as ONNX metadata properties.</summary>
internal static class ModelProperties
{
    private const string LayoutName = "stampspec.layout";
    private const string LayoutDefinition = "stampspec.layout-definition";
    private const string Normalisation = "stampspec.normalisation";
    private const string Classes = "stampspec.classes";
    private const string TrainingHash = "stampspec.training-hash";

    /// <summary>Adds what the training knows.</summary>
    public static void AddTraining(ModelProto model, IReadOnlyList<string> classes, string trainingHash)
    {
        Set(model, Classes, JsonSerializer.Serialize(classes));
        Set(model, TrainingHash, trainingHash);
    }

    /// <summary>Adds the stamps' layout.</summary>
    public static byte[] AddLayout(byte[] onnxModel, StampLayout layout, NormalisationOrder normalisation)
    {
        var model = ModelProto.Parser.ParseFrom(onnxModel);
        Set(model, LayoutName, layout.Name);
        Set(model, LayoutDefinition, LayoutText.Write(layout));
        Set(model, Normalisation, normalisation.ToString().ToLowerInvariant());
        return model.ToByteArray();
    }

    /// <summary>Reads the description; null where the model does not carry one.</summary>
    public static ModelDescription? Read(IReadOnlyDictionary<string, string> properties)
    {
        if (!properties.TryGetValue(LayoutDefinition, out var definition)
            || !properties.TryGetValue(Normalisation, out var normalisation)
            || !Enum.TryParse<NormalisationOrder>(normalisation, ignoreCase: true, out var order)
            || !properties.TryGetValue(Classes, out var classes)
            || !properties.TryGetValue(TrainingHash, out var hash))
        {
            return null;
        }

        var layout = LayoutSpec.Document.Parse(definition, LayoutDefinition);
        return layout is { IsValid: true, Value: { } value } && ReadNames(classes) is { } names
            ? new ModelDescription(value, order, names, hash)
            : null;
    }

    private static string[]? ReadNames(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Set(ModelProto model, string key, string value)
    {
        var entry = model.MetadataProps.FirstOrDefault(e => e.Key == key);
        if (entry is null)
        {
            entry = new EntryProto { Key = key };
            model.MetadataProps.Add(entry);
        }

        entry.Value = value;
    }
}
