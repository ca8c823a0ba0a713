using System.Diagnostics;
using System.Globalization;
using StampSpec.Learning.Networks;

namespace StampSpec.Benchmarks.Learning;

/// <summary>PyTorch running the same network in a process of its own, which works only while it is asked.</summary>
internal sealed class TorchPeer : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly Process _process;

    public TorchPeer(NetworkPlan plan, int batch, int threads)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Peers", "torch_classifier.py");
        var stack = plan.Stacks.Single();
        var side = plan.Shapes[0].Pixels;
        var settings = plan.Settings;
        string[] numbers =
        [
            .. new[] { stack.Channels, side, settings.PoolingsFor(side), batch, settings.Dense }.Select(n =>
                n.ToString(CultureInfo.InvariantCulture)
            ),
            settings.Dropout.ToString(CultureInfo.InvariantCulture),
            threads.ToString(CultureInfo.InvariantCulture),
            string.Join(',', settings.Widths),
        ];
        var start = new ProcessStartInfo(Python, [script, .. numbers]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{Python} did not start");
        ParameterLength = int.Parse(ReadLine().Split(' ')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Trainable numbers of the network.</summary>
    public int ParameterLength { get; }

    /// <summary>Wall and processor seconds for a number of training steps (<c>train</c>) or batches of eight views
    /// (<c>score</c>).</summary>
    public (double Wall, double Processor) Time(string kind, int count)
    {
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind} {count}"));
        _process.StandardInput.Flush();
        var seconds = ReadLine().Split(' ');
        return (double.Parse(seconds[0], CultureInfo.InvariantCulture), double.Parse(seconds[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string ReadLine() =>
        _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the PyTorch process ended; is python3-torch installed?");
}
