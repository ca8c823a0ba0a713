using System.Text.Json;
using StampSpec.Diagnostics;

namespace StampSpec.Alerts.Avro;

/// <summary>Builds schemas from JSON; remembers named types so that references find them.</summary>
internal sealed class AvroSchemaParser
{
    private const int JsonLevelsPerType = 4;
    private const int LeastJsonDepth = 64;

    private readonly AvroLimits _limits;
    private readonly Dictionary<string, AvroSchema> _named = new(StringComparer.Ordinal);
    private int _nodes;

    private AvroSchemaParser(AvroLimits limits)
    {
        _limits = limits;
    }

    /// <summary>Parses a whole schema.</summary>
    public static AvroSchema Parse(ReadOnlyMemory<byte> utf8Json, AvroLimits limits)
    {
        if (utf8Json.Length > limits.MaxSchemaBytes)
        {
            throw AvroFault.InSchema("$", FormattableString.Invariant(
                $"the schema has {utf8Json.Length} bytes; the limit is {limits.MaxSchemaBytes}"), ReadingLimits.SchemaBytes.Fix);
        }

        try
        {
            using var document = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { MaxDepth = LeastJsonDepth + (JsonLevelsPerType * limits.MaxSchemaDepth) });
            var parser = new AvroSchemaParser(limits);
            var schema = parser.ParseType(document.RootElement, AvroName.NoNamespace, "$");
            RecursiveRecordCheck.RequireFinite(parser._named.Values.OfType<AvroRecordSchema>());
            return schema;
        }
        catch (JsonException invalid)
        {
            throw new InvalidInputException(NotJson(invalid), invalid);
        }
        catch (InvalidOperationException invalid)
        {
            // JsonElement.GetString finds bad UTF-8 only when a string is asked for.
            throw AvroFault.InSchema("$", $"the schema's text is not valid JSON: {invalid.Message}");
        }
    }

    private static Diagnostic NotJson(JsonException invalid) =>
        Diagnostic.Error("avro.schema", $"the schema's text is not valid JSON: {invalid.Message}") with
        {
            Line = (int?)invalid.LineNumber + 1,
            Column = (int?)invalid.BytePositionInLine + 1,
        };

    private AvroSchema ParseType(JsonElement element, string enclosing, string path)
    {
        if (++_nodes > _limits.MaxSchemaFields)
        {
            throw AvroFault.InSchema(path, FormattableString.Invariant($"the schema has more than {_limits.MaxSchemaFields} types"), ReadingLimits.SchemaFields.Fix);
        }

        var schema = element.ValueKind switch
        {
            JsonValueKind.String => Named(element.GetString()!, logicalType: null, enclosing, path),
            JsonValueKind.Array => ParseUnion(element, enclosing, path),
            JsonValueKind.Object => ParseObject(element, enclosing, path),
            _ => throw AvroFault.InSchema(path, $"a schema is a name, an object or an array, not {element.ValueKind}"),
        };
        return schema.Height <= _limits.MaxSchemaDepth
            ? schema
            : throw AvroFault.InSchema(path, FormattableString.Invariant($"the schema nests deeper than {_limits.MaxSchemaDepth} types"), ReadingLimits.SchemaDepth.Fix);
    }

    private AvroSchema Named(string word, AvroLogicalType? logicalType, string enclosing, string path)
    {
        if (AvroTypeNames.TryPrimitive(word, out var primitive))
        {
            return new AvroPrimitiveSchema(primitive, logicalType);
        }

        return _named.TryGetValue(AvroName.Full(word, enclosing), out var schema) || _named.TryGetValue(word, out schema)
            ? schema
            : throw AvroFault.InSchema(path, $"\"{word}\" is neither an Avro type nor the name of a type defined before it");
    }

    private AvroUnionSchema ParseUnion(JsonElement element, string enclosing, string path)
    {
        var branches = new List<AvroSchema>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var branch in element.EnumerateArray())
        {
            var schema = ParseType(branch, enclosing, FormattableString.Invariant($"{path}[{branches.Count}]"));
            if (schema.Type == AvroType.Union || !names.Add(schema.Name))
            {
                throw AvroFault.InSchema(path, $"a union may hold {schema.Name} only {(schema.Type == AvroType.Union ? "through a record" : "once")}");
            }

            branches.Add(schema);
        }

        return branches.Count > 0 ? new AvroUnionSchema(branches) : throw AvroFault.InSchema(path, "a union needs at least one branch");
    }

    private AvroSchema ParseObject(JsonElement element, string enclosing, string path)
    {
        var type = Required(element, "type", path);
        if (type.ValueKind != JsonValueKind.String)
        {
            return ParseType(type, enclosing, path + ".type");
        }

        return type.GetString()! switch
        {
            "record" or "error" => ParseRecord(element, enclosing, path),
            "enum" => ParseEnum(element, enclosing, path),
            "fixed" => ParseFixed(element, enclosing, path),
            "array" => new AvroArraySchema(ParseType(Required(element, "items", path), enclosing, path + ".items")),
            "map" => new AvroMapSchema(ParseType(Required(element, "values", path), enclosing, path + ".values")),
            var word => Named(word, AvroAttributes.LogicalTypeOf(element), enclosing, path),
        };
    }

    private AvroRecordSchema ParseRecord(JsonElement element, string enclosing, string path)
    {
        var name = FullNameOf(element, enclosing, path);
        var record = new AvroRecordSchema(name, AvroAttributes.LogicalTypeOf(element));
        Define(record, path);
        var fields = new List<AvroField>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in Items(element, "fields", path))
        {
            var place = FormattableString.Invariant($"{path}.fields[{fields.Count}]");
            var fieldName = AvroAttributes.Text(field, "name") ?? throw AvroFault.InSchema(place, "a field needs a name");
            RequireLegal(AvroName.IsLegal(fieldName), "field", fieldName, place + ".name");
            if (!names.Add(fieldName))
            {
                throw AvroFault.InSchema(place, $"record {name} has the field \"{fieldName}\" twice");
            }

            var schema = ParseType(Required(field, "type", place), AvroName.NamespaceOf(name), place + ".type");
            fields.Add(new AvroField(fieldName, fields.Count, schema, AvroAttributes.Text(field, "doc")));
        }

        record.Complete([.. fields]);
        return record;
    }

    private AvroEnumSchema ParseEnum(JsonElement element, string enclosing, string path)
    {
        var symbols = new List<string>();
        foreach (var symbol in Items(element, "symbols", path))
        {
            var name = symbol.ValueKind == JsonValueKind.String
                ? symbol.GetString()!
                : throw AvroFault.InSchema(path + ".symbols", "an enum's symbols are strings");
            RequireLegal(AvroName.IsLegal(name), "symbol", name, FormattableString.Invariant($"{path}.symbols[{symbols.Count}]"));
            symbols.Add(name);
        }

        if (symbols.Count == 0 || symbols.Distinct(StringComparer.Ordinal).Count() != symbols.Count)
        {
            throw AvroFault.InSchema(path + ".symbols", "an enum needs at least one symbol, and each once");
        }

        return Define(new AvroEnumSchema(FullNameOf(element, enclosing, path), symbols), path);
    }

    private AvroFixedSchema ParseFixed(JsonElement element, string enclosing, string path)
    {
        var size = AvroAttributes.Number(element, "size");
        return size is >= 0 && size <= _limits.MaxExpandedBytes
            ? Define(new AvroFixedSchema(FullNameOf(element, enclosing, path), size.Value, AvroAttributes.LogicalTypeOf(element)), path)
            : throw AvroFault.InSchema(path, FormattableString.Invariant($"a fixed needs a size of 0 to {_limits.MaxExpandedBytes} bytes"));
    }

    private T Define<T>(T schema, string path)
        where T : AvroSchema =>
        _named.TryAdd(schema.Name, schema) ? schema : throw AvroFault.InSchema(path, $"the type \"{schema.Name}\" is defined twice");

    private static string FullNameOf(JsonElement element, string enclosing, string path)
    {
        var name = AvroAttributes.Text(element, "name");
        if (string.IsNullOrEmpty(name))
        {
            throw AvroFault.InSchema(path, "a record, enum or fixed needs a name");
        }

        var fullName = AvroName.Full(name, AvroAttributes.Text(element, "namespace") ?? enclosing);
        RequireLegal(AvroName.IsLegalFullName(fullName), "type", fullName, path + ".name");
        return fullName;
    }

    private static void RequireLegal(bool isLegal, string what, string name, string path)
    {
        if (!isLegal)
        {
            throw AvroFault.InSchema(path, $"\"{name}\" cannot be the name of a {what}", AvroName.Rule);
        }
    }

    private static JsonElement Required(JsonElement element, string attribute, string path) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(attribute, out var value)
            ? value
            : throw AvroFault.InSchema(path, $"the attribute \"{attribute}\" is missing");

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string attribute, string path)
    {
        var value = Required(element, attribute, path);
        return value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : throw AvroFault.InSchema(path, $"\"{attribute}\" must be an array");
    }
}
