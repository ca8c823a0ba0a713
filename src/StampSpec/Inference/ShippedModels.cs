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
    private const string Prefix = "models/";
    private const string ModelExtension = ".onnx";
    private const string CardExtension = ".md";

    /// <summary>The names, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(ShippedModels)
            .Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && n.EndsWith(ModelExtension, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^ModelExtension.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The ONNX file of a model.</summary>
    /// <exception cref="InvalidInputException">There is no model of this name.</exception>
    public static byte[] ContentOf(string name) => Read(name, ModelExtension) ?? throw Unknown(name);

    /// <summary>The card of a model, as Markdown; null if it has none.</summary>
    /// <exception cref="InvalidInputException">There is no model of this name.</exception>
    public static string? CardOf(string name) =>
        !Names.Contains(name) ? throw Unknown(name)
        : Read(name, CardExtension) is { } card ? System.Text.Encoding.UTF8.GetString(card)
        : null;

    /// <summary>The description inside a model.</summary>
    /// <exception cref="InvalidInputException">There is no model of this name.</exception>
    public static ModelDescription? DescriptionOf(string name) => ModelProperties.Read(ContentOf(name));

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

    private static byte[]? Read(string name, string extension)
    {
        using var stream = typeof(ShippedModels).Assembly.GetManifestResourceStream(Prefix + name + extension);
        if (stream is null)
        {
            return null;
        }

        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
