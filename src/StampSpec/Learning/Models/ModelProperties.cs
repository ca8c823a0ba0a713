using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using StampSpec.Common;
using StampSpec.Formats.Onnx;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;

namespace StampSpec.Learning.Models;

/// <summary>A model's description as ONNX metadata properties.</summary>
internal static class ModelProperties
{
    private const string LayoutName = "stampspec.layout";
    private const string LayoutDefinition = "stampspec.layout-definition";
    private const string Normalisation = "stampspec.normalisation";
    private const string Encoding = "stampspec.encoding";
    private const string Simulation = "stampspec.simulation";
    private const string SimulationSeed = "stampspec.simulation-seed";
    private const string Control = "stampspec.control";
    private const string ColumnScales = "stampspec.column-scaling";
    private const string Classes = "stampspec.classes";
    private const string TrainingHash = "stampspec.training-hash";

    private static readonly JsonSerializerOptions ScalingJson = new(JsonSerializerDefaults.Web);

    /// <summary>Adds the classes, the hash of the training, and the scaling of the packet columns if there are columns.</summary>
    public static void AddTraining(ModelProto model, IReadOnlyList<string> classes, string trainingHash, ColumnScaling? scaling)
    {
        SetIfGiven(model, ColumnScales, scaling is null ? null : JsonSerializer.Serialize(scaling.Columns, ScalingJson));
        Set(model, Classes, JsonSerializer.Serialize(classes));
        Set(model, TrainingHash, trainingHash);
    }

    /// <summary>Adds the description of the stamps.</summary>
    public static byte[] AddStamps(byte[] onnxModel, StampLayout layout, NormalisationOrder normalisation, StampOrigin origin)
    {
        var model = ModelProto.Parser.ParseFrom(onnxModel);
        Set(model, LayoutName, layout.Name);
        Set(model, LayoutDefinition, LayoutText.Of(layout));
        Set(model, Normalisation, normalisation.ToString().ToLowerInvariant());
        Set(model, Encoding, origin.Encoding);
        foreach (var (key, value) in StampConventions.Of(layout, normalisation))
        {
            Set(model, "stampspec." + key, value);
        }

        SetIfGiven(model, Control, origin.Control);

        if (origin is { Simulation: { } simulation, SimulationSeed: { } seed })
        {
            Set(model, Simulation, simulation);
            Set(model, SimulationSeed, seed.ToString(CultureInfo.InvariantCulture));
        }

        return model.ToByteArray();
    }

    /// <summary>Reads the description; null if the model has none.</summary>
    /// <exception cref="InvalidInputException">The description cannot be read; every diagnostic names the property.</exception>
    public static ModelDescription? Read(IReadOnlyDictionary<string, string> properties)
    {
        if (
            !properties.TryGetValue(LayoutDefinition, out var definition)
            || !properties.TryGetValue(Normalisation, out var normalisation)
            || !properties.TryGetValue(Classes, out var classes)
            || !properties.TryGetValue(TrainingHash, out var hash)
        )
        {
            return null;
        }

        var layout = LayoutSpec.Document.Parse(definition);
        if (layout is not { IsValid: true, Value: { } value })
        {
            throw new InvalidInputException([
                .. layout.Diagnostics.Select(d => d with { Path = d.Path is null ? LayoutDefinition : $"{LayoutDefinition}: {d.Path}" }),
            ]);
        }

        return Enum.TryParse<NormalisationOrder>(normalisation, ignoreCase: true, out var order) && Enum.IsDefined(order)
            ? new ModelDescription(value, order, ReadNames(classes), hash)
            {
                Origin = ReadOrigin(properties),
                Columns = value.Columns.Count == 0 ? null : ReadScaling(properties, value.Columns.Count),
            }
            : throw Fault(Normalisation, $"the normalisation is {normalisation}, but must be none, before, after or asinh");
    }

    /// <summary>The origin of the model's pixels. Older models have no such property; their stamps were not encoded.</summary>
    private static StampOrigin ReadOrigin(IReadOnlyDictionary<string, string> properties) =>
        new(properties.GetValueOrDefault(Encoding, StampOrigin.Plain.Encoding))
        {
            Simulation = properties.GetValueOrDefault(Simulation),
            Control = properties.GetValueOrDefault(Control),
            SimulationSeed = ulong.TryParse(
                properties.GetValueOrDefault(SimulationSeed),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var seed
            )
                ? seed
                : null,
        };

    private static ColumnScaling ReadScaling(IReadOnlyDictionary<string, string> properties, int columns)
    {
        try
        {
            if (
                JsonSerializer.Deserialize<ColumnScale[]>(properties.GetValueOrDefault(ColumnScales, ""), ScalingJson) is { } scales
                && scales.Length == columns
                && scales.All(s => s is not null && double.IsFinite(s.Median) && s.Scale > 0 && double.IsFinite(s.Scale))
            )
            {
                return new ColumnScaling(scales);
            }
        }
        catch (JsonException)
        {
            // Reported below, together with JSON of another kind.
        }

        throw Fault(ColumnScales, "the scaling of packet columns is not a JSON array with a median and a scale above 0 for each column");
    }

    private static string[] ReadNames(string json)
    {
        try
        {
            if (
                JsonSerializer.Deserialize<string[]>(json) is { Length: > 0 } names
                && names.All(name => !string.IsNullOrWhiteSpace(name))
                && names.Distinct(StringComparer.Ordinal).Count() == names.Length
            )
            {
                return names;
            }
        }
        catch (JsonException)
        {
            // Reported below, together with JSON of another kind.
        }

        throw Fault(Classes, "the classes are not a JSON array of different names");
    }

    private static InvalidInputException Fault(string property, string message) =>
        new(Diagnostic.Error("model.metadata", message, path: property, fix: "use a model file that a study wrote"));

    private static void SetIfGiven(ModelProto model, string key, string? value)
    {
        if (value is not null)
        {
            Set(model, key, value);
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
