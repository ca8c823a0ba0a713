using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.ML.OnnxRuntime;
using StampSpec.Common;
using StampSpec.Learning.Onnx;

namespace StampSpec.Learning.External;

/// <summary>The file of a model that was trained elsewhere, with its inputs, its outputs and the hash of its content.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Sha256">Hash of the content, lower-case hexadecimal.</param>
internal sealed record ExternalModelFile([property: JsonIgnore] string Path, string Sha256)
{
    private const int LargestBytes = 1 << 30;

    /// <summary>Name of the file without its folder; messages and results use it as the name of the model.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Names of the model's outputs, at least one.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> OutputNames => [.. Outputs.Keys];

    /// <summary>Inputs of the model by name.</summary>
    [JsonIgnore]
    internal IReadOnlyDictionary<string, ExternalModelTensor> Inputs { get; private init; } = new Dictionary<string, ExternalModelTensor>();

    /// <summary>Outputs of the model by name.</summary>
    [JsonIgnore]
    internal IReadOnlyDictionary<string, ExternalModelTensor> Outputs { get; private init; } =
        new Dictionary<string, ExternalModelTensor>();

    /// <summary>Reads an existing file.</summary>
    /// <exception cref="InvalidInputException">The file is not a model, or the model must not be run here.</exception>
    public static ExternalModelFile Read(string path)
    {
        if (BoundedFile.Read(path, LargestBytes) is not { } content)
        {
            throw InvalidInputException.Of(
                "model.too-large",
                $"the model is too large: at most {LargestBytes >> 20} MiB are supported",
                file: path
            );
        }

        using var session = Open(path, content, ExecutionDevice.Cpu, threads: 1);
        return new ExternalModelFile(path, Hash(content))
        {
            Inputs = session.InputMetadata.ToDictionary(i => i.Key, i => ExternalModelTensor.Of(i.Value), StringComparer.Ordinal),
            Outputs = session.OutputMetadata.ToDictionary(o => o.Key, o => ExternalModelTensor.Of(o.Value), StringComparer.Ordinal),
        };
    }

    /// <summary>Opens the model, which must not have changed since it was read.</summary>
    /// <exception cref="InvalidInputException">The model was changed or removed.</exception>
    internal InferenceSession Open(ExecutionDevice device, int threads)
    {
        var content = System.IO.File.Exists(Path) ? System.IO.File.ReadAllBytes(Path) : [];
        return Hash(content) == Sha256
            ? Open(Path, content, device, threads)
            : throw InvalidInputException.Of("model.changed", "the model was removed or changed while the study ran", file: Path);
    }

    private static InferenceSession Open(string path, byte[] content, ExecutionDevice device, int threads)
    {
        try
        {
            OnnxModelCheck.Read(content);
            return SessionFactory.Open(content, device, threads);
        }
        catch (OnnxRuntimeException failure)
        {
            throw new InvalidInputException(
                Diagnostic.Error("model.unreadable", $"ONNX Runtime cannot read the model: {failure.Message}", file: path),
                failure
            );
        }
        catch (InvalidInputException failure)
        {
            throw new InvalidInputException([.. failure.Diagnostics.Select(d => d with { File = path })], failure);
        }
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}

/// <summary>The type and shape of an input or output of an external model.</summary>
/// <param name="Element">Element type; null if the value is not a tensor.</param>
/// <param name="Dimensions">Extents; -1 for an extent that may have any value.</param>
internal sealed record ExternalModelTensor(Type? Element, IReadOnlyList<int> Dimensions)
{
    /// <summary>The type and shape that a session reports.</summary>
    public static ExternalModelTensor Of(NodeMetadata node) =>
        node.IsTensor ? new ExternalModelTensor(node.ElementType, node.Dimensions) : new ExternalModelTensor(null, []);

    /// <summary>Number of alerts that the model takes at once; null if it takes any number.</summary>
    public int? Batch => Dimensions.Count > 0 && Dimensions[0] > 0 ? Dimensions[0] : null;

    /// <summary>Whether an alert of this shape fits.</summary>
    public bool Fits(IReadOnlyList<int> shape) =>
        Element == typeof(float)
        && Dimensions.Count == shape.Count + 1
        && shape.Zip(Dimensions.Skip(1)).All(s => s.Second < 0 || s.First == s.Second);

    /// <summary>The shape of one alert as text, such as <c>3 x 63 x 63</c>, with the element type if it is not float32.</summary>
    public string Describe()
    {
        if (Element is null)
        {
            return "a value that is not a tensor";
        }

        var shape =
            Dimensions.Count < 2
                ? "a single number"
                : string.Join(" x ", Dimensions.Skip(1).Select(d => d < 0 ? "any" : FormattableString.Invariant($"{d}")));
        return Element == typeof(float) ? shape : $"{shape} of {Element.Name}";
    }
}
