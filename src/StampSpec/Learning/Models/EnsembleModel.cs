using Google.Protobuf;
using StampSpec.Common;
using StampSpec.Formats.Onnx;
using StampSpec.Learning.Networks;

namespace StampSpec.Learning.Models;

/// <summary>
/// Joins trained networks as one ONNX model. The networks share the inputs; the output is the mean of their probabilities, each network
/// with the same weight.
/// </summary>
internal static class EnsembleModel
{
    /// <summary>Joins models that differ only in their weights.</summary>
    /// <param name="models">Contents of ONNX files that a study wrote, at least one.</param>
    /// <exception cref="InvalidInputException">The models differ in their inputs or in how their stamps are made.</exception>
    public static byte[] Join(IReadOnlyList<byte[]> models)
    {
        ArgumentOutOfRangeException.ThrowIfZero(models.Count);
        ModelProto[] members = [.. models.Select(ModelProto.Parser.ParseFrom)];
        if (members is [_])
        {
            return models[0];
        }

        foreach (var other in members)
        {
            RequireSame(members[0], other);
        }

        var joined = members[0].Clone();
        joined.Graph = Join([.. members.Select(m => m.Graph)]);
        joined.OpsetImport.Clear();
        joined.OpsetImport.AddRange(members.SelectMany(m => m.OpsetImport).DistinctBy(o => o.Domain));
        ModelProperties.SetJoined(joined, members);
        return joined.ToByteArray();
    }

    private static GraphProto Join(IReadOnlyList<GraphProto> members)
    {
        var graph = new GraphProto { Name = members[0].Name };
        graph.Input.AddRange(members[0].Input);
        var shared = graph.Input.Select(i => i.Name).Append("").ToHashSet(StringComparer.Ordinal);
        var mean = new NodeProto { OpType = "Mean", Name = InferenceGraph.Probabilities };
        foreach (var (index, member) in members.Index())
        {
            var prefix = FormattableString.Invariant($"network-{index + 1}/");
            graph.Initializer.AddRange(member.Initializer.Select(i => Renamed(i, prefix)));
            graph.Node.AddRange(member.Node.Select(n => Renamed(n, prefix, shared)));
            mean.Input.Add(prefix + InferenceGraph.Probabilities);
        }

        mean.Output.Add(InferenceGraph.Probabilities);
        graph.Node.Add(mean);
        graph.Output.AddRange(members[0].Output);
        return graph;
    }

    private static TensorProto Renamed(TensorProto initializer, string prefix)
    {
        var renamed = initializer.Clone();
        renamed.Name = prefix + initializer.Name;
        return renamed;
    }

    private static NodeProto Renamed(NodeProto node, string prefix, HashSet<string> shared)
    {
        var renamed = node.Clone();
        renamed.Name = prefix + node.Name;
        renamed.Input.Clear();
        renamed.Input.AddRange(node.Input.Select(name => shared.Contains(name) ? name : prefix + name));
        renamed.Output.Clear();
        renamed.Output.AddRange(node.Output.Select(name => shared.Contains(name) ? name : prefix + name));
        return renamed;
    }

    private static void RequireSame(ModelProto first, ModelProto other)
    {
        var difference =
            !first.Graph.Input.SequenceEqual(other.Graph.Input) || !first.Graph.Output.SequenceEqual(other.Graph.Output)
                ? "inputs or outputs"
                : ModelProperties.DifferenceOf(first, other);
        if (difference is not null)
        {
            throw InvalidInputException.Of(
                "model.mixed",
                $"the models differ in their {difference}, so they cannot be joined as one",
                fix: "join models of one layout of one study; if it has packet columns, models of one training set"
            );
        }
    }
}
