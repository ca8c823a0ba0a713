using System.Text.Json.Nodes;

namespace StampSpec.Specs;

/// <summary>One key of a mapping: its name, kind of value, default and meaning.</summary>
/// <param name="name">As written in the file.</param>
/// <param name="description">What it means, in one sentence.</param>
/// <param name="defaultYaml">Its default, as YAML; null if it has none.</param>
/// <param name="isRequired">True if it is required.</param>
internal abstract class SpecKey(string name, string description, string? defaultYaml, bool isRequired)
{
    /// <summary>As written in the file.</summary>
    public string Name => name;

    /// <summary>What it means.</summary>
    public string Description => description;

    /// <summary>True if it is required.</summary>
    public bool IsRequired => isRequired;

    /// <summary>Its default, as YAML; null if it has none.</summary>
    public string? DefaultYaml { get; } = defaultYaml;

    /// <summary>What to write as its value.</summary>
    public abstract string Expectation { get; }

    /// <summary>
    /// The default as the documentation shows it: <see cref="DefaultYaml"/>, or what the record has where the file lacks the key; null if
    /// there is none.
    /// </summary>
    internal string? ShownDefault { get; set; } = defaultYaml;

    /// <summary>
    /// The key whose nested keys this key has too, as changes to the values there; null if its nested keys are documented here.
    /// </summary>
    internal string? ChangesKeysOf { get; init; }

    /// <summary>Its name before it was renamed; null if it was never renamed.</summary>
    internal string? FormerName { get; init; }

    internal abstract JsonObject ToJsonSchema();

    internal abstract IEnumerable<SpecTableRow> TableRows(string prefix);

    internal abstract bool TryBind(SpecNode node, SpecFindings findings, out object? value);

    /// <summary>The key's value with the present names of keys that were renamed.</summary>
    internal abstract SpecNode WithPresentNames(SpecNode node);
}

/// <summary>A key for one property of a record. Reading a spec sets the property; writing a spec gets it.</summary>
/// <typeparam name="TOwner">The record.</typeparam>
/// <typeparam name="T">The type that the key's value becomes.</typeparam>
internal sealed class SpecKey<TOwner, T> : SpecKey<T>, ISpecProperty<TOwner>
{
    private readonly Func<TOwner, T?> _get;
    private readonly Func<TOwner, T, TOwner> _with;
    private readonly Func<TOwner, bool>? _isWritten;

    /// <summary>Declares a key.</summary>
    /// <param name="name">Its name, lower case with hyphens.</param>
    /// <param name="value">Kind of its value.</param>
    /// <param name="description">What it means, in one sentence.</param>
    /// <param name="get">The property's value. If it is null, the key is written only if one of its words means null.</param>
    /// <param name="with">The record with another value of the property.</param>
    /// <param name="defaultYaml">The default, as it would be written; null to leave the property as it is.</param>
    /// <param name="isRequired">True if the key is required.</param>
    /// <param name="isWritten">Says whether the key of a record is written; null if it is always written.</param>
    public SpecKey(
        string name,
        SpecValue<T> value,
        string description,
        Func<TOwner, T?> get,
        Func<TOwner, T, TOwner> with,
        string? defaultYaml = null,
        bool isRequired = false,
        Func<TOwner, bool>? isWritten = null
    )
        : base(name, value, description, defaultYaml, isRequired) => (_get, _with, _isWritten) = (get, with, isWritten);

    /// <inheritdoc/>
    public void ShowDefaultOf(TOwner start)
    {
        if (!IsRequired && ShownDefault is null && _isWritten?.Invoke(start) != false && ToYaml(_get(start), "") is { } yaml)
        {
            // The keys of a nested mapping show their own defaults.
            var text = yaml is IEnumerable<KeyValuePair<string, object>> ? "" : SpecJson.FlowYaml(yaml);
            ShownDefault = text.Length == 0 ? null : text;
        }
    }

    /// <inheritdoc/>
    public TOwner Read(TOwner owner, SpecReader reader) => reader.TryGet(this, out var value) ? _with(owner, value) : owner;

    /// <inheritdoc/>
    public void Write(TOwner owner, OrderedDictionary<string, object> written, string folder)
    {
        if (_isWritten?.Invoke(owner) == false)
        {
            return;
        }

        var value = _get(owner);
        if (ToYaml(value, folder) is { } yaml)
        {
            written[Name] = yaml;
        }
        else if (value is not null)
        {
            throw new InvalidOperationException($"{Name} cannot express {value}");
        }
    }
}

/// <summary>A key whose value becomes a <typeparamref name="T"/>; <see cref="Spec"/> makes them.</summary>
internal class SpecKey<T> : SpecKey
{
    private readonly SpecValue<T> _value;

    internal SpecKey(string name, SpecValue<T> value, string description, string? defaultYaml, bool isRequired)
        : base(name, description, defaultYaml, isRequired)
    {
        _value = value;
        if (defaultYaml is not null)
        {
            var findings = new SpecFindings();
            DefaultValue =
                SpecParser.Parse(defaultYaml, null, findings) is { } node && value.TryBind(node, findings, out var bound)
                    ? bound
                    : throw new ArgumentException(
                        $"the default of {name} does not bind: {string.Join("; ", findings.Diagnostics)}",
                        nameof(defaultYaml)
                    );
        }
    }

    /// <inheritdoc/>
    public override string Expectation => _value.Expectation;

    internal T? DefaultValue { get; }

    internal override JsonObject ToJsonSchema()
    {
        var schema = _value.ToJsonSchema();
        schema["description"] = Description;
        if (ChangesKeysOf is not null && schema["properties"] is JsonObject properties)
        {
            foreach (var (_, property) in properties)
            {
                property!.AsObject().Remove("default");
            }
        }

        if (ShownDefault is not null && SpecParser.Parse(ShownDefault, null, new SpecFindings()) is { } shown)
        {
            schema["default"] = SpecJson.Of(shown);
        }

        return schema;
    }

    internal override IEnumerable<SpecTableRow> TableRows(string prefix) =>
        [
            new SpecTableRow(prefix + Name, Expectation, IsRequired ? "required" : ShownDefault ?? "", Description),
            .. ChangesKeysOf is null ? _value.TableRows(prefix + Name) : [],
        ];

    internal override bool TryBind(SpecNode node, SpecFindings findings, out object? value)
    {
        var isBound = _value.TryBind(node, findings, out var bound);
        value = bound;
        return isBound;
    }

    internal override SpecNode WithPresentNames(SpecNode node) => _value.WithPresentNames(node);

    /// <summary>A value as it is written under the key; null if the key is not written.</summary>
    internal object? ToYaml(T? value, string folder) => _value.ToYaml(value, folder);
}

/// <summary>One key in the table of a spec's documentation.</summary>
/// <param name="Key">Path of the key, such as <c>planes[].number</c>.</param>
/// <param name="Value">What to write.</param>
/// <param name="Default">The default; "required" for a required key; empty if the absence of the key has a meaning of its own.</param>
/// <param name="Description">What it means.</param>
internal sealed record SpecTableRow(string Key, string Value, string Default, string Description);
