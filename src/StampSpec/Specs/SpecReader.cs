using System.Diagnostics.CodeAnalysis;

namespace StampSpec.Specs;

/// <summary>The bound values of one mapping, by key.</summary>
internal sealed class SpecReader
{
    private readonly Dictionary<SpecKey, object?> _bound = [];
    private readonly Dictionary<SpecKey, SpecPlace> _places = [];
    private readonly SpecFindings _findings;

    internal SpecReader(MappingNode mapping, SpecFindings findings)
    {
        Place = mapping.Place;
        _findings = findings;
    }

    /// <summary>Where the mapping starts.</summary>
    public SpecPlace Place { get; }

    /// <summary>The value of a key that is required or has a default.</summary>
    /// <exception cref="InvalidOperationException">
    /// The key is optional without a default, or its value is invalid; use <see cref="TryGet"/> for such keys.
    /// </exception>
    public T Get<T>(SpecKey<T> key) => TryGet(key, out var value) ? value : throw new InvalidOperationException($"{key.Name} has no value");

    /// <summary>The value of a key, or its default; false if it has neither or its value is invalid.</summary>
    public bool TryGet<T>(SpecKey<T> key, [MaybeNullWhen(false)] out T value)
    {
        if (_bound.TryGetValue(key, out var bound))
        {
            value = (T)bound!;
            return true;
        }

        value = key.DefaultValue;
        return !Has(key) && key.DefaultYaml is not null;
    }

    /// <summary>True if the key's value is valid, or if the file lacks the key and it has a default.</summary>
    internal bool HasValue(SpecKey key) => _bound.ContainsKey(key) || (!Has(key) && key.DefaultYaml is not null);

    /// <summary>True if the file has the key, whether or not its value is valid.</summary>
    public bool Has(SpecKey key) => _places.ContainsKey(key);

    /// <summary>Reports an error at a key's value, or at the mapping if the file lacks the key.</summary>
    public void Error(SpecKey key, string code, string message, string? fix = null) => _findings.Error(PlaceOf(key), code, message, fix);

    /// <summary>Reports an error at a place inside the mapping.</summary>
    public void Error(SpecPlace place, string code, string message, string? fix = null) => _findings.Error(place, code, message, fix);

    /// <summary>Reports a warning at a key's value, or at the mapping if the file lacks the key.</summary>
    public void Warn(SpecKey key, string code, string message, string? fix = null) => _findings.Warn(PlaceOf(key), code, message, fix);

    /// <summary>The place of a key's value, or the mapping's place if the file lacks the key.</summary>
    public SpecPlace PlaceOf(SpecKey key) => _places.GetValueOrDefault(key, Place);

    internal void Bind(SpecKey key, SpecNode node)
    {
        _places[key] = node.Place;
        if (node is ScalarNode { IsEmpty: true })
        {
            _findings.Error(
                node.Place,
                "spec.empty-value",
                $"{key.Name} has no value; expected {key.Expectation}",
                "write the value or remove the key"
            );
        }
        else if (key.TryBind(node, _findings, out var value))
        {
            _bound[key] = value;
        }
    }
}
