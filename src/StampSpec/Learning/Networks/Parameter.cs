namespace StampSpec.Learning.Networks;

/// <summary>One trainable array, a section of the vector of all parameters.</summary>
/// <param name="Name">Name, such as <c>convolution-1.kernels</c>.</param>
/// <param name="Kind">How it starts.</param>
/// <param name="FanIn">Inputs of each unit.</param>
/// <param name="Shape">Extents.</param>
internal sealed record Parameter(string Name, ParameterKind Kind, int FanIn, params int[] Shape)
{
    /// <summary>Number of elements.</summary>
    public int Length => Shape.Aggregate(1, (product, extent) => product * extent);
}
