namespace StampSpec.Learning.Graphs;

/// <summary>Element types of tensors, numbered as ONNX numbers them.</summary>
internal enum ElementType
{
    Float = 1,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Double = 11,
}
