namespace StampSpec.Learning.Onnx;

/// <summary>Makes attributes of ONNX nodes; type numbers are those of ONNX's AttributeProto.AttributeType.</summary>
internal static class OnnxAttribute
{
    public static AttributeProto Integer(string name, long value) => new() { Name = name, I = value, Type = 2 };

    public static AttributeProto Real(string name, float value) => new() { Name = name, F = value, Type = 1 };

    public static AttributeProto Integers(string name, IEnumerable<int> values)
    {
        var attribute = new AttributeProto { Name = name, Type = 7 };
        attribute.Ints.AddRange(values.Select(v => (long)v));
        return attribute;
    }
}
