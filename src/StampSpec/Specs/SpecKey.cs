using System.Text.Json.Nodes;

namespace StampSpec.Specs;

/// <summary>One key of a mapping: its name, kind of value, default and meaning.</summary>
/// <param name="name">As written in the file.</param>
/// <param name="description">What it means, one sentence.</param>
/// <param name="defaultYaml">What holds if it is absent; null if nothing does.</param>
/// <param name="isRequired">True if it must be there.</param>
public abstract class SpecKey(string name, string description, string? defaultYaml, bool isRequired)
{
    /// <summary>As written in the file.</summary>
    public string Name => name;

    /// <summary>What it means.</summary>
    public string Description => description;

    /// <summary>True where it must be there.</summary>
    public bool IsRequired => isRequired;

    /// <summary>What holds where it is absent, as YAML; null where nothing does.</summary>
    public string? DefaultYaml => defaultYaml;

    /// <summary>What to write as its value.</summary>
    public abstract string Expectation { get; }

    /// <summary>The name that it had before it was renamed; null if it always had the present one.</summary>
    internal string? FormerName { get; init; }

    internal abstract JsonObject ToJsonSchema();

    internal abstract IEnumerable<SpecTableRow> TableRows(string prefix);

    internal abstract bool TryBind(SpecNode node, SpecFindings findings, out object? value);

    /// <summary>The key's value with the present names of keys that were renamed.</summary>
    internal abstract SpecNode WithPresentNames(SpecNode node);
}
