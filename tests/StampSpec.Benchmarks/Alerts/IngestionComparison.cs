using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Formats.Avro;

namespace StampSpec.Benchmarks.Alerts;

/// <summary>A folder of ZTF packets to float tensors, beside inflating the same packets' cutouts, already in memory, and nothing
/// else.</summary>
internal sealed class IngestionComparison : IComparison
{
    private const int Rounds = 9;
    private const int CutoutPixels = 63 * 63;
    private const int CutoutsPerAlert = 3;

    public string Name => "ingestion";

    public string Description => "ZTF packets to tensors beside inflating their cutouts alone: [FOLDER], ../shared/data/ztf by default";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var folder = arguments.Count > 0 ? arguments[0] : Path.Combine("..", "shared", "data", "ztf");
        var stamps = Directory.GetFiles(folder, "*.avro").SelectMany(StampsOf).ToArray();
        var alerts = stamps.Length / CutoutsPerAlert;
        var tensor = new float[stamps.Length * CutoutPixels];
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{alerts} alerts, {stamps.Sum(s => (long)s.Length)} bytes of gzipped cutouts, {Rounds} alternating rounds"
            )
        );
        output.WriteLine(
            "threads  ingestion alerts/s  inflate alerts/s  ingestion time / inflate time (range)  processor time / inflate's (range)"
        );
        foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            Inflate(stamps, threads);
            Ingest(folder, tensor, threads);
            var processor = new List<double>();
            var times = new List<(double Ours, double Inflate)>();
            for (var round = 0; round < Rounds; round++)
            {
                var inflate = Timed(() => Inflate(stamps, threads));
                var ours = Timed(() => Ingest(folder, tensor, threads));
                times.Add((ours.Wall, inflate.Wall));
                processor.Add(ours.Processor / inflate.Processor);
            }

            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{threads, 7}{alerts / Median(times.Select(t => t.Ours)), 20:F0}"
                        + $"{alerts / Median(times.Select(t => t.Inflate)), 18:F0}{Spread(times.Select(t => t.Ours / t.Inflate)), 39}"
                        + $"{Spread(processor), 38}"
                )
            );
        }

        return 0;
    }

    private static void Ingest(string folder, Span<float> tensor, int threads)
    {
        var written = 0;
        foreach (var reading in AlertFiles.Read([folder], new AlertReadingOptions { Parallelism = threads }))
        {
            var alert = reading.Alert ?? throw new InvalidOperationException(reading.Problem!.ToString());
            foreach (var cutout in new[] { alert[CutoutKind.Science], alert[CutoutKind.Template], alert[CutoutKind.Difference] })
            {
                cutout.Flux.Pixels.CopyTo(tensor[written..]);
                written += CutoutPixels;
            }
        }
    }

    private static void Inflate(byte[][] stamps, int threads) =>
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, worker =>
        {
            var expanded = new byte[2 * CutoutPixels * sizeof(float)];
            for (var i = worker; i < stamps.Length; i += threads)
            {
                using var gzip = new GZipStream(new MemoryStream(stamps[i]), CompressionMode.Decompress);
                gzip.ReadAtLeast(expanded, expanded.Length, throwOnEndOfStream: false);
            }
        });

    /// <summary>Seconds on the clock, and of processors; the latter says more where other programs run beside.</summary>
    private static (double Wall, double Processor) Timed(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        var processor = Environment.CpuUsage.TotalTime;
        action();
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }

    private static string Spread(IEnumerable<double> ratios)
    {
        var sorted = ratios.Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{Median(sorted):F2} ({sorted[0]:F2} to {sorted[^1]:F2})");
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    private static IEnumerable<byte[]> StampsOf(string path)
    {
        using var stream = File.OpenRead(path);
        using var container = new AvroContainerReader(stream);
        foreach (var packet in container.ReadAll().Cast<AvroRecord>().ToArray())
        {
            foreach (var kind in new[] { "cutoutScience", "cutoutTemplate", "cutoutDifference" })
            {
                yield return (byte[])((AvroRecord)packet[kind]!)["stampData"]!;
            }
        }
    }
}
