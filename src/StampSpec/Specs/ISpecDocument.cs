using StampSpec.Diagnostics;

namespace StampSpec.Specs;

/// <summary>A kind of YAML document, whatever it becomes.</summary>
public interface ISpecDocument
{
    /// <summary>Short name, such as <c>layout</c>.</summary>
    public string Name { get; }

    /// <summary>The names of its top-level keys.</summary>
    public IReadOnlyList<string> KeyNames { get; }

    /// <summary>Everything found in a file.</summary>
    public IReadOnlyList<Diagnostic> Validate(string path);

    /// <summary>The JSON Schema (draft 2020-12), indented, with a final newline.</summary>
    public string ToJsonSchema();

    /// <summary>A Markdown table of its keys.</summary>
    public string ToMarkdownTable();
}
