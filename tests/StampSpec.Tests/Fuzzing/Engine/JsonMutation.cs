using System.Text;
using System.Text.Json.Nodes;
using StampSpec.Common;

namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>Changes JSON where its values stand: removes, exchanges, nests and repeats them.</summary>
internal sealed class JsonMutation
{
    private const int DeepestNesting = 200;

    private static readonly string[] Names =
    [
        "type",
        "name",
        "fields",
        "items",
        "values",
        "symbols",
        "size",
        "namespace",
        "logicalType",
        "precision",
        "scale",
        "doc",
        "\u0000",
        "",
    ];
    private static readonly string[] Texts =
    [
        "null",
        "int",
        "long",
        "record",
        "array",
        "map",
        "enum",
        "fixed",
        "union",
        "bytes",
        "string",
        "error",
        "a.b.c",
        ".",
        "..",
        "",
        "\uD800",
    ];

    private readonly JsonNode _original;

    public JsonMutation(string original)
    {
        _original = JsonNode.Parse(original)!;
    }

    /// <summary>One to three changes.</summary>
    public byte[] Apply(RandomSource random)
    {
        JsonNode? root = _original.DeepClone();
        for (var left = random.Chance(0.5) ? 1 : 1 + random.NextInt(3); left > 0 && root is not null; left--)
        {
            root = Change(root, random);
        }

        return Encoding.UTF8.GetBytes(root?.ToJsonString() ?? "null");
    }

    private static JsonNode? Change(JsonNode root, RandomSource random)
    {
        var nodes = new List<JsonNode>();
        Collect(root, nodes);
        var node = random.Pick(nodes);
        var value = random.NextInt(6) switch
        {
            0 => random.Pick(nodes).DeepClone(),
            1 => JsonValue.Create(random.EdgeNumber()),
            2 => JsonValue.Create(random.Pick(Texts)),
            3 => Nested(node.DeepClone(), random),
            4 => null,
            _ => new JsonArray(node.DeepClone(), random.Pick(nodes).DeepClone()),
        };
        if (node is JsonObject named && random.Chance(0.3))
        {
            named[random.Pick(Names)] = value;
        }
        else if (node.Parent is JsonObject parent)
        {
            Put(parent, parent.First(p => ReferenceEquals(p.Value, node)).Key, value, random);
        }
        else if (node.Parent is JsonArray list)
        {
            list[list.IndexOf(node)] = value;
        }
        else
        {
            return value;
        }

        return root;
    }

    private static void Put(JsonObject parent, string key, JsonNode? value, RandomSource random)
    {
        if (random.Chance(0.2))
        {
            parent.Remove(key);
        }
        else
        {
            parent[key] = value;
        }
    }

    private static JsonNode Nested(JsonNode node, RandomSource random)
    {
        for (var depth = random.NextInt(random.Chance(0.5) ? 4 : DeepestNesting); depth > 0; depth--)
        {
            node = random.NextInt(3) switch
            {
                0 => new JsonArray(node),
                1 => new JsonObject { ["type"] = "array", ["items"] = node },
                _ => new JsonObject { ["type"] = node },
            };
        }

        return node;
    }

    private static void Collect(JsonNode node, List<JsonNode> nodes)
    {
        nodes.Add(node);
        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject named => named.Select(p => p.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (var child in children.OfType<JsonNode>())
        {
            Collect(child, nodes);
        }
    }
}
