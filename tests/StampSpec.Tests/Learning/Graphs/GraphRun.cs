using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using StampSpec.Learning;
using StampSpec.Learning.Graphs;
using StampSpec.Learning.Onnx;

namespace StampSpec.Tests.Learning.Graphs;

/// <summary>Runs a graph of either precision; values go in and come out as doubles.</summary>
internal static class GraphRun
{
    public static double[][] Evaluate(Graph graph, IReadOnlyList<double[]> inputs, params Tensor[] outputs)
    {
        var names = outputs.Select((o, i) => $"output-{i}").ToArray();
        var model = OnnxModelWriter.Write(graph, names.Zip(outputs).ToDictionary(pair => pair.First, pair => pair.Second));
        using var session = SessionFactory.Open(model.ToByteArray(), ExecutionDevice.Cpu, threads: 1);
        using var run = new RunOptions();
        var values = graph.Inputs.Zip(inputs).ToDictionary(pair => pair.First.Name, pair => Wrap(pair.First, pair.Second));
        using var results = session.Run(run, values, names);
        return [.. results.Select(Unwrap)];
    }

    private static OrtValue Wrap(Tensor tensor, double[] values)
    {
        long[] shape = [.. tensor.Shape.Select(e => (long)e)];
        return tensor.Type == ElementType.Double
            ? OrtValue.CreateTensorValueFromMemory(values, shape)
            : OrtValue.CreateTensorValueFromMemory(values.Select(v => (float)v).ToArray(), shape);
    }

    private static double[] Unwrap(OrtValue value) =>
        value.GetTensorTypeAndShape().ElementDataType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Double
            ? value.GetTensorDataAsSpan<double>().ToArray()
            : [.. value.GetTensorDataAsSpan<float>().ToArray().Select(v => (double)v)];
}
