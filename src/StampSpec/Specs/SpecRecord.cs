using System.Text.Json.Nodes;

namespace StampSpec.Specs;

/// <summary>
/// A record whose properties are keys of a mapping. One declaration of a key provides reading with its diagnostics, writing, the JSON
/// Schema and the documentation.
/// </summary>
/// <example>
/// <code>
/// private static readonly SpecRecord&lt;Pot&gt; Record = new SpecRecord&lt;Pot&gt;("a pot", new Pot())
///     .Key("litres", Spec.Integer(1, 100), "Its volume.", p => p.Litres, (p, litres) => p with { Litres = litres });
/// public static SpecMapping&lt;Pot&gt; Declaration { get; } = Record.ToMapping();
/// </code>
/// </example>
/// <typeparam name="T">The record.</typeparam>
internal sealed class SpecRecord<T>
{
    private readonly string _noun;
    private readonly T _start;
    private readonly IReadOnlyList<ISpecProperty<T>> _properties;
    private readonly IReadOnlyList<string> _writtenLast;

    /// <summary>A record without keys.</summary>
    /// <param name="noun">What it is, with its article: <c>a layout</c>.</param>
    /// <param name="start">The record before any key is read.</param>
    public SpecRecord(string noun, T start)
        : this(noun, start, [], [], []) { }

    private SpecRecord(
        string noun,
        T start,
        IReadOnlyList<SpecKey> keys,
        IReadOnlyList<ISpecProperty<T>> properties,
        IReadOnlyList<string> writtenLast
    ) => (_noun, _start, Keys, _properties, _writtenLast) = (noun, start, keys, properties, writtenLast);

    /// <summary>The keys, in the order of the documentation.</summary>
    public IReadOnlyList<SpecKey> Keys { get; }

    /// <summary>Adds a key; if the file lacks it, the property stays as it is.</summary>
    public SpecRecord<T> Key<TValue>(
        string name,
        SpecValue<TValue> value,
        string description,
        Func<T, TValue?> get,
        Func<T, TValue, T> with,
        string? formerName = null
    ) => Key(new SpecKey<T, TValue>(name, value, description, get, with) { FormerName = formerName });

    /// <summary>Adds a required key.</summary>
    public SpecRecord<T> Required<TValue>(
        string name,
        SpecValue<TValue> value,
        string description,
        Func<T, TValue?> get,
        Func<T, TValue, T> with
    ) => Key(new SpecKey<T, TValue>(name, value, description, get, with, isRequired: true));

    /// <summary>Adds a key with a default, as it would be written in the file.</summary>
    public SpecRecord<T> WithDefault<TValue>(
        string name,
        SpecValue<TValue> value,
        string defaultYaml,
        string description,
        Func<T, TValue?> get,
        Func<T, TValue, T> with
    ) => Key(new SpecKey<T, TValue>(name, value, description, get, with, defaultYaml));

    /// <summary>Adds a key that rules across keys refer to, or a key that is not a property of the record by itself.</summary>
    public SpecRecord<T> Key(SpecKey key)
    {
        if (key is not ISpecProperty<T> property)
        {
            return new(_noun, _start, [.. Keys, key], _properties, _writtenLast);
        }

        property.ShowDefaultOf(_start);
        return new(_noun, _start, [.. Keys, key], [.. _properties, property], _writtenLast);
    }

    /// <summary>Adds the keys of another record, which is the value of one property.</summary>
    public SpecRecord<T> Part<TPart>(SpecRecord<TPart> part, Func<T, TPart> get, Func<T, TPart, T> with) =>
        new(_noun, _start, [.. Keys, .. part.Keys], [.. _properties, new PartProperty<TPart>(part, get, with)], _writtenLast);

    /// <summary>The same record, which writes some keys after all others, in the order given, as in existing files.</summary>
    public SpecRecord<T> WrittenLast(params IReadOnlyList<string> names) => new(_noun, _start, Keys, _properties, names);

    /// <summary>The record as a mapping.</summary>
    /// <param name="check">Rules across keys.</param>
    /// <param name="complete">Sets properties that follow from several keys together; null if there are none.</param>
    /// <param name="supplier">A key that names other files, which may then supply the required keys; null if there is none.</param>
    /// <param name="alternatives">The JSON Schemas of which a mapping must fit one; null if there are none.</param>
    public SpecMapping<T> ToMapping(
        Action<SpecReader>? check = null,
        Func<T, SpecReader, T>? complete = null,
        SpecKey? supplier = null,
        Func<JsonArray>? alternatives = null
    ) =>
        new(_noun, Keys, reader => complete is null ? Read(_start, reader) : complete(Read(_start, reader), reader), check, supplier)
        {
            Writing = Write,
            Alternatives = alternatives,
        };

    /// <summary>A mapping that contains only the differences from a record that is known later.</summary>
    public SpecMapping<Func<T, T>> ToChange() => new(_noun, Keys, reader => owner => Read(owner, reader));

    /// <summary>A record with the properties that a mapping gives.</summary>
    public T Read(T owner, SpecReader reader) => _properties.Aggregate(owner, (changed, property) => property.Read(changed, reader));

    /// <summary>A record as the values of its keys.</summary>
    /// <param name="owner">The record.</param>
    /// <param name="folder">The folder that paths are written relative to.</param>
    public OrderedDictionary<string, object> Write(T owner, string folder)
    {
        var written = new OrderedDictionary<string, object>();
        foreach (var property in _properties)
        {
            property.Write(owner, written, folder);
        }

        foreach (var name in _writtenLast)
        {
            if (written.Remove(name, out var value))
            {
                written.Add(name, value);
            }
        }

        return written;
    }

    private sealed class PartProperty<TPart>(SpecRecord<TPart> part, Func<T, TPart> get, Func<T, TPart, T> with) : ISpecProperty<T>
    {
        /// <summary>Does nothing: the part's keys know their own defaults.</summary>
        public void ShowDefaultOf(T start) { }

        public T Read(T owner, SpecReader reader) => with(owner, part.Read(get(owner), reader));

        public void Write(T owner, OrderedDictionary<string, object> written, string folder)
        {
            foreach (var (name, value) in part.Write(get(owner), folder))
            {
                written.Add(name, value);
            }
        }
    }
}

/// <summary>A key for a property of a record, whatever the property's type.</summary>
/// <typeparam name="TOwner">The record.</typeparam>
internal interface ISpecProperty<TOwner>
{
    /// <summary>The record with the value that the file gives, or else the key's default; unchanged if there is neither.</summary>
    public TOwner Read(TOwner owner, SpecReader reader);

    /// <summary>Documents the property of the record before any key is read as the key's default, unless the key declares one.</summary>
    public void ShowDefaultOf(TOwner start);

    /// <summary>Adds the property to the keys written; adds nothing if the property is absent.</summary>
    /// <param name="owner">The record.</param>
    /// <param name="written">The keys written.</param>
    /// <param name="folder">The folder that paths are written relative to.</param>
    public void Write(TOwner owner, OrderedDictionary<string, object> written, string folder);
}
