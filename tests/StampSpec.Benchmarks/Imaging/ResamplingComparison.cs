using System.Diagnostics;
using System.Globalization;
using StampSpec.Common;
using StampSpec.Imaging.Psf;
using StampSpec.Imaging.Resampling;

namespace StampSpec.Benchmarks.Imaging;

/// <summary>A seeing-scaled resampling of 63 x 63 to 111 x 111 pixels on one core, beside one forward and one inverse real FFT of the
/// padded size.</summary>
internal sealed class ResamplingComparison : IComparison
{
    // 63 pixels and the reach of the kernel on both sides, rounded up to a size that suits FFTs.
    private const int PaddedPixels = 128;
    private const int Rounds = 15;
    private const int Repetitions = 100;

    public string Name => "resample";

    public string Description => "one 63 x 63 -> 111 x 111 seeing-scaled resampling beside a forward and an inverse real FFT of 128 x 128";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var plan = new ResamplingPlan(
            new PixelGrid(63, 63, 1.01),
            new MoffatPsf(2, 3.5),
            new PixelGrid(111, 111, 0.2),
            new MoffatPsf(0.8, 4.765)
        )
        {
            Dilation = 0.365,
        };
        var preparing = Stopwatch.GetTimestamp();
        var resampler = new Resampler(plan);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"kernel of one PSF pair and grid: {Stopwatch.GetElapsedTime(preparing).TotalMilliseconds:F1} ms, once"
            )
        );
        var (source, target) = (Noise(63 * 63), new double[111 * 111]);
        var pair = new RealFourierPair(PaddedPixels);
        using var numpy = NumpyFourierPair.Start(PaddedPixels);
        Seconds(() => resampler.Resample(source, target));
        Seconds(pair.Run);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Seconds(() => resampler.Resample(source, target));
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"allocated in each resampling: {(GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)Repetitions:F0} bytes"
            )
        );
        Compare(output, () => resampler.Resample(source, target), pair, numpy);
        Throughput(output, resampler, source);
        return 0;
    }

    private static void Compare(TextWriter output, Action resample, RealFourierPair pair, NumpyFourierPair? numpy)
    {
        var rounds = Enumerable
            .Range(0, Rounds)
            .Select(_ => (Ours: Seconds(resample), MathNet: Seconds(pair.Run), Numpy: numpy?.Seconds(Repetitions)))
            .ToArray();
        Line(output, "resampling", rounds.Select(r => r.Ours * 1e3), "ms");
        Line(output, "FFT pair, MathNet.Numerics", rounds.Select(r => r.MathNet * 1e3), "ms");
        Line(output, "resampling / FFT pair, MathNet", rounds.Select(r => r.Ours / r.MathNet), "");
        if (numpy is not null)
        {
            Line(output, "FFT pair, numpy", rounds.Select(r => r.Numpy!.Value * 1e3), "ms");
            Line(output, "resampling / FFT pair, numpy", rounds.Select(r => r.Ours / r.Numpy!.Value), "");
        }
    }

    private static void Throughput(TextWriter output, Resampler resampler, double[] source)
    {
        foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            const int stamps = 2000;
            var start = Stopwatch.GetTimestamp();
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, worker =>
            {
                var target = new double[111 * 111];
                for (var i = worker; i < stamps; i += threads)
                {
                    resampler.Resample(source, target);
                }
            });
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{threads} threads: {Stopwatch.GetElapsedTime(start).TotalMilliseconds / stamps:F3} ms for each stamp"
                )
            );
        }
    }

    private static void Line(TextWriter output, string what, IEnumerable<double> values, string unit)
    {
        var sorted = values.Order().ToArray();
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what, -32} {sorted[sorted.Length / 2]:F3} {unit} (range {sorted[0]:F3} to {sorted[^1]:F3})"
            )
        );
    }

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Repetitions; i++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / Repetitions;
    }

    private static double[] Noise(int length)
    {
        var random = new Seed(1).CreateSource();
        return [.. Enumerable.Range(0, length).Select(_ => random.NextNormal())];
    }
}
