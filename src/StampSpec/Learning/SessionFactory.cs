using Microsoft.ML.OnnxRuntime;
using StampSpec.Diagnostics;

namespace StampSpec.Learning;

/// <summary>Makes the options of ONNX Runtime sessions.</summary>
internal static class SessionFactory
{
    private const string CudaProvider = "CUDAExecutionProvider";

    /// <summary>Options for a device and a number of threads.</summary>
    /// <exception cref="InvalidInputException">The device's provider is not in this ONNX Runtime.</exception>
    public static SessionOptions CreateOptions(ExecutionDevice device, int threads)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        if (device == ExecutionDevice.Cuda)
        {
            AddCuda(options);
        }

        return options;
    }

    private static void AddCuda(SessionOptions options)
    {
        if (!OrtEnv.Instance().GetAvailableProviders().Contains(CudaProvider))
        {
            options.Dispose();
            throw new InvalidInputException(Diagnostic.Error(
                "learning.device",
                "this ONNX Runtime has no CUDA provider library") with
            { Fix = "use --device cpu, or install ONNX Runtime's GPU libraries beside the program" });
        }

        options.AppendExecutionProvider_CUDA();
    }
}
