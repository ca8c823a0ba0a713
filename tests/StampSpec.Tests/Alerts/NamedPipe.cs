using System.Diagnostics;

namespace StampSpec.Tests.Alerts;

/// <summary>A named pipe through which another process sends a file, once. Skips the test, visibly, where there are none.</summary>
internal sealed class NamedPipe : IDisposable
{
    private readonly Process _sender;

    public NamedPipe(string pipe, string file)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "named pipes stand in the file system on Unix");
        _sender = Process.Start("/bin/sh", ["-c", $"mkfifo '{pipe}' && cat '{file}' > '{pipe}'"]);
        SpinWait.SpinUntil(() => File.Exists(pipe), TimeSpan.FromSeconds(10));
    }

    public void Dispose()
    {
        _sender.WaitForExit();
        _sender.Dispose();
    }
}
