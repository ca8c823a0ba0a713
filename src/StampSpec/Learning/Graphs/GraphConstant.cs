namespace StampSpec.Learning.Graphs;

/// <summary>A constant of a graph.</summary>
/// <param name="Tensor">Its name, type and shape.</param>
/// <param name="Data">Elements, little-endian, row-major.</param>
internal sealed record GraphConstant(Tensor Tensor, byte[] Data);
