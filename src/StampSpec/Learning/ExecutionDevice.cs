namespace StampSpec.Learning;

/// <summary>Where ONNX Runtime computes.</summary>
public enum ExecutionDevice
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU, where ONNX Runtime's CUDA provider library is installed.</summary>
    Cuda,
}
