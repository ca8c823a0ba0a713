using StampSpec.Formats.Onnx;

namespace StampSpec.Learning.Graphs;

/// <summary>Operators that only move elements: reshaping, transposing, joining, splitting, slicing, padding, repeating.</summary>
internal static class Shaping
{
    /// <summary>The same elements in row-major order under another shape, of which one extent may be -1: whatever remains.</summary>
    public static Tensor Reshape(this Graph graph, Tensor x, params int[] shape) =>
        x.Shape.SequenceEqual(shape) ? x : graph.Apply(new Reshaping(x, graph.Integers([.. shape.Select(e => (long)e)]), shape));

    /// <summary>Axes in another order: axis i of the result is axis order[i] of the tensor.</summary>
    public static Tensor Transpose(this Graph graph, Tensor x, params int[] order) => graph.Apply(new Transposition(x, order));

    /// <summary>Tensors joined along an axis.</summary>
    public static Tensor Concatenate(this Graph graph, int axis, params IReadOnlyList<Tensor> tensors) =>
        tensors.Count == 1 ? tensors[0] : graph.Apply(new Concatenation(axis, tensors));

    /// <summary>Consecutive parts of a tensor along an axis.</summary>
    public static IReadOnlyList<Tensor> Split(this Graph graph, Tensor x, int axis, params int[] extents) =>
        graph.ApplyAll(new Partition(x, graph.Integers([.. extents.Select(e => (long)e)]), axis, extents));

    /// <summary>Elements start .. start + extent - 1 along an axis.</summary>
    public static Tensor Slice(this Graph graph, Tensor x, int axis, int start, int extent) => graph.Slice(x, [axis], [start], [extent]);

    /// <summary>Elements start .. start + extent - 1 along each of several axes.</summary>
    public static Tensor Slice(this Graph graph, Tensor x, int[] axes, int[] starts, int[] extents) =>
        graph.Apply(
            new Section(
                x,
                graph.Integers([.. starts.Select(s => (long)s)]),
                graph.Integers([.. starts.Zip(extents, (s, e) => (long)s + e)]),
                graph.Integers([.. axes.Select(a => (long)a)]),
                axes,
                starts,
                extents
            )
        );

    /// <summary>The elements along an axis in reverse order.</summary>
    public static Tensor Reverse(this Graph graph, Tensor x, int axis) =>
        graph.Apply(new Reversal(x, graph.Integers(-1), graph.Integers(long.MinValue), graph.Integers(axis), graph.Integers(-1)));

    /// <summary>Zeros added before and after, per axis.</summary>
    public static Tensor Pad(this Graph graph, Tensor x, int[] before, int[] after) =>
        graph.Apply(new ZeroPadding(x, graph.Integers([.. before.Concat(after).Select(e => (long)e)]), before, after));

    /// <summary>Repeats a tensor along axes of extent 1.</summary>
    public static Tensor BroadcastTo(this Graph graph, Tensor x, IReadOnlyList<int> shape) =>
        x.Shape.SequenceEqual(shape) ? x : graph.Apply(new Expansion(x, graph.Integers([.. shape.Select(e => (long)e)]), [.. shape]));

    private sealed class Reshaping(Tensor x, Tensor shapeTensor, int[] shape) : Operation("Reshape", x, shapeTensor)
    {
        public override IReadOnlyList<int[]> InferShapes()
        {
            var known = shape.Where(e => e >= 0).Aggregate(1L, (product, extent) => product * extent);
            int[] inferred = [.. shape.Select(e => e >= 0 ? e : (int)(Inputs[0].Length / known))];
            return inferred.Aggregate(1L, (product, extent) => product * extent) == Inputs[0].Length
                ? [inferred]
                : throw new ArgumentException($"{Inputs[0]} does not reshape to [{string.Join(", ", shape)}]");
        }

        public override void Differentiate(Graph graph, Adjoints adjoints) =>
            adjoints.Accumulate(Inputs[0], graph.Reshape(adjoints.Of(Outputs[0])!, [.. Inputs[0].Shape]));
    }

    private sealed class Transposition(Tensor x, int[] order) : Operation("Transpose", x)
    {
        public override IEnumerable<AttributeProto> Attributes => [OnnxAttribute.Integers("perm", order)];

        public override IReadOnlyList<int[]> InferShapes() =>
            [
                [.. order.Select(axis => Inputs[0].Shape[axis])],
            ];

        public override void Differentiate(Graph graph, Adjoints adjoints)
        {
            int[] inverse = [.. Enumerable.Range(0, order.Length).Select(axis => Array.IndexOf(order, axis))];
            adjoints.Accumulate(Inputs[0], graph.Transpose(adjoints.Of(Outputs[0])!, inverse));
        }
    }

    private sealed class Concatenation(int axis, IReadOnlyList<Tensor> tensors) : Operation("Concat", tensors)
    {
        public override IEnumerable<AttributeProto> Attributes => [OnnxAttribute.Integer("axis", axis)];

        public override IReadOnlyList<int[]> InferShapes() => [Inputs[0].Shape.With(axis, Inputs.Sum(i => i.Shape[axis]))];

        public override void Differentiate(Graph graph, Adjoints adjoints)
        {
            var start = 0;
            foreach (var input in Inputs)
            {
                if (adjoints.Needs(input))
                {
                    adjoints.Accumulate(input, graph.Slice(adjoints.Of(Outputs[0])!, axis, start, input.Shape[axis]));
                }

                start += input.Shape[axis];
            }
        }
    }

