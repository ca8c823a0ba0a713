using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using StampSpec.Common;

namespace StampSpec.Learning.Onnx;

/// <summary>The native ONNX Runtime library that comes with the program.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Providers">ONNX Runtime's names of the execution providers that it contains, fastest first.</param>
/// <param name="ReportsToVendor">Whether its telemetry is on; true only if the switch that turns it off could not be set.</param>
public sealed record OnnxRuntimeLibrary(string Version, IReadOnlyList<string> Providers, bool ReportsToVendor)
{
    private static readonly Lazy<OrtEnv> Started = new(Start);

    /// <summary>The library's environment, the same for all sessions of the process.</summary>
    internal static OrtEnv Environment => Started.Value;

    /// <summary>Loads the library.</summary>
    /// <exception cref="DllNotFoundException">
    /// There is no library for this platform, or a library that it depends on is missing.
    /// </exception>
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
    /// The reason why a device cannot be used on this machine; null if it can. A device other than the processor is tested once for each
    /// process.
    /// </summary>
    public static Diagnostic? ProblemOf(ExecutionDevice device) => device == ExecutionDevice.Cuda ? SessionFactory.CudaProblem : null;

    /// <summary>Checks before any work starts that a device can be used.</summary>
    /// <exception cref="InvalidInputException">The device cannot be used on this machine.</exception>
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

/// <summary>
/// Turns off the reports of ONNX Runtime to its vendor. Its official builds send them on every system (Privacy.md in its package): they
/// keep an identifier of the device and a queue of events below the home folder and send them over HTTPS. The switch is an environment
/// variable that the library reads once, when it starts.
/// </summary>
internal static partial class OnnxRuntimeTelemetry
{
    private const string Switch = "ORT_DISABLE_TELEMETRY";

    /// <summary>True if the switch is set in the native environment of this process.</summary>
    public static bool IsOff =>
        (OperatingSystem.IsWindows() ? Environment.GetEnvironmentVariable(Switch) : Marshal.PtrToStringUTF8(Read(Switch))) == "1";

    /// <summary>
    /// Sets the switch when this library is loaded, before any session, tensor or option can load ONNX Runtime. On Unix .NET changes only
    /// its own copy of the environment, which native code does not see, so this calls the C library.
    /// </summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Nothing later is early enough: a tensor, too, loads the native library.")]
    internal static void TurnOff()
    {
        if (OperatingSystem.IsWindows())
        {
            Environment.SetEnvironmentVariable(Switch, "1");
        }
        else
        {
            _ = Write(Switch, "1", overwrite: 1);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Write(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Read(string name);
}
