using System.Diagnostics;
using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Formats.Avro;
using StampSpec.Tests.Alerts;

namespace StampSpec.Benchmarks.Alerts;

/// <summary>
/// A Parquet table of ZTF alerts, all columns and cutouts inside, beside the same alerts as packets, one file for each.
/// </summary>
internal sealed class ParquetComparison : IComparison
{
    private const int Rounds = 9;
    private const int RowsOfGroup = 200;
    private const int Most = 1000;

    public string Name => "parquet";

    public string Description => "ZTF alerts from a Parquet table beside the same packets: [FOLDER], ../shared/data/ztf by default";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var source = arguments.Count > 0 ? arguments[0] : Path.Combine("..", "shared", "data", "ztf");
        var folder = Directory.CreateTempSubdirectory("stampspec-parquet-");
        try
        {
            var (packets, table) = (Path.Combine(folder.FullName, "packets"), Path.Combine(folder.FullName, "alerts.parquet"));
            var count = Prepare(source, packets, table);
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count} alerts, {new FileInfo(table).Length} bytes of Parquet, {Rounds} alternating rounds"
                )
            );
            output.WriteLine("threads  Parquet alerts/s  Avro alerts/s  Parquet time / Avro time (range)  processor time / Avro's (range)");
            foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
            {
                Compare(packets, table, count, threads, output);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static void Compare(string packets, string table, int count, int threads, TextWriter output)
    {
        Read(packets, threads);
        Read(table, threads);
        var times = Enumerable.Range(0, Rounds).Select(_ => (Avro: Read(packets, threads), Parquet: Read(table, threads))).ToArray();
        var (parquet, avro) = (count / Median(times.Select(t => t.Parquet.Wall)), count / Median(times.Select(t => t.Avro.Wall)));
        var wall = Spread(times.Select(t => t.Parquet.Wall / t.Avro.Wall));
        var processor = Spread(times.Select(t => t.Parquet.Processor / t.Avro.Processor));
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{threads, 7}{parquet, 18:F0}{avro, 15:F0}{wall, 34}{processor, 38}")
        );
    }

    /// <summary>Copies the packets of the most common schema, and writes them as a table too.</summary>
    private static int Prepare(string source, string packets, string table)
    {
        Directory.CreateDirectory(packets);
        var common = Directory
            .GetFiles(source, "*.avro")
            .Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Record: RecordOf(path)))
            .GroupBy(packet => packet.Record.Schema)
            .MaxBy(group => group.Count())!
            .Take(Most)
            .ToArray();
        foreach (var (path, _) in common)
        {
            File.Copy(path, Path.Combine(packets, Path.GetFileName(path)));
        }

        File.WriteAllBytes(table, ParquetFile.Of([.. common.Select(packet => packet.Record).Chunk(RowsOfGroup)]));
        return common.Length;
    }

    private static AvroRecord RecordOf(string path)
    {
        using var stream = File.OpenRead(path);
        using var container = new AvroContainerReader(stream);
        return (AvroRecord)container.ReadAll().First()!;
    }

    /// <summary>Seconds on the clock, and of processors; the latter says more where other programs run beside.</summary>
    private static (double Wall, double Processor) Read(string path, int threads)
    {
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        foreach (var reading in AlertFiles.Read([path], new AlertReadingOptions { Parallelism = threads }))
        {
            _ = reading.Alert ?? throw new InvalidOperationException(reading.Problem!.ToString());
        }

        return (Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }

    private static string Spread(IEnumerable<double> ratios)
    {
        var sorted = ratios.Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{Median(sorted):F2} ({sorted[0]:F2} to {sorted[^1]:F2})");
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToArray()[Rounds / 2];
}
