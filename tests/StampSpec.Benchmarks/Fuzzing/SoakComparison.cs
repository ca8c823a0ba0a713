using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Pipes;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Sky.Packets;
using StampSpec.Tests.Fuzzing.Engine;

namespace StampSpec.Benchmarks.Fuzzing;

/// <summary>
/// Streams an archive of synthetic alerts, drawn once and repeated, into <c>classify MODEL -</c> and samples the memory of the process,
/// which must not grow with the number of alerts. Before and after, the same stream is only read, in this process, so that the ratio of the
/// rates says what preparing, scoring and writing cost beside ingestion.
/// </summary>
internal sealed class SoakComparison : IComparison
{
    private const int DrawnAlerts = 500;
    private const int Samples = 40;
    private const int MostIngested = 20_000;

    public string Name => "soak";

    public string Description =>
        "memory and speed of classify over a long stream of synthetic alerts, beside reading them alone: STAMPSPEC [ALERTS]";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var alerts = arguments.Count > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 200_000;
        var folder = Directory.CreateTempSubdirectory("stampspec-soak-").FullName;
        var model = Path.Combine(folder, "model.onnx");
        File.WriteAllBytes(model, ModelTargets.Model());
        byte[][] packets =
        [
            .. SyntheticSurvey.Generate(new SurveySettings(), DrawnAlerts, new Seed(1)).Select(drawn => Packet(drawn.Alert)),
        ];
        var ingested = Math.Min(alerts, MostIngested);
        Ingest(packets, DrawnAlerts);
        var before = Ingest(packets, ingested);
        var isComplete = Classify(arguments[0], model, packets, alerts, output, out var classified);
        var after = Ingest(packets, ingested);
        Directory.Delete(folder, recursive: true);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"ingestion alone, {ingested} alerts: {before:F0} alerts a second before and {after:F0} after; "
                    + $"classify reaches {classified / ((before + after) / 2):F2} of it"
            )
        );
        return isComplete ? 0 : 1;
    }

    private static bool Classify(string command, string model, byte[][] packets, int alerts, TextWriter output, out double perSecond)
    {
        var table = Path.ChangeExtension(model, ".csv");
        var watch = Stopwatch.StartNew();
        var start = new ProcessStartInfo(command, ["classify", model, "-", "--out", table])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        using var classify = Process.Start(start)!;
        var said = classify.StandardError.ReadToEndAsync();
        var memory = new List<(int, double, double)>();
        Feed(classify.StandardInput.BaseStream, packets, alerts, done =>
            memory.Add((done, Status(classify.Id, "VmRSS:"), Status(classify.Id, "VmHWM:")))
        );
        classify.WaitForExit();
        perSecond = alerts / watch.Elapsed.TotalSeconds;
        var rows = File.ReadLines(table).Count() - 1;
        Report(memory, output);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"exit code {classify.ExitCode}, {rows} rows, {watch.Elapsed.TotalSeconds:F0} s, {perSecond:F0} alerts a second; "
                    + $"{said.Result.Trim()}"
            )
        );
        return classify.ExitCode == 0 && rows == alerts;
    }

    /// <summary>Alerts a second of reading the same stream from a pipe, as classify reads it, and nothing else.</summary>
    private static double Ingest(byte[][] packets, int alerts)
    {
        var watch = Stopwatch.StartNew();
        using var server = new AnonymousPipeServerStream(PipeDirection.Out);
        using var client = new AnonymousPipeClientStream(PipeDirection.In, server.ClientSafePipeHandle);
        var feeding = Task.Run(() => Feed(server, packets, alerts, _ => { }));
        var read = AlertStream.Read(client, "pipe", AlertReadingOptions.Default).Count(r => r.Alert is not null);
        feeding.Wait();
        return read == alerts
            ? alerts / watch.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"{read} of {alerts} alerts were read");
    }

    private static byte[] Packet(Alert alert)
    {
        using var stream = new MemoryStream();
        SyntheticPacket.Write(alert, stream);
        return stream.ToArray();
    }

    private static void Feed(Stream target, byte[][] packets, int alerts, Action<int> sample)
    {
        using var archive = new TarWriter(target, TarEntryFormat.Ustar);
        for (var i = 1; i <= alerts; i++)
        {
            archive.WriteEntry(
                new UstarTarEntry(TarEntryType.RegularFile, string.Create(CultureInfo.InvariantCulture, $"{i}.avro"))
                {
                    DataStream = new MemoryStream(packets[i % packets.Length]),
                }
            );
            if (i % Math.Max(1, alerts / Samples) == 0)
            {
                sample(i);
            }
        }
    }

    // Linux states resident memory in kB.
    private static double Status(int process, string key) =>
        File.ReadLines($"/proc/{process}/status")
            .Where(line => line.StartsWith(key, StringComparison.Ordinal))
            .Select(line =>
                double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024
            )
            .First();

    private static void Report(List<(int Alerts, double MemoryMiB, double PeakMiB)> memory, TextWriter output)
    {
        var settled = memory[(memory.Count / 4)..];
        var (meanAlerts, meanMemory) = (settled.Average(m => m.Alerts), settled.Average(m => m.MemoryMiB));
        var slope =
            settled.Sum(m => (m.Alerts - meanAlerts) * (m.MemoryMiB - meanMemory))
            / settled.Sum(m => (m.Alerts - meanAlerts) * (m.Alerts - meanAlerts));
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"after {memory[0].Alerts} alerts {memory[0].MemoryMiB:F0} MiB; from {settled[0].Alerts} on "
                    + $"{settled.Min(m => m.MemoryMiB):F0} to {settled.Max(m => m.MemoryMiB):F0} MiB, mean {meanMemory:F0}; "
                    + $"slope {slope * 1e5:F1} MiB in 100,000 alerts; peak {memory[^1].PeakMiB:F0} MiB"
            )
        );
    }
}
