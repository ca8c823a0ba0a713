using StampSpec.Formats.Onnx;
using StampSpec.Learning.Graphs;
using StampSpec.Learning.Onnx;

namespace StampSpec.Learning.Networks;

/// <summary>
/// One training step as an ONNX model: forward pass, loss, gradients and Adam. All parameters form one vector, and so do their moments, so
/// that the optimiser consists of a few operations on long vectors.
/// </summary>
internal static class TrainingGraph
{
    public const string Parameters = "parameters";
    public const string FirstMoment = "first-moment";
    public const string SecondMoment = "second-moment";
    public const string Statistics = "statistics";
    public const string Targets = "targets";
    public const string Dropout = "dropout";
    public const string StepSize = "step-size";
    public const string Epsilon = "epsilon";
    public const string Kept = "kept";
    public const string Loss = "loss";

    /// <summary>Prefix that turns the name of a state into the name of its output.</summary>
    public const string NextPrefix = "next-";

    /// <summary>Decay of the moments (Kingma and Ba 2015).</summary>
    public const double FirstDecay = 0.9;
    public const double SecondDecay = 0.999;

    /// <summary>
    /// Up to this side, training on matrices of pixels is faster than on images (at 16 pixels by a quarter); at 63 pixels it is slower.
    /// </summary>
    private const int LargestSideAsRows = 16;

    /// <summary>Name of a scale's input.</summary>
    public static string Scale(int index) => $"scale-{index}";

    /// <summary>Whether the network's images are kept as matrices of pixels.</summary>
    public static bool TrainsOnRows(NetworkPlan plan) => plan.Shapes.All(s => s.Pixels <= LargestSideAsRows);

    /// <summary>
    /// Whether the share of the weights that weight decay keeps changes from step to step, so that the host passes it: it follows the
    /// learning rate (Loshchilov and Hutter 2019, algorithm 2).
    /// </summary>
    public static bool HasScheduledDecay(TrainingSettings training) =>
        training.WeightDecay > 0 && training.Schedule != LearningRateSchedule.Constant;

    private static ConvolutionForm FormOf(NetworkPlan plan) => TrainsOnRows(plan) ? ConvolutionForm.Rows : ConvolutionForm.Images;

    /// <summary>The model of a step.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="training">Batch size, views, weight decay and limit of the gradient.</param>
    /// <param name="precision">Element type.</param>
    public static ModelProto Build(NetworkPlan plan, TrainingSettings training, ElementType precision = ElementType.Float)
    {
        var graph = new Graph(precision);
        return OnnxModelWriter.Write(graph, AddStep(graph, plan, training));
    }

    /// <summary>The memory that the results of a step take at least, bytes.</summary>
    public static long LeastBytes(NetworkPlan plan, TrainingSettings training)
    {
        var graph = new Graph();
        AddStep(graph, plan, training);
        return graph.PeakBytes();
    }

    private static Dictionary<string, Tensor> AddStep(Graph graph, NetworkPlan plan, TrainingSettings training)
    {
        var parameters = graph.Input(Parameters, plan.ParameterLength);
        var (loss, statistics) = AddLoss(graph, plan, training, parameters);
        var gradient = Limited(graph, ReverseMode.Differentiate(graph, loss, parameters)[0], training.GradientNormLimit);
        var outputs = AddAdam(graph, parameters, gradient, Decayed(graph, parameters, plan, training));
        outputs.Add(Loss, loss);
        if (statistics is not null)
        {
            outputs.Add(NextPrefix + Statistics, statistics);
        }

        return outputs;
    }

