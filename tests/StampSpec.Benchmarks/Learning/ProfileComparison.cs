using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using StampSpec.Common;
using StampSpec.Learning;
using StampSpec.Learning.Networks;
using StampSpec.Learning.Onnx;

namespace StampSpec.Benchmarks.Learning;

/// <summary>The share of each operator in a training step or in the scoring of 64 alerts, by the profiler of ONNX Runtime.</summary>
internal sealed class ProfileComparison : IComparison
{
    private const int Listed = 30;
    private const int Steps = 60;
    private const int ScoredAlerts = 64;

    public string Name => "profile";

    public string Description => "operators of one training step or of scoring: NETWORK BATCH|score [THREADS] [MODEL.onnx to write]";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var network = BenchmarkNetwork.Published.Single(n => n.Name == arguments[0]);
        var threads = int.Parse(arguments.ElementAtOrDefault(2) ?? "1", CultureInfo.InvariantCulture);
        var model = ModelOf(network.Plan, arguments[1]);
        if (arguments.ElementAtOrDefault(3) is { } file)
        {
            File.WriteAllBytes(file, model);
        }

        var nodes = Profile(model, threads);
        Write(output, nodes.GroupBy(n => n.Operator), int.MaxValue);
        Write(output, nodes.GroupBy(n => $"{n.Operator} {n.Shapes}"), Listed);
        return 0;
    }

    private static void Write(TextWriter output, IEnumerable<IGrouping<string, Node>> groups, int most)
    {
        var sums = groups.Select(g => (g.Key, Micros: g.Sum(n => n.Micros), Count: g.Count())).OrderByDescending(g => g.Micros).ToArray();
        var total = sums.Sum(s => s.Micros);
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{total / 1000.0:0.000} ms, each operator at the fastest of {Steps} steps")
        );
        foreach (var (key, micros, count) in sums.Take(most))
        {
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{micros / 1000.0, 9:0.000} ms {(double)micros / total, 6:0.0 %} {count, 4} x  {key}"
                )
            );
        }
    }

    private static byte[] ModelOf(NetworkPlan plan, string batch) =>
        batch == "score"
            ? InferenceGraph.Build(plan, ParameterInitialisation.Draw(plan.Parameters, new Seed(1)), new float[6]).ToByteArray()
            : TrainingGraph
                .Build(plan, new TrainingSettings { BatchSize = int.Parse(batch, CultureInfo.InvariantCulture), GradientNormLimit = null })
                .ToByteArray();

    private static Node[] Profile(byte[] model, int threads)
    {
        _ = OnnxRuntimeLibrary.Environment;
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            EnableProfiling = true,
            ProfileOutputPathPrefix = Path.Combine(Path.GetTempPath(), "stampspec-profile"),
        };
        using var session = new InferenceSession(model, options);
        var source = new Seed(1).CreateSource();
        var inputs = session.InputMetadata.ToDictionary(i => i.Key, i => Draw(i.Value.Dimensions, source));
        using var run = new RunOptions();
        for (var step = 0; step < Steps; step++)
        {
            session.Run(run, inputs, session.OutputNames).Dispose();
        }

        var path = session.EndProfiling();
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        File.Delete(path);
        return [.. document.RootElement.EnumerateArray().Where(IsKernel).GroupBy(e => e.GetProperty("name").GetString()!).Select(Fastest)];
    }

    private static OrtValue Draw(int[] dimensions, RandomSource source)
    {
        long[] shape = [.. dimensions.Select(d => d < 0 ? ScoredAlerts : d)];
        var values = new float[shape.Aggregate(1L, (product, d) => product * d)];
        foreach (ref var value in values.AsSpan())
        {
            value = (float)source.NextDouble(0.01, 1);
        }

        return OrtValue.CreateTensorValueFromMemory(values, shape);
    }

    private static bool IsKernel(JsonElement happened) =>
        happened.GetProperty("cat").GetString() == "Node"
        && happened.GetProperty("name").GetString()!.EndsWith("_kernel_time", StringComparison.Ordinal);

    private static Node Fastest(IGrouping<string, JsonElement> steps)
    {
        var arguments = steps.First().GetProperty("args");
        return new Node(
            arguments.GetProperty("op_name").GetString()!,
            arguments.GetProperty("output_type_shape").ToString(),
            steps.Min(e => e.GetProperty("dur").GetInt64())
        );
    }

    /// <summary>One node of the graph and its fastest time, microseconds.</summary>
    private sealed record Node(string Operator, string Shapes, long Micros);
}
