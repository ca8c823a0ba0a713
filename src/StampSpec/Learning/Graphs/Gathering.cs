namespace StampSpec.Learning.Graphs;

/// <summary>Rows of a matrix by their indices.</summary>
internal static class Gathering
{
    /// <summary>Row indices[i] of a matrix as row i. Not differentiable: <see cref="RowConvolutions"/> says why it need not be.</summary>
    public static Tensor GatherRows(this Graph graph, Tensor matrix, Tensor indices) => graph.Apply(new RowGather(matrix, indices));

    private sealed class RowGather(Tensor matrix, Tensor indices) : Operation("Gather", matrix, indices)
    {
        public override IReadOnlyList<int[]> InferShapes() => [Inputs[0].Shape.With(0, Inputs[1].Shape[0])];
    }
}
