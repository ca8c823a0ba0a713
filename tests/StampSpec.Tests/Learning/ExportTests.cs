using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Learning;
using StampSpec.Learning.Graphs;
using StampSpec.Learning.Models;
using StampSpec.Learning.Networks;
using StampSpec.Tests.Learning.Graphs;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Learning;

public sealed class ExportTests
{
    private static readonly ClassifierSettings Network = new()
    {
        Widths = [6, 7, 5],
        Dense = 8,
        Dropout = 0.3,
    };

    public static TheoryData<ScaleStacks?, int[]> Stacks =>
        new()
        {
            { null, [8, 8] },
            { null, [16] },
            { null, [16, 8] },
            { null, [19] },
            { ScaleStacks.Shared, [16, 8] },
            { ScaleStacks.Separate, [8, 8] },
        };

    [Theory]
    [MemberData(nameof(Stacks))]
    public void The_exported_model_scores_as_the_training_graph_does(ScaleStacks? stacks, int[] sides)
    {
        StampTensorShape[] shapes = [.. sides.Select(side => new StampTensorShape(2, side))];
        var plan = new NetworkPlan(Network with { Stacks = stacks }, shapes, 3);
        var parameters = ParameterInitialisation.Draw(plan.Parameters, new Seed(21));
        float[] statistics = [0.1f, -0.2f, 0.05f, 0.3f, 0.4f, 0.35f];
        var stamps = (StampTensors)ToyStamps.Draw(37, new Seed(22), shapes).Stamps;

        var model = Google.Protobuf.MessageExtensions.ToByteArray(InferenceGraph.Build(plan, parameters, statistics));
        using var session = ClassifierSession.Load(model);
        var exported = session.Score(stamps);
        var expected = ScoreWithTrainingOperators(plan, parameters, statistics, stamps);
        Assert.All(exported.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    [SkippableFact]
    public void The_exported_model_passes_ONNX_checker()
    {
        using var folder = new TemporaryFolder();
        var shape = new StampTensorShape(6, 63);
        var plan = new NetworkPlan(new ClassifierSettings { Widths = [37, 60, 29, 26], Dense = 31 }, [shape], 6);
        var model = InferenceGraph.Build(plan, ParameterInitialisation.Draw(plan.Parameters, new Seed(1)), new float[6]);
        var trained = new TrainedClassifier(Google.Protobuf.MessageExtensions.ToByteArray(model), TrainingStatus.Converged, []);
        File.WriteAllBytes(folder["model.onnx"], trained.For(LayoutLibrary.Load("ztf-full"), NormalisationOrder.Before).OnnxModel);
        var report = PeerScript.Run("check_onnx.py", ["onnx", "numpy"], folder["model.onnx"]);
        Assert.Contains("output probabilities N 6", report, StringComparison.Ordinal);
        // 96,482 trainable numbers and the position's 3 means and 3 variances.
        Assert.Contains("parameters 96488", report, StringComparison.Ordinal);
        Assert.Contains("metadata stampspec.layout-definition", report, StringComparison.Ordinal);
    }

    /// <summary>The forward pass as training lowers it, with running statistics of the position and without dropout.</summary>
    private static double[] ScoreWithTrainingOperators(NetworkPlan plan, float[] parameters, float[] statistics, StampTensors stamps)
    {
        var graph = new Graph();
        var network = new NetworkGraph(graph, plan, ParameterTensors.AsConstants(graph, plan.Parameters, parameters), ConvolutionForm.Rows);
        Tensor[] scales = [.. plan.Shapes.Select((s, i) => graph.Input($"scale-{i}", stamps.Count, s.Channels, s.Pixels, s.Pixels))];
        var features = network.Features(
            [.. scales.Select(s => DihedralSymmetry.First(graph, s, isPolar: false, DihedralSymmetry.Count))],
            DihedralSymmetry.Count
        );
        var position = network.Normalised(
            VectorInput.Position,
            graph.Input("position", stamps.Count, 3),
            graph.Constant(statistics.AsSpan(0, 3), [3]),
            graph.Constant(statistics.AsSpan(3), [3])
        );
        var probabilities = graph.Softmax(network.Logits(features, [position], null));
        var inputs = stamps.Scales.Append(stamps.SkyPositions).Select(values => values.Select(v => (double)v).ToArray()).ToArray();
        return GraphRun.Evaluate(graph, inputs, probabilities)[0];
    }
}
