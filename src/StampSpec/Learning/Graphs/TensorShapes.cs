namespace StampSpec.Learning.Graphs;

/// <summary>Rules for shapes that several operator families share.</summary>
internal static class TensorShapes
{
    /// <summary>The shape of an elementwise result under ONNX's (NumPy's) broadcasting.</summary>
    /// <exception cref="ArgumentException">Extents differ and neither is 1.</exception>
    public static int[] Broadcast(IReadOnlyList<int> a, IReadOnlyList<int> b)
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
    public static int[] With(this IReadOnlyList<int> shape, int axis, int extent)
    {
        int[] changed = [.. shape];
        changed[axis] = extent;
        return changed;
    }
}
