namespace StampSpec.Learning.Graphs;

/// <summary>Operators that only move elements: reshaping, transposing, joining, splitting, slicing, padding, repeating.</summary>
internal static class Shaping
{
    /// <summary>The same elements in row-major order in another shape. One extent may be -1, which stands for the rest.</summary>
    public static Tensor Reshape(this Graph graph, Tensor x, params int[] shape)
    {
        if (x.Shape.SequenceEqual(shape))
        {
            return x;
        }

        var known = shape.Where(e => e >= 0).Aggregate(1L, (product, extent) => product * extent);
        int[] inferred = [.. shape.Select(e => e >= 0 ? e : (int)(x.Length / known))];
        if (inferred.Aggregate(1L, (product, extent) => product * extent) != x.Length)
        {
            throw new ArgumentException($"{x} cannot be reshaped to [{string.Join(", ", shape)}]");
        }

        return graph.Apply(
            new Operation("Reshape", [inferred], x, graph.Integers(shape))
            {
                Gradient = Adjoints.ToFirstInput(upstream => graph.Reshape(upstream, [.. x.Shape])),
            }
        );
    }

    /// <summary>Axes in another order: axis i of the result is axis order[i] of the tensor.</summary>
    public static Tensor Transpose(this Graph graph, Tensor x, params int[] order) =>
        graph.Apply(
            new Operation(
                "Transpose",
                [
                    [.. order.Select(axis => x.Shape[axis])],
                ],
                x
            )
            {
                Attributes = [OnnxAttribute.Integers("perm", order)],
                Gradient = Adjoints.ToFirstInput(upstream =>
                    graph.Transpose(upstream, [.. Enumerable.Range(0, order.Length).Select(axis => Array.IndexOf(order, axis))])
                ),
            }
        );

    /// <summary>Tensors joined along an axis.</summary>
    public static Tensor Concatenate(this Graph graph, int axis, params IReadOnlyList<Tensor> tensors) =>
        tensors.Count == 1
            ? tensors[0]
            : graph.Apply(
                new Operation("Concat", [tensors[0].Shape.With(axis, tensors.Sum(i => i.Shape[axis]))], tensors)
                {
                    Attributes = [OnnxAttribute.Integer("axis", axis)],
                    Gradient = (operation, adjoints) => DifferentiateConcatenation(graph, axis, operation, adjoints),
                }
            );

    private static void DifferentiateConcatenation(Graph graph, int axis, Operation operation, Adjoints adjoints)
    {
        var start = 0;
        foreach (var input in operation.Inputs)
        {
            adjoints.AccumulateIfNeeded(input, () => graph.Slice(adjoints.OfResult(operation), axis, start, input.Shape[axis]));
            start += input.Shape[axis];
        }
    }

    /// <summary>Consecutive parts of a tensor along an axis.</summary>
    public static IReadOnlyList<Tensor> Split(this Graph graph, Tensor x, int axis, params int[] extents)
    {
        if (extents.Sum() != x.Shape[axis])
        {
            throw new ArgumentException($"the parts {string.Join(" + ", extents)} do not add up to axis {axis} of {x}");
        }

        return graph.ApplyAll(
            new Operation("Split", [.. extents.Select(extent => x.Shape.With(axis, extent))], x, graph.Integers(extents))
            {
                Attributes = [OnnxAttribute.Integer("axis", axis)],
                Gradient = (operation, adjoints) =>
                    adjoints.Accumulate(
                        x,
                        graph.Concatenate(axis, [.. operation.Outputs.Select(o => adjoints.Of(o) ?? graph.Constant(0, o))])
                    ),
            }
        );
    }

    /// <summary>Elements start .. start + extent - 1 along an axis.</summary>
    public static Tensor Slice(this Graph graph, Tensor x, int axis, int start, int extent) => graph.Slice(x, [axis], [start], [extent]);

