using Microsoft.ML.OnnxRuntime;
using StampSpec.Layouts;

namespace StampSpec.Learning.Models;

/// <summary>Consecutive stamps, copied to where ONNX Runtime can read them; the memory is used again for the next.</summary>
/// <param name="stamps">All stamps.</param>
/// <param name="capacity">Most alerts at once.</param>
internal sealed class StampChunk(IStamps stamps, int capacity)
{
    private const int PositionLength = 3;

    private readonly float[][] _scales = [.. stamps.Shapes.Select(s => new float[Math.Min(capacity, stamps.Count) * s.Length])];
    private readonly float[] _positions = new float[Math.Min(capacity, stamps.Count) * PositionLength];

    /// <summary>One scale of some alerts, valid until this is asked for others.</summary>
    public OrtValue Scale(int start, int count, int scale)
    {
        var shape = stamps.Shapes[scale];
        stamps.CopyScale(start, count, scale, _scales[scale]);
        return Wrap(_scales[scale].AsMemory(0, count * shape.Length), count, shape.Channels, shape.Pixels, shape.Pixels);
    }

    /// <summary>Sky positions of some alerts, valid until this is asked for others.</summary>
    public OrtValue SkyPositions(int start, int count)
    {
        stamps.CopySkyPositions(start, count, _positions);
        return Wrap(_positions.AsMemory(0, count * PositionLength), count, PositionLength);
    }

    private static OrtValue Wrap(Memory<float> values, params long[] shape) =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, shape);
}
