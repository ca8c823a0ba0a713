using Microsoft.ML.OnnxRuntime;
using StampSpec.Layouts;
using StampSpec.Learning.Networks;

namespace StampSpec.Learning.Models;

/// <summary>Consecutive stamps, copied to where ONNX Runtime can read them; the memory is used again for the next.</summary>
/// <param name="stamps">All stamps.</param>
/// <param name="capacity">Most alerts at once.</param>
internal sealed class StampChunk(IStamps stamps, int capacity)
{
    private readonly float[][] _scales = [.. stamps.Shapes.Select(s => new float[Math.Min(capacity, stamps.Count) * s.Length])];

    /// <summary>One scale of some alerts, valid until this is asked for others.</summary>
    public OrtValue Scale(int start, int count, int scale)
    {
        var shape = stamps.Shapes[scale];
        stamps.CopyScale(start, count, scale, _scales[scale]);
        return Wrap(_scales[scale].AsMemory(0, count * shape.Length), count, shape.Channels, shape.Pixels, shape.Pixels);
    }

    /// <summary>The vectors of some alerts.</summary>
    public OrtValue Vector(int start, int count, VectorInput vector)
    {
        var values = new float[count * vector.Length];
        vector.Copy(stamps, start, count, values);
        return Wrap(values, count, vector.Length);
    }

    private static OrtValue Wrap(Memory<float> values, params long[] shape) =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, shape);
}
