using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using StampSpec.Common;
using StampSpec.Learning.Graphs;

namespace StampSpec.Learning.Onnx;

/// <summary>Opens every session of ONNX Runtime. No other class knows its options and devices.</summary>
internal static class SessionFactory
{
    private const string CudaProvider = "CUDAExecutionProvider";

    private static readonly Lazy<Diagnostic?> TriedCuda = new(TryCuda);

    /// <summary>The reason why CUDA cannot be used on this machine; null if a test session can use it.</summary>
    public static Diagnostic? CudaProblem => TriedCuda.Value;

    /// <summary>Opens a model.</summary>
    /// <param name="model">The content of an ONNX file.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="threads">Threads inside one operator, at least 1.</param>
    /// <exception cref="InvalidInputException">The device cannot be used on this machine.</exception>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime does not accept the model.</exception>
    public static InferenceSession Open(byte[] model, ExecutionDevice device, int threads)
    {
        OnnxRuntimeLibrary.Require(device);
        return OpenUnchecked(model, device, threads);
    }

    private static InferenceSession OpenUnchecked(byte[] model, ExecutionDevice device, int threads)
    {
        _ = OnnxRuntimeLibrary.Environment;
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        if (device == ExecutionDevice.Cuda)
        {
            options.AppendExecutionProvider_CUDA();
        }

        return new InferenceSession(model, options);
    }

    /// <summary>
    /// The library may contain the provider although the machine has no GPU, no driver or another version of CUDA. Only a session shows it.
    /// </summary>
    private static Diagnostic? TryCuda()
    {
        if (!OnnxRuntimeLibrary.Environment.GetAvailableProviders().Contains(CudaProvider))
        {
            return Diagnostic.Error(
                "learning.device",
                "the ONNX Runtime of this build has no CUDA provider",
                fix: "compute with --device cpu, or build StampSpec for Linux x64 with -p:OnnxRuntimeGpu=true"
            );
        }

        var graph = new Graph();
        var number = graph.Input("number", 1);
        var model = OnnxModelWriter.Write(graph, new Dictionary<string, Tensor> { ["same"] = number }).ToByteArray();
        try
        {
            OpenUnchecked(model, ExecutionDevice.Cuda, threads: 1).Dispose();
            return null;
        }
        catch (OnnxRuntimeException failure)
        {
            return Diagnostic.Error(
                "learning.device",
                $"CUDA cannot be used on this machine: {failure.Message.Split('\n')[0]}",
                fix: "compute with --device cpu, or install an NVIDIA driver, CUDA 13 and cuDNN 9"
            );
        }
    }
}
