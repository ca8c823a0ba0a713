using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace StampSpec.Specs;

/// <summary>A file or folder that must exist, relative to the spec's own folder; becomes a full path.</summary>
internal sealed class PathValue(string kind, Func<string, bool> exists) : SpecValue<string>
{
    public override NodeShapes Shapes => NodeShapes.Scalar;

    public override string Expectation => $"the path of a {kind}, relative to this file";

    public override bool TryBind(SpecNode node, SpecFindings findings, [MaybeNullWhen(false)] out string value)
    {
        if (node is not ScalarNode { IsEmpty: false } scalar || scalar.Text.Contains('\0', StringComparison.Ordinal))
        {
            return Reject(node, findings, out value);
        }

        value = Path.GetFullPath(Path.Combine(node.Place.Folder, scalar.Text));
        if (exists(value))
        {
            return true;
        }

        findings.Error(node.Place, "spec.path", $"{node.Place.Name} is {scalar.Text}, but there is no {kind} at {value}", "write a path relative to this file");
        return false;
    }

    public override JsonObject ToJsonSchema() => new() { ["type"] = "string" };

    internal override object? ToYaml(string? value, string folder) => value is null ? null : Relative(value, folder);

    /// <summary>A path as specs in a folder write it: relative to the folder, with forward slashes.</summary>
    internal static string Relative(string path, string folder) => Path.GetRelativePath(folder, path).Replace('\\', '/');
}
