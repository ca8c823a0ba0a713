using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace StampSpec.Specs;

/// <summary>A mapping with declared keys.</summary>
/// <typeparam name="T">The type that it becomes.</typeparam>
/// <param name="noun">What it is, with its article: <c>a layout</c>.</param>
/// <param name="keys">Its keys, in the order of the documentation.</param>
/// <param name="build">Makes the value. It is called only if every key is valid and <paramref name="check"/> found no error.</param>
/// <param name="check">Rules across keys. It is always called, so it must get values with <see cref="SpecReader.TryGet"/>.</param>
/// <param name="supplier">
/// A key that names other files, which may then supply the required keys; editors must know it. Null if there is no such key.
/// </param>
internal sealed class SpecMapping<T>(
    string noun,
    IReadOnlyList<SpecKey> keys,
    Func<SpecReader, T> build,
    Action<SpecReader>? check = null,
    SpecKey? supplier = null
) : SpecValue<T>
{
    /// <inheritdoc/>
    public override NodeShapes Shapes => NodeShapes.Mapping;

    /// <inheritdoc/>
    public override string Expectation
    {
        get
        {
            var required = string.Join(", ", keys.Where(k => k.IsRequired).Select(k => k.Name));
            return required.Length == 0 ? $"{noun} (a mapping)" : $"{noun} (a mapping with {required})";
        }
    }

    /// <summary>Writes a value as the mapping's keys; null if such mappings are only read.</summary>
    internal Func<T, string, object>? Writing { get; init; }

    /// <summary>Rules across keys for editors: the mapping must fit one of these JSON Schemas. Null if there are none.</summary>
    internal Func<JsonArray>? Alternatives { get; init; }

    /// <inheritdoc/>
    public override bool TryBind(SpecNode node, SpecFindings findings, [MaybeNullWhen(false)] out T value)
    {
        if (node is not MappingNode mapping)
        {
            return Reject(node, findings, out value);
        }

        var errors = findings.ErrorCount;
        var reader = new SpecReader(mapping, findings);
        BindKeys(mapping, reader, findings);
        check?.Invoke(reader);
        if (findings.ErrorCount == errors)
        {
            value = build(reader);
            return findings.ErrorCount == errors;
        }

        value = default;
        return false;
    }

    /// <inheritdoc/>
    public override JsonObject ToJsonSchema()
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(keys.Select(k => KeyValuePair.Create(k.Name, (JsonNode?)k.ToJsonSchema()))),
        };
        var required = keys.Where(k => k.IsRequired).Select(k => (JsonNode?)k.Name).ToArray();
        if (required.Length > 0 && supplier is not null)
        {
            schema["anyOf"] = new JsonArray(
                new JsonObject { ["required"] = new JsonArray(supplier.Name) },
                new JsonObject { ["required"] = new JsonArray(required) }
            );
        }
        else if (required.Length > 0)
        {
            schema["required"] = new JsonArray(required);
        }

        if (Alternatives is not null)
        {
            schema["anyOf"] = Alternatives();
        }

        schema["additionalProperties"] = false;
        return schema;
    }

    /// <inheritdoc/>
    public override IEnumerable<SpecTableRow> TableRows(string prefix) =>
        keys.SelectMany(k => k.TableRows(prefix.Length == 0 ? "" : prefix + "."));

    internal override object? ToYaml(T? value, string folder)
    {
        if (Writing is null)
        {
            throw new InvalidOperationException($"{noun} can be read but not written");
        }

        return value is null ? null : Writing(value, folder);
    }

    internal override SpecNode WithPresentNames(SpecNode node) =>
        node is MappingNode mapping ? mapping with { Entries = [.. mapping.Entries.Select(e => WithPresentNames(e, mapping))] } : node;

    private MappingEntry WithPresentNames(MappingEntry entry, MappingNode mapping)
    {
        var key = keys.FirstOrDefault(k => k.Name == entry.Key.Text) ?? Renamed(entry);
        if (key is null)
        {
            return entry;
        }

        var isFree = mapping.Entries.All(e => e.Key.Text != key.Name);
        return new MappingEntry(isFree ? entry.Key with { Text = key.Name } : entry.Key, key.WithPresentNames(entry.Value));
    }

    /// <summary>The key whose former name is that of an entry; null if there is none.</summary>
    private SpecKey? Renamed(MappingEntry entry) => keys.FirstOrDefault(k => k.FormerName == entry.Key.Text);

    private void BindKeys(MappingNode mapping, SpecReader reader, SpecFindings findings)
    {
        foreach (var entry in mapping.WithoutDuplicates(findings))
        {
            if (keys.FirstOrDefault(k => k.Name == entry.Key.Text) is { } key)
            {
                reader.Bind(key, entry.Value);
            }
            else
            {
                ReportUnknown(entry, findings);
            }
        }

        foreach (var key in keys.Where(k => k.IsRequired && !reader.Has(k)))
        {
            findings.Error(mapping.Place, "spec.missing-key", $"{noun} needs {key.Name}", $"add {key.Name}: {key.Expectation}");
        }
    }

    private void ReportUnknown(MappingEntry entry, SpecFindings findings)
    {
        if (Renamed(entry) is { } renamed)
        {
            var message = $"{entry.Key.Text} was renamed to {renamed.Name}";
            findings.Error(entry.Key.Place, "spec.renamed-key", message, $"write {renamed.Name} instead");
            return;
        }

        var nearest = NearestName.Of(entry.Key.Text, keys.Select(k => k.Name));
        var fix = nearest is null ? $"its keys are {string.Join(", ", keys.Select(k => k.Name))}" : $"did you mean {nearest}?";
        findings.Error(entry.Key.Place, "spec.unknown-key", $"{entry.Key.Text} is not a key of {noun}", fix);
    }
}
