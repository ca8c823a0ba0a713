using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using StampSpec.Common;
using StampSpec.Formats.Onnx;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Learning.Onnx;

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
    private const string Survey = "stampspec.survey";
    private const string ColumnScales = "stampspec.column-scaling";
    private const string Classes = "stampspec.classes";
    private const string TrainingHash = "stampspec.training-hash";
    private const string Networks = "stampspec.networks";
    private const string Facts = "stampspec.facts";
    private const string Seen = "stampspec.trained-on";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Adds the classes, the hash of the training, and the scaling of the packet columns if there are columns.</summary>
    public static void AddTraining(ModelProto model, IReadOnlyList<string> classes, string trainingHash, ColumnScaling? scaling)
    {
        SetIfGiven(model, ColumnScales, scaling is null ? null : JsonSerializer.Serialize(scaling.Columns, Json));
        Set(model, Classes, JsonSerializer.Serialize(classes));
        Set(model, TrainingHash, trainingHash);
    }

    /// <summary>Adds what a model that is passed on says of itself.</summary>
    /// <param name="onnxModel">The model.</param>
    /// <param name="facts">Its data, scores and limits.</param>
    /// <param name="seen">The objects that it has seen; null if their ids do not identify them.</param>
    public static byte[] AddFacts(byte[] onnxModel, ModelFacts facts, TrainedObjects? seen)
    {
        var model = ModelProto.Parser.ParseFrom(onnxModel);
        Set(model, Facts, JsonSerializer.Serialize(facts, Json));
        SetIfGiven(model, Seen, seen?.ToString());
        return model.ToByteArray();
    }

    /// <summary>Reads the description of a model; null if it has none.</summary>
    /// <exception cref="InvalidInputException">The content is not a model, or its description cannot be read.</exception>
    public static ModelDescription? Read(byte[] onnxModel) => Read(OnnxModelCheck.Metadata(OnnxModelCheck.Read(onnxModel)));

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
        SetIfGiven(model, Survey, origin.Survey);

        if (origin is { Simulation: { } simulation, SimulationSeed: { } seed })
        {
            Set(model, Simulation, simulation);
            Set(model, SimulationSeed, seed.ToString(CultureInfo.InvariantCulture));
        }

        return model.ToByteArray();
    }

    /// <summary>
    /// The first property in which two models differ, as words; null if they differ at most in their trainings, so that their probabilities
    /// can be averaged.
    /// </summary>
    public static string? DifferenceOf(ModelProto first, ModelProto other)
    {
        var (own, others) = (Described(first), Described(other));
        return own
            .Keys.Union(others.Keys)
            .Where(key => own.GetValueOrDefault(key) != others.GetValueOrDefault(key))
            // Models of the same study may be older than this property.
            .Where(key => key is not Survey || (own.ContainsKey(key) && others.ContainsKey(key)))
            .OrderBy(key => key is Classes or ColumnScales or Encoding or LayoutName or Normalisation ? 0 : 1)
            .ThenBy(key => key, StringComparer.Ordinal)
            .Select(key => key.Replace("stampspec.", "", StringComparison.Ordinal).Replace('-', ' '))
            .FirstOrDefault();
    }

    /// <summary>Records that a model averages others: the number of networks, and a hash over their trainings.</summary>
    public static void SetJoined(ModelProto model, IReadOnlyList<ModelProto> members)
    {
        var all = members.Select(OnnxModelCheck.Metadata).ToArray();
        var networks = all.Sum(NetworksOf);
        using var hash = new ContentHash();
        foreach (var member in all)
        {
            hash.Add(member.GetValueOrDefault(TrainingHash, ""));
        }

        Set(model, Networks, networks.ToString(CultureInfo.InvariantCulture));
        Set(model, TrainingHash, hash.Finish());
        SetIfGiven(model, Survey, all.Select(member => member.GetValueOrDefault(Survey)).FirstOrDefault(survey => survey is not null));
    }

    private static int NetworksOf(IReadOnlyDictionary<string, string> properties) =>
        int.TryParse(properties.GetValueOrDefault(Networks), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1;

    private static ModelFacts? ReadFacts(IReadOnlyDictionary<string, string> properties)
    {
        try
        {
            return properties.TryGetValue(Facts, out var json) ? JsonSerializer.Deserialize<ModelFacts>(json, Json) : null;
        }
        catch (JsonException)
        {
            throw Fault(Facts, "the facts are not the JSON object that export-model writes");
        }
    }

    private static Dictionary<string, string> Described(ModelProto model) =>
        OnnxModelCheck.Metadata(model).Where(p => p.Key is not (TrainingHash or Networks)).ToDictionary(StringComparer.Ordinal);

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
                Networks = NetworksOf(properties),
                Facts = ReadFacts(properties),
                Seen = properties.TryGetValue(Seen, out var seen) ? TrainedObjects.Parse(seen) : null,
            }
            : throw Fault(Normalisation, $"the normalisation is {normalisation}, but must be none, before, after or asinh");
    }

    /// <summary>The origin of the model's pixels. Older models have no such property; their stamps were not encoded.</summary>
    private static StampOrigin ReadOrigin(IReadOnlyDictionary<string, string> properties) =>
        new(properties.GetValueOrDefault(Encoding, StampOrigin.Plain.Encoding))
        {
            Simulation = properties.GetValueOrDefault(Simulation),
            Control = properties.GetValueOrDefault(Control),
            Survey = properties.GetValueOrDefault(Survey),
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
                JsonSerializer.Deserialize<ColumnScale[]>(properties.GetValueOrDefault(ColumnScales, ""), Json) is { } scales
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
