using System.Diagnostics;
using StampSpec.Tests.Studies;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Installation;

/// <summary>
/// ONNX Runtime tells its vendor of every process unless it is stopped: it keeps an identifier of the device and a queue of events below
/// HOME and a file below TMPDIR, and begins to send about 10 s after it was loaded. These tests see each of the three if it is not stopped.
/// </summary>
public sealed class TelemetryTests : IDisposable
{
    /// <summary>1.5 times the time that the library waits before it looks up its vendor's host name.</summary>
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(15);

    private readonly TemporaryFolder _folder = new();

    public TelemetryTests()
    {
        Directory.CreateDirectory(_folder["home"]);
        Directory.CreateDirectory(_folder["temporary"]);
        File.WriteAllText(_folder["study.yaml"], TinyStudy.Spec);
    }

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Home_and_the_folder_for_temporary_files_stay_empty()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows keeps its folders elsewhere than in HOME and TMPDIR");
        string[] doctor = ["doctor", "--out", _folder["out"]];
        foreach (var arguments in new[] { doctor, Study, Synthesis, Classification(_folder["survey", "alerts"]) })
        {
            var result = InstalledCommand.Run(Command(arguments), []);
            Assert.True(result.ExitCode == 0, result.Output + result.Error);
            Assert.Empty(Left());
        }
    }

    [SkippableFact]
    public void No_host_is_contacted_nor_its_name_looked_up_while_a_model_waits_for_alerts()
    {
        var strace = InstalledProgram.Find("strace");
        Assert.Equal(0, CommandLine.Run(Study).ExitCode);
        Assert.Equal(0, CommandLine.Run(Synthesis).ExitCode);
        using var process = Process.Start(Traced(strace, Command(Classification("-"))))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.WaitForExit(Watched);
        process.StandardInput.BaseStream.Write(File.ReadAllBytes(Directory.GetFiles(_folder["survey", "alerts"])[0]));
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output.Result + error.Result);
        var calls = File.ReadAllLines(_folder["trace"]);
        Assert.Contains(calls, call => call.Contains("socket(", StringComparison.Ordinal));
        Assert.DoesNotContain(calls, call => call.Contains("sa_family=AF_INET", StringComparison.Ordinal));
    }

    private string[] Study => ["study", _folder["study.yaml"], "--out", _folder["study"]];

    private string[] Synthesis => ["synthesize", "--alerts", "2", "--seed", "1", "--out", _folder["survey"]];

    private string[] Classification(string alerts) => ["classify", _folder["study", "models", "ztf-cropped-run-1.onnx"], alerts];

    private ProcessStartInfo Command(string[] arguments)
    {
        var start = InstalledCommand.Start(arguments);
        (start.Environment["HOME"], start.Environment["TMPDIR"]) = (_folder["home"], _folder["temporary"]);
        foreach (var variable in new[] { "ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME" })
        {
            start.Environment.Remove(variable);
        }

        return start;
    }

    /// <summary>
    /// Runs the same and records every call that looks up or contacts a host, in this process and in all processes that it starts.
    /// </summary>
    private ProcessStartInfo Traced(string strace, ProcessStartInfo start)
    {
        string[] trace = ["-f", "-qq", "-e", "trace=socket,bind,connect,sendto,sendmsg,sendmmsg", "-o", _folder["trace"], start.FileName];
        foreach (var argument in trace.Reverse())
        {
            start.ArgumentList.Insert(0, argument);
        }

        start.FileName = strace;
        return start;
    }

    private IEnumerable<string> Left() => new[] { "home", "temporary" }.SelectMany(f => Directory.GetFileSystemEntries(_folder[f]));
}
