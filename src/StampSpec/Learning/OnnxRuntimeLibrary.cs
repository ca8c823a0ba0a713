using Microsoft.ML.OnnxRuntime;
using StampSpec.Diagnostics;

namespace StampSpec.Learning;

/// <summary>The native ONNX Runtime beside the program.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Providers">What it can compute with, fastest first, as ONNX Runtime names them.</param>
/// <param name="ReportsToVendor">Whether its telemetry is on; false unless the switch that turns it off could not be set.</param>
public sealed record OnnxRuntimeLibrary(string Version, IReadOnlyList<string> Providers, bool ReportsToVendor)
{
    private static readonly Lazy<OrtEnv> Started = new(Start);

    /// <summary>The library's environment, the same for all sessions of the process.</summary>
    internal static OrtEnv Environment => Started.Value;

    /// <summary>Loads the library.</summary>
    /// <exception cref="DllNotFoundException">There is none for this platform, or it lacks something that it needs.</exception>
    public static OnnxRuntimeLibrary Load()
    {
        try
        {
            return new OnnxRuntimeLibrary(Environment.GetVersionString(), Environment.GetAvailableProviders(), !OnnxRuntimeTelemetry.IsOff);
        }
        catch (TypeInitializationException failure) when (failure.GetBaseException() is DllNotFoundException absent)
        {
            throw new DllNotFoundException(absent.Message.Split('\n')[0], failure);
        }
    }

    /// <summary>
    /// Why sessions on a device are impossible here; null if they are possible. A device other than the processor is tried, once a process.
    /// </summary>
    public static Diagnostic? ProblemOf(ExecutionDevice device) => device == ExecutionDevice.Cuda ? SessionFactory.CudaProblem : null;

    /// <summary>Makes sure of a device before any work starts.</summary>
    /// <exception cref="InvalidInputException">Sessions on the device are impossible here.</exception>
    public static void Require(ExecutionDevice device)
    {
        if (ProblemOf(device) is { } problem)
        {
            throw new InvalidInputException(problem);
        }
    }

    private static OrtEnv Start()
    {
        var environment = OrtEnv.Instance();
        environment.DisableTelemetryEvents();
        return environment;
    }
}
