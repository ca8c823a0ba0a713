using System.Text.Json.Nodes;

namespace StampSpec.Specs;

/// <summary>A key whose value becomes a <typeparamref name="T"/>; <see cref="Spec"/> makes them.</summary>
public class SpecKey<T> : SpecKey
{
    private readonly SpecValue<T> _value;
    private readonly SpecNode? _default;

    internal SpecKey(string name, SpecValue<T> value, string description, string? defaultYaml, bool isRequired)
        : base(name, description, defaultYaml, isRequired)
    {
        _value = value;
        if (defaultYaml is not null)
        {
            var findings = new SpecFindings();
            _default = SpecParser.Parse(defaultYaml, null, findings);
            DefaultValue = _default is not null && value.TryBind(_default, findings, out var bound)
                ? bound
                : throw new ArgumentException($"the default of {name} does not bind: {string.Join("; ", findings.Diagnostics)}", nameof(defaultYaml));
        }
    }

    /// <inheritdoc/>
    public override string Expectation => _value.Expectation;

    internal T? DefaultValue { get; }

    internal override JsonObject ToJsonSchema()
    {
        var schema = _value.ToJsonSchema();
        schema["description"] = Description;
        if (_default is not null)
        {
            schema["default"] = SpecJson.Of(_default);
        }

        return schema;
    }

    internal override IEnumerable<SpecTableRow> TableRows(string prefix)
        => [new SpecTableRow(prefix + Name, Expectation, IsRequired ? "required" : DefaultYaml ?? "", Description), .. _value.TableRows(prefix + Name)];

    internal override bool TryBind(SpecNode node, SpecFindings findings, out object? value)
    {
        var isBound = _value.TryBind(node, findings, out var bound);
        value = bound;
        return isBound;
    }

    internal override SpecNode WithPresentNames(SpecNode node) => _value.WithPresentNames(node);

    /// <summary>A value as it is written under the key; null if nothing is.</summary>
    internal object? ToYaml(T? value, string folder) => _value.ToYaml(value, folder);
}
