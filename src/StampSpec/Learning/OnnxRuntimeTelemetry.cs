using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StampSpec.Learning;

/// <summary>
/// Keeps ONNX Runtime from reporting to its vendor, which its official builds do on every system (Privacy.md in its package): they keep an
/// identifier of the device and a queue of events below the home folder and send them over HTTPS. The switch is an environment variable
/// that the library reads once, when it starts.
/// </summary>
internal static partial class OnnxRuntimeTelemetry
{
    private const string Switch = "ORT_DISABLE_TELEMETRY";

    /// <summary>True if the native environment of this process has the switch.</summary>
    public static bool IsOff =>
        (OperatingSystem.IsWindows() ? Environment.GetEnvironmentVariable(Switch) : Marshal.PtrToStringUTF8(Read(Switch))) == "1";

    /// <summary>
    /// Sets the switch when this library is loaded: before any of its code, with any session, tensor or option, can load ONNX Runtime. On
    /// Unix .NET changes only its own copy of the environment, which native code does not see, so the C library is asked.
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
