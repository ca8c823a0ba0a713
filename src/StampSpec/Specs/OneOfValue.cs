using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace StampSpec.Specs;

/// <summary>
/// One of several kinds of value, told apart by shape; among kinds of the same shape the first that binds wins, and where none does the errors
/// of the only candidate, or one error that lists what all of them expect, are reported.
/// </summary>
internal sealed class OneOfValue<T>(IReadOnlyList<SpecValue<T>> alternatives) : SpecValue<T>
{
    public override NodeShapes Shapes => alternatives.Aggregate(NodeShapes.None, (shapes, a) => shapes | a.Shapes);

    public override string Expectation => string.Join(", or ", alternatives.Select(a => a.Expectation));

    public override bool TryBind(SpecNode node, SpecFindings findings, [MaybeNullWhen(false)] out T value)
    {
        var candidates = alternatives.Where(a => a.Shapes.HasFlag(node.Shape)).ToList();
        if (candidates.Count == 1)
        {
            return candidates[0].TryBind(node, findings, out value);
        }

        foreach (var candidate in candidates)
        {
            var attempt = new SpecFindings();
            if (candidate.TryBind(node, attempt, out value))
            {
                findings.AddRange(attempt.Diagnostics);
                return true;
            }
        }

        return Reject(node, findings, out value);
    }

    public override JsonObject ToJsonSchema() => new() { ["anyOf"] = new JsonArray([.. alternatives.Select(a => a.ToJsonSchema())]) };

    public override IEnumerable<SpecTableRow> TableRows(string prefix) => alternatives.SelectMany(a => a.TableRows(prefix));

    internal override object? ToYaml(T? value, string folder) =>
        alternatives.Select(a => a.ToYaml(value, folder)).FirstOrDefault(written => written is not null);

    internal override SpecNode WithPresentNames(SpecNode node) =>
        alternatives.Where(a => a.Shapes.HasFlag(node.Shape))
            .Aggregate(node, (renamed, alternative) => alternative.WithPresentNames(renamed));
}
