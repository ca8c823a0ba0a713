using System.Diagnostics;
using System.Globalization;
using StampSpec.Learning.Networks;

namespace StampSpec.Benchmarks.Learning;

/// <summary>
/// libtorch running the same network in a process of its own, which works only while it is asked. It is started as <c>PEER CHANNELS SIDE
/// POOLINGS BATCH DENSE DROPOUT THREADS WIDTHS nhwc</c>, says how many parameters it has, reads <c>train N</c> or <c>score N</c>, and
/// answers with N pairs of wall and processor seconds.
/// </summary>
internal sealed class TorchPeer : IDisposable
{
    private readonly Process _process;

    public TorchPeer(string program, NetworkPlan plan, int batch, int threads)
    {
        var side = plan.Shapes[0].Pixels;
        var settings = plan.Settings;
        int[] numbers = [plan.Stacks.Single().Channels, side, settings.PoolingsFor(side), batch, settings.Dense];
        string[] arguments =
        [
            .. numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)),
            settings.Dropout.ToString(CultureInfo.InvariantCulture),
            threads.ToString(CultureInfo.InvariantCulture),
            string.Join(',', settings.Widths),
            "nhwc",
        ];
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var parameters = int.Parse(ReadLine().Split(' ')[1], CultureInfo.InvariantCulture);
        if (parameters != plan.ParameterLength)
        {
            throw new InvalidOperationException($"the networks differ: {plan.ParameterLength} parameters here, {parameters} in the peer");
        }
    }

    /// <summary>Wall seconds of each of some training steps (<c>train</c>) or batches of eight views (<c>score</c>).</summary>
    public double[] Time(string kind, int count)
    {
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind} {count}"));
        _process.StandardInput.Flush();
        var seconds = ReadLine().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. seconds.Where((_, i) => i % 2 == 0).Select(s => double.Parse(s, CultureInfo.InvariantCulture))];
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string ReadLine() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the peer ended");
}
