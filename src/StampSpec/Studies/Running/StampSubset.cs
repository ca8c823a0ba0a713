using StampSpec.Layouts;

namespace StampSpec.Studies.Running;

/// <summary>Some of the stamps, in a given order.</summary>
internal static class StampSubset
{
    /// <summary>Copies the stamps at the indices.</summary>
    public static StampTensors Of(StampTensors stamps, IReadOnlyList<int> indices) => new(
        indices.Count,
        stamps.Shapes,
        [.. stamps.Scales.Zip(stamps.Shapes, (scale, shape) => Rows(scale, shape.Length, indices))],
        Rows(stamps.SkyPositions, 3, indices));

    private static float[] Rows(float[] values, int length, IReadOnlyList<int> indices)
    {
        var rows = GC.AllocateUninitializedArray<float>(checked(indices.Count * length));
        for (var i = 0; i < indices.Count; i++)
        {
            values.AsSpan(indices[i] * length, length).CopyTo(rows.AsSpan(i * length));
        }

        return rows;
    }
}
