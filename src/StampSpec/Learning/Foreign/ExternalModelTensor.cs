using Microsoft.ML.OnnxRuntime;

namespace StampSpec.Learning.Foreign;

/// <summary>The type and shape of an input or output of an external model.</summary>
/// <param name="Element">Element type, as messages name it; null if it is no tensor.</param>
/// <param name="Dimensions">Extents; -1 if any will do.</param>
internal sealed record ExternalModelTensor(Type? Element, IReadOnlyList<int> Dimensions)
{
    /// <summary>What a session says.</summary>
    public static ExternalModelTensor Of(NodeMetadata node) =>
        node.IsTensor ? new ExternalModelTensor(node.ElementType, node.Dimensions) : new ExternalModelTensor(null, []);

    /// <summary>Alerts that the model takes at once; null if any number will do.</summary>
    public int? Batch => Dimensions.Count > 0 && Dimensions[0] > 0 ? Dimensions[0] : null;

    /// <summary>Whether an alert of a shape fits.</summary>
    public bool Fits(IReadOnlyList<int> shape) => Element == typeof(float) && Dimensions.Count == shape.Count + 1
        && shape.Zip(Dimensions.Skip(1)).All(s => s.Second < 0 || s.First == s.Second);

    /// <summary>The shape of one alert in words, such as <c>3 x 63 x 63</c>, with its element type where that is not float32.</summary>
    public string Describe()
    {
        if (Element is null)
        {
            return "no tensor";
        }

        var shape = Dimensions.Count < 2 ? "a single number" : string.Join(" x ", Dimensions.Skip(1).Select(d => d < 0 ? "any" : FormattableString.Invariant($"{d}")));
        return Element == typeof(float) ? shape : $"{shape} of {Element.Name}";
    }
}