    private sealed class Partition(Tensor x, Tensor extentsTensor, int axis, int[] extents) : Operation("Split", x, extentsTensor)
    {
        public override IEnumerable<AttributeProto> Attributes => [OnnxAttribute.Integer("axis", axis)];

        public override IReadOnlyList<ElementType> OutputTypes => [.. extents.Select(_ => Inputs[0].Type)];

        public override IReadOnlyList<int[]> InferShapes() =>
            extents.Sum() == Inputs[0].Shape[axis]
                ? [.. extents.Select(extent => Inputs[0].Shape.With(axis, extent))]
                : throw new ArgumentException($"parts of {string.Join(" + ", extents)} do not make up axis {axis} of {Inputs[0]}");

        public override void Differentiate(Graph graph, Adjoints adjoints) =>
            adjoints.Accumulate(Inputs[0], graph.Concatenate(axis, [.. Outputs.Select(o => adjoints.Of(o) ?? graph.Constant(0, o))]));
    }

    private sealed class Section(Tensor x, Tensor startsTensor, Tensor ends, Tensor axesTensor, int[] axes, int[] starts, int[] extents)
        : Operation("Slice", x, startsTensor, ends, axesTensor)
    {
        public override IReadOnlyList<int[]> InferShapes()
        {
            int[] shape = [.. Inputs[0].Shape];
            for (var i = 0; i < axes.Length; i++)
            {
                if (starts[i] < 0 || starts[i] + extents[i] > shape[axes[i]])
                {
                    throw new ArgumentException($"{starts[i]} .. {starts[i] + extents[i]} leaves axis {axes[i]} of {Inputs[0]}");
                }

                shape[axes[i]] = extents[i];
            }

            return [shape];
        }

        public override void Differentiate(Graph graph, Adjoints adjoints)
        {
            var x = Inputs[0];
            var before = new int[x.Rank];
            var after = new int[x.Rank];
            for (var i = 0; i < axes.Length; i++)
            {
                before[axes[i]] = starts[i];
                after[axes[i]] = x.Shape[axes[i]] - starts[i] - extents[i];
            }

            adjoints.Accumulate(x, graph.Pad(adjoints.Of(Outputs[0])!, before, after));
        }
    }

    private sealed class Reversal(Tensor x, Tensor starts, Tensor ends, Tensor axisTensor, Tensor steps)
        : Operation("Slice", x, starts, ends, axisTensor, steps)
    {
        public override IReadOnlyList<int[]> InferShapes() =>
            [
                [.. Inputs[0].Shape],
            ];

        public override void Differentiate(Graph graph, Adjoints adjoints) =>
            adjoints.Accumulate(Inputs[0], graph.Apply(new Reversal(adjoints.Of(Outputs[0])!, Inputs[1], Inputs[2], Inputs[3], Inputs[4])));
    }

    private sealed class ZeroPadding(Tensor x, Tensor pads, int[] before, int[] after) : Operation("Pad", x, pads)
    {
        public override IReadOnlyList<int[]> InferShapes() =>
            [
                [.. Inputs[0].Shape.Select((extent, axis) => before[axis] + extent + after[axis])],
            ];

        public override void Differentiate(Graph graph, Adjoints adjoints)
        {
            int[] axes = [.. Enumerable.Range(0, before.Length).Where(axis => before[axis] + after[axis] > 0)];
            int[] starts = [.. axes.Select(axis => before[axis])];
            int[] extents = [.. axes.Select(axis => Inputs[0].Shape[axis])];
            adjoints.Accumulate(Inputs[0], graph.Slice(adjoints.Of(Outputs[0])!, axes, starts, extents));
        }
    }

    private sealed class Expansion(Tensor x, Tensor shapeTensor, int[] shape) : Operation("Expand", x, shapeTensor)
    {
        public override IReadOnlyList<int[]> InferShapes() => [Broadcast(Inputs[0].Shape, shape)];

        public override void Differentiate(Graph graph, Adjoints adjoints) =>
            adjoints.Accumulate(Inputs[0], graph.SumTo(adjoints.Of(Outputs[0])!, Inputs[0].Shape));
    }

    /// <summary>Row indices[i] of a matrix as row i. Not differentiable: <see cref="RowConvolutions"/> says why it need not be.</summary>
    internal static Tensor GatherRows(this Graph graph, Tensor matrix, Tensor indices) => graph.Apply(new RowGather(matrix, indices));

    private sealed class RowGather(Tensor matrix, Tensor indices) : Operation("Gather", matrix, indices)
    {
        public override IReadOnlyList<int[]> InferShapes() => [Inputs[0].Shape.With(0, Inputs[1].Shape[0])];
    }

    /// <summary>The shape of an elementwise result under ONNX's (NumPy's) broadcasting.</summary>
    /// <exception cref="ArgumentException">Extents differ and neither is 1.</exception>
    internal static int[] Broadcast(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        var shape = new int[Math.Max(a.Count, b.Count)];
        for (var i = 1; i <= shape.Length; i++)
        {
            var left = i <= a.Count ? a[^i] : 1;
            var right = i <= b.Count ? b[^i] : 1;
            if (left != right && left != 1 && right != 1)
            {
                throw new ArgumentException($"shapes [{string.Join(", ", a)}] and [{string.Join(", ", b)}] do not broadcast");
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
