using Google.Protobuf;
using StampSpec.Common;
using StampSpec.Formats.Onnx;
using StampSpec.Learning.Models;

namespace StampSpec.Tests.Fuzzing;

/// <summary>Models that ONNX Runtime must never see.</summary>
public sealed class HostileModelTests
{
    private static readonly TensorProto Weights = new()
    {
        Name = "w",
        DataType = 1,
        Dims = { 1 },
        RawData = ByteString.CopyFrom(new byte[4]),
    };

    public static TheoryData<string, string, string> Models =>
        new()
        {
            { "If", "model.operator", "graph.node[0]" },
            { "Loop", "model.operator", "graph.node[0]" },
            { "com.example.Identity", "model.operator", "graph.node[0]" },
            { "com.microsoft.Inverse", "model.operator", "graph.node[0]" },
            { "subgraph", "model.subgraph", "graph.node[0].body" },
            { "constant elsewhere", "model.external-data", "graph.node[0].value" },
            { "weights elsewhere", "model.external-data", "graph.initializer[0]" },
            { "sparse", "model.sparse", "graph.sparse_initializer[0]" },
            { "functions", "model.functions", "functions" },
            { "domain", "model.operator", "opset_import[1]" },
            { "empty", "model.unreadable", "graph" },
        };

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_with_what_a_classifier_does_not_need_is_refused_with_its_place(string kind, string code, string path)
    {
        var refused = Assert.Throws<InvalidInputException>(() => ClassifierSession.Load(Make(kind).ToByteArray())).Diagnostics[0];
        Assert.Equal((code, path), (refused.Code, refused.Path));
    }

    [Fact]
    public void Bytes_that_are_no_model_are_refused_where_they_stop_being_one() =>
        Assert.NotNull(Assert.Throws<InvalidInputException>(() => ClassifierSession.Load([0x0A, 0xFF, 0xFF])).Diagnostics[0].ByteOffset);

    [Theory]
    [InlineData("stampspec.classes", "[null]")]
    [InlineData("stampspec.classes", "[\"a\",\"a\"]")]
    [InlineData("stampspec.classes", "{}")]
    [InlineData("stampspec.normalisation", "7")]
    [InlineData("stampspec.layout-definition", "name: !code x")]
    public void Metadata_that_cannot_be_read_are_refused_by_name(string property, string value)
    {
        var properties = new Dictionary<string, string>
        {
            ["stampspec.layout-definition"] = "name: a\nscales: [{pixels: 5, pixel-scale: 1}]\n",
            ["stampspec.normalisation"] = "before",
            ["stampspec.classes"] = "[\"a\",\"b\"]",
            ["stampspec.training-hash"] = "0",
        };
        Assert.Equal(["a", "b"], ModelProperties.Read(properties)!.Classes);
        properties[property] = value;
        var refused = Assert.Throws<InvalidInputException>(() => ModelProperties.Read(properties));
        Assert.All(refused.Diagnostics, d => Assert.StartsWith(property, d.Path, StringComparison.Ordinal));
    }

    private static ModelProto Make(string kind)
    {
        var node = new NodeProto
        {
            OpType = "Identity",
            Input = { "x" },
            Output = { "y" },
        };
        var graph = new GraphProto { Name = "g", Node = { node } };
        var model = new ModelProto
        {
            IrVersion = 8,
            Graph = graph,
            OpsetImport = { new OperatorSetProto { Version = 17 } },
        };
        switch (kind)
        {
            case "subgraph":
                node.Attribute.Add(new AttributeProto { Name = "body", G = ByteString.CopyFrom(1) });
                break;
            case "constant elsewhere":
                node.Attribute.Add(
                    new AttributeProto
                    {
                        Name = "value",
                        T = new TensorProto(Weights) { DataLocation = 1 },
                    }
                );
                break;
            case "weights elsewhere":
                graph.Initializer.Add(
                    new TensorProto(Weights)
                    {
                        ExternalData =
                        {
                            new EntryProto { Key = "location", Value = "/etc/passwd" },
                        },
                    }
                );
                break;
            case "sparse":
                graph.SparseInitializer.Add(new SparseTensorProto { Values = Weights });
                break;
            case "functions":
                model.Functions.Add(ByteString.CopyFrom(1));
                break;
            case "domain":
                model.OpsetImport.Add(new OperatorSetProto { Domain = "com.example", Version = 1 });
                break;
            case "empty":
                return new ModelProto { IrVersion = 8 };
            default:
                var at = kind.LastIndexOf('.');
                (node.Domain, node.OpType) = (at < 0 ? "" : kind[..at], kind[(at + 1)..]);
                break;
        }

        return model;
    }
}
