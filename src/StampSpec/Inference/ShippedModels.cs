using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Learning;
using StampSpec.Learning.Models;
using StampSpec.Specs;

namespace StampSpec.Inference;

/// <summary>
/// The models that are embedded in the assembly, so that their names work from any folder: the files of <c>Inference/Models</c>, each with
/// its card, as <c>stampspec export-model</c> writes them. There may be none.
/// </summary>
internal static class ShippedModels
{
    private static readonly EmbeddedFolder Models = new("models", ".onnx");
    private static readonly EmbeddedFolder Cards = new("models", ".md");

    /// <summary>The names, in ordinal order.</summary>
    public static IReadOnlyList<string> Names => Models.Names;

    /// <summary>The ONNX file of a model.</summary>
    /// <exception cref="InvalidInputException">There is no model of this name.</exception>
    public static byte[] ContentOf(string name) => Models.ContentOf(name) ?? throw Unknown(name);

    /// <summary>The card of a model, as Markdown; null if it has none.</summary>
    /// <exception cref="InvalidInputException">There is no model of this name.</exception>
    public static string? CardOf(string name) => Names.Contains(name) ? Cards.TextOf(name) : throw Unknown(name);

    /// <summary>The description inside a model.</summary>
    /// <exception cref="InvalidInputException">There is no model of this name.</exception>
    public static ModelDescription? DescriptionOf(string name) => ModelProperties.Read(ContentOf(name));

    /// <summary>The models of a survey, after a colon, for the end of a sentence; empty if none ships.</summary>
    public static string InWords(SurveyKind survey)
    {
        string[] names = [.. Names.Where(name => DescriptionOf(name) is { } model && ModelStamps.SurveysOf(model).Contains(survey))];
        var listed = names.Length < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} or {names[^1]}";
        return names.Length == 0 ? "" : $": {listed} (stampspec models)";
    }

    /// <summary>What to say if a name is neither that of a file or folder nor that of a model.</summary>
    public static InvalidInputException Unknown(string name) =>
        InvalidInputException.Of(
            "model.no-such-file",
            "there is no model file, no study's folder and no shipped model of this name",
            file: name,
            fix: NearestName.Of(name, Names) is { } nearest ? $"did you mean {nearest}?"
                : Names.Count == 0 ? "give the path of a model or of a study's folder; this build ships no models"
                : $"give the path of a model or of a study's folder, or one of the shipped models: {string.Join(", ", Names)}"
        );
}