    /// <summary>Elements start .. start + extent - 1 along each of several axes.</summary>
    public static Tensor Slice(this Graph graph, Tensor x, int[] axes, int[] starts, int[] extents)
    {
        int[] shape = [.. x.Shape];
        var (before, after) = (new int[x.Rank], new int[x.Rank]);
        foreach (var (i, axis) in axes.Index())
        {
            if (starts[i] < 0 || starts[i] + extents[i] > x.Shape[axis])
            {
                throw new ArgumentException($"{starts[i]} .. {starts[i] + extents[i]} is outside axis {axis} of {x}");
            }

            (shape[axis], before[axis], after[axis]) = (extents[i], starts[i], x.Shape[axis] - starts[i] - extents[i]);
        }

        var (first, end) = (graph.Integers(starts), graph.Integers(starts.Zip(extents, (s, e) => s + e)));
        return graph.Apply(
            new Operation("Slice", [shape], x, first, end, graph.Integers(axes))
            {
                Gradient = Adjoints.ToFirstInput(upstream => graph.Pad(upstream, before, after)),
            }
        );
    }

    /// <summary>The elements along an axis in reverse order.</summary>
    public static Tensor Reverse(this Graph graph, Tensor x, int axis) =>
        Reverse(graph, x, [graph.Integers(-1), graph.Integers(long.MinValue), graph.Integers(axis), graph.Integers(-1)]);

    private static Tensor Reverse(Graph graph, Tensor x, Tensor[] startEndAxisStep) =>
        graph.Apply(
            new Operation(
                "Slice",
                [
                    [.. x.Shape],
                ],
                [x, .. startEndAxisStep]
            )
            {
                Gradient = Adjoints.ToFirstInput(upstream => Reverse(graph, upstream, startEndAxisStep)),
            }
        );

    /// <summary>Adds zeros before and after the elements of each axis.</summary>
    public static Tensor Pad(this Graph graph, Tensor x, int[] before, int[] after) =>
        graph.Apply(
            new Operation(
                "Pad",
                [
                    [.. x.Shape.Select((extent, axis) => before[axis] + extent + after[axis])],
                ],
                x,
                graph.Integers(before.Concat(after))
            )
            {
                Gradient = Adjoints.ToFirstInput(upstream =>
                {
                    int[] axes = [.. Enumerable.Range(0, before.Length).Where(axis => before[axis] + after[axis] > 0)];
                    return graph.Slice(upstream, axes, [.. axes.Select(a => before[a])], [.. axes.Select(a => x.Shape[a])]);
                }),
            }
        );

    /// <summary>Repeats a tensor along axes of extent 1.</summary>
    public static Tensor BroadcastTo(this Graph graph, Tensor x, IReadOnlyList<int> shape) =>
        x.Shape.SequenceEqual(shape)
            ? x
            : graph.Apply(
                new Operation("Expand", [Broadcast(x.Shape, shape)], x, graph.Integers(shape))
                {
                    Gradient = Adjoints.ToFirstInput(upstream => graph.SumTo(upstream, x.Shape)),
                }
            );

    /// <summary>
    /// A matrix whose row i is row indices[i] of the given one. Cannot be differentiated; <see cref="RowConvolutions"/> does not need it.
    /// </summary>
    internal static Tensor GatherRows(this Graph graph, Tensor matrix, Tensor indices) =>
        graph.Apply(new Operation("Gather", [matrix.Shape.With(0, indices.Shape[0])], matrix, indices));

    /// <summary>The shape of an elementwise result under ONNX's (NumPy's) broadcasting.</summary>
    /// <exception cref="ArgumentException">Two extents differ and neither is 1.</exception>
    internal static int[] Broadcast(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        var shape = new int[Math.Max(a.Count, b.Count)];
        for (var i = 1; i <= shape.Length; i++)
        {
            var left = i <= a.Count ? a[^i] : 1;
            var right = i <= b.Count ? b[^i] : 1;
            if (left != right && left != 1 && right != 1)
            {
                throw new ArgumentException($"shapes [{string.Join(", ", a)}] and [{string.Join(", ", b)}] cannot be broadcast");
            }

            shape[^i] = left == 1 ? right : left;
        }

        return shape;
    }

    /// <summary>A shape with one extent replaced.</summary>
    internal static int[] With(this IReadOnlyList<int> shape, int axis, int extent)
    {
        int[] changed = [.. shape];
        changed[axis] = extent;
        return changed;
    }
}
