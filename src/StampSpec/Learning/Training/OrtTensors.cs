using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace StampSpec.Learning.Training;

/// <summary>Tensors in ONNX Runtime's memory.</summary>
internal static class OrtTensors
{
    /// <summary>A tensor of floats, zero at first.</summary>
    public static OrtValue Allocate(params long[] shape)
    {
        var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, shape);
        value.GetTensorMutableDataAsSpan<float>().Clear();
        return value;
    }
}
