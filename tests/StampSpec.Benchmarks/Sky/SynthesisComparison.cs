using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;

namespace StampSpec.Benchmarks.Sky;

/// <summary>Alerts a second of the synthetic survey, of packing them as packets, and of gzipping the same cutouts alone, alternating on all
/// cores.</summary>
internal sealed class SynthesisComparison : IComparison
{
    private const int Alerts = 400;
    private const int Rounds = 5;

    public string Name => "synthesis";

    public string Description => "synthetic alerts a second against gzip of the same cutouts; [ROUNDS]";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var rounds = arguments.Count > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : Rounds;
        var alerts = Draw(0);
        Pack(alerts);
        output.WriteLine("round,drawn/s,packed/s,gzipped/s,drawn:gzipped,(drawn+packed):gzipped,drawn+packed per processor second");
        for (var round = 1; round <= rounds; round++)
        {
            var before = ProcessorSeconds();
            var drawn = Seconds(() => alerts = Draw(round));
            var packed = Seconds(() => Pack(alerts));
            var processor = ProcessorSeconds() - before;
            var gzipped = Seconds(() => Parallel.ForEach(alerts, Gzip));
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{round},{Alerts / drawn:F0},{Alerts / packed:F0},{Alerts / gzipped:F0},{drawn / gzipped:F2},"
                        + $"{(drawn + packed) / gzipped:F2},{Alerts / processor:F0}"
                )
            );
        }

        return 0;
    }

    private static Alert[] Draw(int round) =>
        [.. SyntheticSurvey.Generate(new SurveySettings { Mix = ClassMix.Balanced }, Alerts, new Seed((ulong)round)).Select(a => a.Alert)];

    private static void Pack(Alert[] alerts) => Parallel.ForEach(alerts, alert =>
        {
            using var stream = new MemoryStream();
            SyntheticPacket.Write(alert, stream);
        });

    private static void Gzip(Alert alert)
    {
        foreach (var kind in Enum.GetValues<CutoutKind>())
        {
            using var stream = new MemoryStream();
            using var gzip = new GZipStream(stream, CompressionLevel.Optimal);
            gzip.Write(MemoryMarshal.AsBytes(alert[kind].Flux.Pixels));
        }
    }

    private static double ProcessorSeconds() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    private static double Seconds(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalSeconds;
    }
}
