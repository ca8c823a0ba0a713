namespace StampSpec.Specs;

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
        Func<TOwner, bool>? isWritten = null)
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
