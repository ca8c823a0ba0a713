using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using StampSpec.Common;
using StampSpec.Learning;
using StampSpec.Learning.Models;
using StampSpec.Learning.Networks;
using StampSpec.Learning.Training;

namespace StampSpec.Benchmarks.Learning;

/// <summary>
/// Training and scoring beside libtorch, in its fastest layout (channels last): the published networks, batches of 64 and 256, one and two
/// threads; scoring takes 64 alerts in eight views. Our training includes drawing and turning the stamps.
/// </summary>
internal sealed class LibtorchComparison : IComparison
{
    private const int ScoredAlerts = 64;

    /// <summary>A block takes at least about this long.</summary>
    private const double BlockSeconds = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public string Name => "libtorch";

    public string Description =>
        "training and scoring beside libtorch: PEER [CASE, such as train-full-64|all] [THREADS|all] [BLOCKS] [JSON]";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var peer = arguments[0];
        var wanted = arguments.ElementAtOrDefault(1) ?? "all";
        int[] threads = arguments.ElementAtOrDefault(2) is { } number and not "all"
            ? [int.Parse(number, CultureInfo.InvariantCulture)]
            : [1, 2];
        var blocks = int.Parse(arguments.ElementAtOrDefault(3) ?? "7", CultureInfo.InvariantCulture);
        output.WriteLine("case                      threads  ours, ms  libtorch, ms  ratio  (range)");
        var rows = new List<Row>();
        foreach (var network in BenchmarkNetwork.Published)
        {
            foreach (var count in threads)
            {
                rows.AddRange(Measure(network, peer, wanted, count, blocks, output));
            }
        }

        if (arguments.ElementAtOrDefault(4) is { } file)
        {
            File.WriteAllText(file, JsonSerializer.Serialize(rows, Json) + "\n");
        }

        return 0;
    }

    private static IEnumerable<Row> Measure(
        BenchmarkNetwork network,
        string peer,
        string wanted,
        int threads,
        int blocks,
        TextWriter output
    )
    {
        foreach (var batch in new[] { 64, 256 }.Where(b => IsWanted($"train-{network.Name}-{b}")))
        {
            yield return Row.Write($"train-{network.Name}-{batch}", threads, Train(network, peer, batch, threads, blocks), output);
        }

        if (IsWanted($"score-{network.Name}"))
        {
            yield return Row.Write($"score-{network.Name}", threads, Score(network, peer, threads, blocks), output);
        }

        bool IsWanted(string name) => wanted == "all" || name.StartsWith(wanted, StringComparison.Ordinal);
    }

    private static PairedTimes Train(BenchmarkNetwork network, string program, int batch, int threads, int blocks)
    {
        var plan = network.Plan;
        var training = new TrainingSettings
        {
            BatchSize = batch,
            Threads = threads,
            GradientNormLimit = null,
        };
        using var session = new TrainingSession(plan, training, ParameterInitialisation.Draw(plan.Parameters, new Seed(1)));
        var stepper = new TrainingStepper(session, new BatchComposer(plan, training, network.DrawStamps(200), new Seed(1)));
        using var peer = new TorchPeer(program, plan, batch, threads);
        return Timed(blocks, () => stepper.Step(), count => peer.Time("train", count));
    }

    private static PairedTimes Score(BenchmarkNetwork network, string program, int threads, int blocks)
    {
        var plan = network.Plan;
        var model = InferenceGraph.Build(plan, ParameterInitialisation.Draw(plan.Parameters, new Seed(1)), new float[6]).ToByteArray();
        using var session = ClassifierSession.Load(model, ExecutionDevice.Cpu, threads);
        using var peer = new TorchPeer(program, plan, ScoredAlerts, threads);
        var stamps = network.DrawStamps(ScoredAlerts).Stamps;
        return Timed(blocks, () => session.Score(stamps), count => peer.Time("score", count));
    }

    private static PairedTimes Timed(int blocks, Action ours, Func<int, double[]> peer)
    {
        ours();
        var once = Math.Max(1e-4, PairedTimes.Measure(1, 2, ours, peer).Ours[0]);
        return PairedTimes.Measure(blocks, Math.Clamp((int)(BlockSeconds / once), 2, 100), ours, peer);
    }

    /// <summary>One case.</summary>
    private sealed record Row(string Case, int Threads, double OursMs, double PeerMs, double Ratio)
    {
        public static Row Write(string name, int threads, PairedTimes times, TextWriter output)
        {
            var ratios = times.Ratios;
            var row = new Row(
                name,
                threads,
                1e3 * PairedTimes.Median(times.Ours),
                1e3 * PairedTimes.Median(times.Peers),
                PairedTimes.Median(ratios)
            );
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name, -25} {threads, 7}  {row.OursMs, 8:0.00}  {row.PeerMs, 12:0.00}  {row.Ratio, 5:0.00}  "
                        + $"({ratios[0]:0.00} to {ratios[^1]:0.00})"
                )
            );
            return row;
        }
    }
}
