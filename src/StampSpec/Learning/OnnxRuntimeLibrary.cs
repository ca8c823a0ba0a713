using Microsoft.ML.OnnxRuntime;

namespace StampSpec.Learning;

/// <summary>The native ONNX Runtime that stands beside the program.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Providers">What it can compute with, fastest first, as ONNX Runtime names them.</param>
public sealed record OnnxRuntimeLibrary(string Version, IReadOnlyList<string> Providers)
{
    /// <summary>Loads the library.</summary>
    /// <exception cref="DllNotFoundException">There is none for this platform, or it lacks something that it needs.</exception>
    public static OnnxRuntimeLibrary Load()
    {
        try
        {
            var environment = OrtEnv.Instance();
            return new OnnxRuntimeLibrary(environment.GetVersionString(), environment.GetAvailableProviders());
        }
        catch (TypeInitializationException failure) when (failure.GetBaseException() is DllNotFoundException absent)
        {
            throw new DllNotFoundException(absent.Message.Split('\n')[0], failure);
        }
    }
}
