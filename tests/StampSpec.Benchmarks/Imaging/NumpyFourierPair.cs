using System.Diagnostics;
using System.Globalization;

namespace StampSpec.Benchmarks.Imaging;

/// <summary>The same pair by numpy (pocketfft), in a process that waits between rounds.</summary>
internal sealed class NumpyFourierPair : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import sys, time
        import numpy
        pixels = int(sys.argv[1])
        image = numpy.random.default_rng(1).normal(size=(pixels, pixels))
        for line in sys.stdin:
            count = int(line)
            start = time.perf_counter()
            for _ in range(count):
                numpy.fft.irfft2(numpy.fft.rfft2(image))
            print((time.perf_counter() - start) / count, flush=True)
        """;

    private readonly Process _process;

    private NumpyFourierPair(Process process)
    {
        _process = process;
    }

    /// <summary>Starts the process; null where Python or numpy is not installed.</summary>
    public static NumpyFourierPair? Start(int pixels)
    {
        if (!File.Exists(Python))
        {
            return null;
        }

        var start = new ProcessStartInfo(Python, ["-c", Script, pixels.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var pair = new NumpyFourierPair(Process.Start(start) ?? throw new InvalidOperationException($"{Python} did not start"));
        return pair.Seconds(1) is null ? null : pair;
    }

    /// <summary>Mean seconds of one pair; null where the process has ended.</summary>
    public double? Seconds(int count)
    {
        try
        {
            _process.StandardInput.WriteLine(count.ToString(CultureInfo.InvariantCulture));
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            return null;
        }

        return _process.StandardOutput.ReadLine() is { } line ? double.Parse(line, CultureInfo.InvariantCulture) : null;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
