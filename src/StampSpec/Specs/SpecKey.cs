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
    public string? DefaultYaml => defaultYaml;

    /// <summary>What to write as its value.</summary>
    public abstract string Expectation { get; }

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
    private readonly SpecNode? _default;

    internal SpecKey(string name, SpecValue<T> value, string description, string? defaultYaml, bool isRequired)
        : base(name, description, defaultYaml, isRequired)
    {
        _value = value;
        if (defaultYaml is not null)
        {
            var findings = new SpecFindings();
            _default = SpecParser.Parse(defaultYaml, null, findings);
            DefaultValue =
                _default is not null && value.TryBind(_default, findings, out var bound)
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
        if (_default is not null)
        {
            schema["default"] = SpecJson.Of(_default);
        }

        return schema;
    }

    internal override IEnumerable<SpecTableRow> TableRows(string prefix) =>
        [
            new SpecTableRow(prefix + Name, Expectation, IsRequired ? "required" : DefaultYaml ?? "", Description),
            .. _value.TableRows(prefix + Name),
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
