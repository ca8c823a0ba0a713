using System.Text.Json.Nodes;

namespace StampSpec.Specs;

/// <summary>One key of a mapping: its name, kind of value, default and meaning.</summary>
/// <param name="name">As written in the file.</param>
/// <param name="description">What it means, one sentence.</param>
/// <param name="defaultYaml">What holds if it is absent; null if nothing does.</param>
/// <param name="isRequired">True if it must be there.</param>
internal abstract class SpecKey(string name, string description, string? defaultYaml, bool isRequired)
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

/// <summary>A key that holds one property of a record: reading a spec sets the property, and writing one asks for it.</summary>
/// <typeparam name="TOwner">The record.</typeparam>
/// <typeparam name="T">What the key's value becomes.</typeparam>
internal sealed class SpecKey<TOwner, T> : SpecKey<T>, ISpecProperty<TOwner>
{
    private readonly Func<TOwner, T?> _get;
    private readonly Func<TOwner, T, TOwner> _with;
    private readonly Func<TOwner, bool>? _isWritten;

    /// <summary>Declares a key.</summary>
    /// <param name="name">Its name, lower case with hyphens.</param>
    /// <param name="value">Kind of its value.</param>
    /// <param name="description">What it means, one sentence.</param>
    /// <param name="get">The property's value; if it is null, the key is not written unless one of its words stands for null.</param>
    /// <param name="with">The record with another value of the property.</param>
    /// <param name="defaultYaml">What holds if the key is absent, as it would be written; null to leave the property as it is.</param>
    /// <param name="isRequired">True if the key must be there.</param>
    /// <param name="isWritten">Whether a record's key is written; null if it always is.</param>
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

    /// <summary>A value as it is written under the key; null if nothing is.</summary>
    internal object? ToYaml(T? value, string folder) => _value.ToYaml(value, folder);
}

/// <summary>One key in the table of a spec's documentation.</summary>
/// <param name="Key">Path of the key, such as <c>planes[].number</c>.</param>
/// <param name="Value">What to write.</param>
/// <param name="Default">What holds where the key is absent; "required" where it must be there; empty where absence has a meaning of its
/// own.</param>
/// <param name="Description">What it means.</param>
internal sealed record SpecTableRow(string Key, string Value, string Default, string Description);