    private static (Tensor Loss, Tensor? Statistics) AddLoss(Graph graph, NetworkPlan plan, TrainingSettings training, Tensor parameters)
    {
        var batch = training.BatchSize;
        var views = training.Augmentation == Augmentation.All ? DihedralSymmetry.Count : 1;
        var network = new NetworkGraph(graph, plan, ParameterTensors.Split(graph, plan.Parameters, parameters), FormOf(plan));
        Tensor[] scales = [.. plan.Shapes.Select((s, i) => graph.Input(Scale(i), views * batch, s.Channels, s.Pixels, s.Pixels))];
        var features = network.Features(scales, views);
        if (features is not null && plan.UsesDropout)
        {
            features = graph.Multiply(features, graph.Input(Dropout, batch, plan.FeatureLength));
        }

        var (vectors, statistics) = AddVectors(graph, plan, network, batch);
        var columns = plan.Columns is { } input ? graph.Input(input.Name, batch, input.Length) : null;
        var logits = network.Logits(features, vectors, columns);
        return (graph.CrossEntropy(logits, graph.Input(Targets, batch, plan.Classes)), statistics);
    }

    private static (IReadOnlyList<Tensor> Vectors, Tensor? Statistics) AddVectors(
        Graph graph,
        NetworkPlan plan,
        NetworkGraph network,
        int batch
    )
    {
        if (plan.Vectors.Count == 0)
        {
            return ([], null);
        }

        var rules = BatchNormalisation.Of(plan.Settings);
        var normalised = new List<Tensor>();
        var moments = new List<Tensor>();
        foreach (var vector in plan.Vectors)
        {
            var values = graph.Input(vector.Name, batch, vector.Length);
            var mean = graph.Mean(values, [0]);
            var difference = graph.Subtract(values, mean);
            var variance = graph.Mean(graph.Multiply(difference, difference), [0]);
            moments.AddRange([mean, rules.IsUnbiased ? graph.Multiply(variance, batch / (batch - 1f)) : variance]);
            normalised.Add(network.Normalised(vector, values, mean, variance));
        }

        var running = graph.Input(Statistics, plan.StatisticsLengths.Sum());
        var change = graph.Subtract(graph.Concatenate(0, moments), running);
        return (normalised, graph.Add(running, graph.Multiply(change, rules.StepShare)));
    }

    private static Tensor Limited(Graph graph, Tensor gradient, double? limit)
    {
        if (limit is not { } value)
        {
            return gradient;
        }

        var bound = graph.Constant((float)value);
        var norm = graph.SquareRoot(graph.Sum(graph.Multiply(gradient, gradient), [0]));
        return graph.Multiply(gradient, graph.Divide(bound, graph.Maximum(norm, bound)));
    }

    /// <summary>The parameters after weight decay.</summary>
    private static Tensor Decayed(Graph graph, Tensor parameters, NetworkPlan plan, TrainingSettings training)
    {
        var decay = plan.Settings.LearningRate * training.WeightDecay;
        return HasScheduledDecay(training) ? graph.Multiply(parameters, graph.Input(Kept))
            : decay > 0 ? graph.Multiply(parameters, (float)(1 - decay))
            : parameters;
    }

    /// <summary>
    /// Adam: algorithm 1 of Kingma and Ba 2015. The bias corrections are part of the step size and epsilon that the host passes (last lines
    /// of section 2).
    /// </summary>
    private static Dictionary<string, Tensor> AddAdam(Graph graph, Tensor parameters, Tensor gradient, Tensor decayed)
    {
        var first = graph.Input(FirstMoment, parameters.Shape[0]);
        var second = graph.Input(SecondMoment, parameters.Shape[0]);
        var nextFirst = graph.Add(first, graph.Multiply(graph.Subtract(gradient, first), (float)(1 - FirstDecay)));
        var nextSecond = graph.Add(
            second,
            graph.Multiply(graph.Subtract(graph.Multiply(gradient, gradient), second), (float)(1 - SecondDecay))
        );
        var divisor = graph.Add(graph.SquareRoot(nextSecond), graph.Input(Epsilon));
        var step = graph.Multiply(graph.Divide(nextFirst, divisor), graph.Input(StepSize));
        return new Dictionary<string, Tensor>
        {
            [NextPrefix + Parameters] = graph.Subtract(decayed, step),
            [NextPrefix + FirstMoment] = nextFirst,
            [NextPrefix + SecondMoment] = nextSecond,
        };
    }
}
