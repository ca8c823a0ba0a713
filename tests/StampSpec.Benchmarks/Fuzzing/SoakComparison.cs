using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Sky.Packets;
using StampSpec.Tests.Fuzzing.Engine;

namespace StampSpec.Benchmarks.Fuzzing;

/// <summary>
/// Streams an archive of synthetic alerts, drawn once and repeated, into <c>classify MODEL -</c> and samples the memory of the process,
/// which must not grow with the number of alerts.
/// </summary>
internal sealed class SoakComparison : IComparison
{
    private const int DrawnAlerts = 500;
    private const int Samples = 40;

    public string Name => "soak";

    public string Description => "memory of classify over a long stream of synthetic alerts: STAMPSPEC [ALERTS]";

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
        var watch = Stopwatch.StartNew();
        var start = new ProcessStartInfo(arguments[0], ["classify", model, "-", "--out", Path.Combine(folder, "out.csv")])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        using var classify = Process.Start(start)!;
        var said = classify.StandardError.ReadToEndAsync();
        var memory = Feed(classify, packets, alerts);
        classify.WaitForExit();
        var rows = File.ReadLines(Path.Combine(folder, "out.csv")).Count() - 1;
        Directory.Delete(folder, recursive: true);
        Report(memory, output);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"exit code {classify.ExitCode}, {rows} rows, {watch.Elapsed.TotalSeconds:F0} s, "
                    + $"{alerts / watch.Elapsed.TotalSeconds:F0} alerts a second; {said.Result.Trim()}"
            )
        );
        return classify.ExitCode == 0 && rows == alerts ? 0 : 1;
    }

    private static byte[] Packet(Alert alert)
    {
        using var stream = new MemoryStream();
        SyntheticPacket.Write(alert, stream);
        return stream.ToArray();
    }

    private static List<(int Alerts, double MemoryMiB, double PeakMiB)> Feed(Process classify, byte[][] packets, int alerts)
    {
        var memory = new List<(int, double, double)>();
        using (var archive = new TarWriter(classify.StandardInput.BaseStream, TarEntryFormat.Ustar))
        {
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
                    memory.Add((i, Status(classify.Id, "VmRSS:"), Status(classify.Id, "VmHWM:")));
                }
            }
        }

        return memory;
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
