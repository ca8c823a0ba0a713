namespace StampSpec.Learning.Graphs;

/// <summary>A value in a <see cref="Graph"/>: its name in the ONNX model, element type and shape.</summary>
internal sealed record Tensor(string Name, ElementType Type, IReadOnlyList<int> Shape)
{
    /// <summary>Number of axes.</summary>
    public int Rank => Shape.Count;

    /// <summary>Number of elements.</summary>
    public long Length => Shape.Aggregate(1L, (product, extent) => product * extent);

    public bool Equals(Tensor? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => $"{Name}[{string.Join(", ", Shape)}]";
}
