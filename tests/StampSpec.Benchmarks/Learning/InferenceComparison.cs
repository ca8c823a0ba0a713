using System.Globalization;
using Google.Protobuf;
using StampSpec.Common;
using StampSpec.Learning;
using StampSpec.Learning.Models;
using StampSpec.Learning.Networks;

namespace StampSpec.Benchmarks.Learning;

/// <summary>Alerts a second with eight views beside PyTorch's: same network, batch and number of threads.</summary>
internal sealed class InferenceComparison : IComparison
{
    private const int Alerts = 64;

    public string Name => "inference";

    public string Description => "alerts/s with eight views beside PyTorch: [NETWORK|all] [THREADS] [ROUNDS]";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var network = arguments.Count > 0 ? arguments[0] : "all";
        var threads = arguments.Count > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 2;
        var rounds = arguments.Count > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 5;
        output.WriteLine($"{threads} threads, {Alerts} alerts x 8 views; wall seconds, then processor seconds");
        foreach (var candidate in BenchmarkNetwork.Published.Where(n => network == "all" || n.Name == network))
        {
            Measure(candidate, threads, rounds, output);
        }

        return 0;
    }

    private static void Measure(BenchmarkNetwork network, int threads, int rounds, TextWriter output)
    {
        var plan = network.Plan;
        var model = InferenceGraph.Build(plan, ParameterInitialisation.Draw(plan.Parameters, new Seed(1)), new float[6]).ToByteArray();
        using var session = ClassifierSession.Load(model, ExecutionDevice.Cpu, threads);
        using var peer = new TorchPeer(plan, Alerts, threads);
        var stamps = network.DrawStamps(Alerts).Stamps;
        session.Score(stamps);
        peer.Time("score", 1);
        var times = PairedTimes.Measure(rounds, () => session.Score(stamps), () => peer.Time("score", 1));
        output.WriteLine(times.Report($"{network.Name, -12}", Alerts, "alerts/s"));
    }
}
