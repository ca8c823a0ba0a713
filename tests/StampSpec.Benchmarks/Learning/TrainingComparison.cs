using System.Globalization;
using StampSpec.Common;
using StampSpec.Learning;
using StampSpec.Learning.Networks;
using StampSpec.Learning.Training;

namespace StampSpec.Benchmarks.Learning;

/// <summary>Training steps a second beside PyTorch's: same network, batch and number of threads; ours includes drawing and turning the
/// stamps.</summary>
internal sealed class TrainingComparison : IComparison
{
    public string Name => "training";

    public string Description => "training steps/s beside PyTorch: [NETWORK|all] [BATCH|all] [THREADS] [ROUNDS]";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var network = arguments.Count > 0 ? arguments[0] : "all";
        int[] batches = arguments.Count > 1 && arguments[1] != "all" ? [int.Parse(arguments[1], CultureInfo.InvariantCulture)] : [64, 256];
        var threads = arguments.Count > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 2;
        var rounds = arguments.Count > 3 ? int.Parse(arguments[3], CultureInfo.InvariantCulture) : 5;
        output.WriteLine($"{threads} threads; by wall seconds, then by processor seconds");
        foreach (var candidate in BenchmarkNetwork.Published.Where(n => network == "all" || n.Name == network))
        {
            foreach (var batch in batches)
            {
                Measure(
                    candidate,
                    new TrainingSettings
                    {
                        BatchSize = batch,
                        Threads = threads,
                        GradientNormLimit = null,
                    },
                    rounds,
                    output
                );
            }
        }

        return 0;
    }

    private static void Measure(BenchmarkNetwork network, TrainingSettings training, int rounds, TextWriter output)
    {
        var plan = network.Plan;
        var steps = network.Shapes[0].Pixels > 16 ? 2 : 10;
        var data = network.DrawStamps(200);
        using var session = new TrainingSession(plan, training, ParameterInitialisation.Draw(plan.Parameters, new Seed(1)));
        var composer = new BatchComposer(plan, training, data, new Seed(1));
        var stepper = new TrainingStepper(session, composer);
        using var peer = new TorchPeer(plan, training.BatchSize, training.Threads);
        if (peer.ParameterLength != plan.ParameterLength)
        {
            throw new InvalidOperationException(
                $"the networks differ: {plan.ParameterLength} parameters here, {peer.ParameterLength} in PyTorch"
            );
        }

        stepper.Step();
        peer.Time("train", 1);
        var times = PairedTimes.Measure(
            rounds,
            () =>
            {
                for (var step = 0; step < steps; step++)
                {
                    stepper.Step();
                }
            },
            () => peer.Time("train", steps)
        );
        output.WriteLine(times.Report($"{network.Name, -12} batch {training.BatchSize, 3}", steps, "steps/s"));
    }
}
