using System.Diagnostics;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

/// <summary>
/// A named pipe through which another process sends a file once. The test is reported as skipped if the system has no named pipes.
/// </summary>
internal sealed class NamedPipe : IDisposable
{
    private readonly Process _sender;

    public NamedPipe(string pipe, string file)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "named pipes stand in the file system on Unix");
        var (make, send) = (InstalledProgram.Find("mkfifo"), InstalledProgram.Find("cat"));
        _sender = Process.Start("/bin/sh", ["-c", $"'{make}' '{pipe}' && '{send}' '{file}' > '{pipe}'"]);
        SpinWait.SpinUntil(() => File.Exists(pipe), TimeSpan.FromSeconds(10));
    }

    public void Dispose()
    {
        _sender.WaitForExit();
        _sender.Dispose();
    }
}
