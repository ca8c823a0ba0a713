using System.Buffers;
using System.Text.Json;
using StampSpec.Common;

namespace StampSpec.Formats.Avro;

/// <summary>Builds schemas from JSON. It remembers named types, so that references find them.</summary>
internal sealed class AvroSchemaParser
{
    private const int JsonLevelsPerType = 4;
    private const int LeastJsonDepth = 64;

    private readonly AvroLimits _limits;
    private readonly Dictionary<string, AvroSchema> _named = new(StringComparer.Ordinal);
    private readonly Func<string, byte[]?>? _definitions;
    private int _nodes;

    private static readonly SearchValues<char> Characters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"
    );

    /// <summary>The null namespace.</summary>
    private const string NoNamespace = "";

    /// <summary>The rule for names, for diagnostics.</summary>
    private const string Rule = "a name begins with a letter or _, followed by letters, digits and _ (A to Z, a to z, 0 to 9)";

    private static readonly Dictionary<string, AvroType> Primitives = new(StringComparer.Ordinal)
    {
        ["null"] = AvroType.Null,
        ["boolean"] = AvroType.Boolean,
        ["int"] = AvroType.Int,
        ["long"] = AvroType.Long,
        ["float"] = AvroType.Float,
        ["double"] = AvroType.Double,
        ["bytes"] = AvroType.Bytes,
        ["string"] = AvroType.String,
    };

    private AvroSchemaParser(AvroLimits limits, Func<string, byte[]?>? definitions)
    {
        (_limits, _definitions) = (limits, definitions);
    }

    /// <summary>Parses a whole schema.</summary>
    /// <param name="utf8Json">Its text.</param>
    /// <param name="limits">Limits on its size and depth.</param>
    /// <param name="definitions">
    /// The text of the schema of a full name that this text refers to without defining it; null if nothing else defines any.
    /// </param>
    public static AvroSchema Parse(ReadOnlyMemory<byte> utf8Json, AvroLimits limits, Func<string, byte[]?>? definitions = null)
    {
        var parser = new AvroSchemaParser(limits, definitions);
        var schema = parser.ParseText(utf8Json, "$");
        return schema;
    }

    private AvroSchema ParseText(ReadOnlyMemory<byte> utf8Json, string path)
    {
        if (utf8Json.Length > _limits.MaxSchemaBytes)
        {
            throw FormatFault.InSchema(
                path,
                FormattableString.Invariant($"the schema has {utf8Json.Length} bytes; the limit is {_limits.MaxSchemaBytes}"),
                LimitOption.SchemaBytes.Fix
            );
        }

        try
        {
            using var document = JsonDocument.Parse(
                utf8Json,
                new JsonDocumentOptions { MaxDepth = LeastJsonDepth + (JsonLevelsPerType * _limits.MaxSchemaDepth) }
            );
            return ParseType(document.RootElement, NoNamespace, path);
        }
        catch (JsonException invalid)
        {
            throw new InvalidInputException(NotJson(invalid), invalid);
        }
        catch (InvalidOperationException invalid)
        {
            // JsonElement.GetString detects invalid UTF-8 only when a string is read.
            throw FormatFault.InSchema(path, $"the schema's text is not valid JSON: {invalid.Message}");
        }
    }

    private static Diagnostic NotJson(JsonException invalid) =>
        Diagnostic.Error(
            "avro.schema",
            $"the schema's text is not valid JSON: {invalid.Message}",
            line: (int?)invalid.LineNumber + 1,
            column: (int?)invalid.BytePositionInLine + 1
        );

    private AvroSchema ParseType(JsonElement element, string enclosing, string path)
    {
        if (++_nodes > _limits.MaxSchemaFields)
        {
            throw FormatFault.InSchema(
                path,
                FormattableString.Invariant($"the schema has more than {_limits.MaxSchemaFields} types"),
                LimitOption.SchemaFields.Fix
            );
        }

        var schema = element.ValueKind switch
        {
            JsonValueKind.String => Named(element.GetString()!, logicalType: null, enclosing, path),
            JsonValueKind.Array => ParseUnion(element, enclosing, path),
            JsonValueKind.Object => ParseObject(element, enclosing, path),
            _ => throw FormatFault.InSchema(path, $"a schema is a name, an object or an array, not {element.ValueKind}"),
        };
        return schema.Height <= _limits.MaxSchemaDepth
            ? schema
            : throw FormatFault.InSchema(
                path,
                FormattableString.Invariant($"the schema nests deeper than {_limits.MaxSchemaDepth} types"),
                LimitOption.SchemaDepth.Fix
            );
    }

    private AvroSchema Named(string word, AvroLogicalType? logicalType, string enclosing, string path)
    {
        if (TryPrimitive(word, out var primitive))
        {
            return new AvroPrimitiveSchema(primitive, logicalType);
        }

        var fullName = Full(word, enclosing);
        if (_named.TryGetValue(fullName, out var schema) || _named.TryGetValue(word, out schema))
        {
            return schema;
        }

        return _definitions?.Invoke(fullName) is { } text
            ? ParseText(text, fullName)
            : throw FormatFault.InSchema(path, $"\"{word}\" is neither an Avro type nor the name of a type defined before it");
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
                throw FormatFault.InSchema(
                    path,
                    $"a union may contain {schema.Name} only {(schema.Type == AvroType.Union ? "through a record" : "once")}"
                );
            }

            branches.Add(schema);
        }

        return branches.Count > 0 ? new AvroUnionSchema(branches) : throw FormatFault.InSchema(path, "a union needs at least one branch");
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
            var word => Named(word, LogicalTypeOf(element), enclosing, path),
        };
    }

    private AvroRecordSchema ParseRecord(JsonElement element, string enclosing, string path)
    {
        var name = FullNameOf(element, enclosing, path);
        var record = new AvroRecordSchema(name, LogicalTypeOf(element));
        Define(record, path);
        var fields = new List<AvroField>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in Items(element, "fields", path))
        {
            var place = FormattableString.Invariant($"{path}.fields[{fields.Count}]");
            var fieldName = Text(field, "name") ?? throw FormatFault.InSchema(place, "a field needs a name");
            RequireLegal(IsLegal(fieldName), "field", fieldName, place + ".name");
            if (!names.Add(fieldName))
            {
                throw FormatFault.InSchema(place, $"record {name} has the field \"{fieldName}\" twice");
            }

            var schema = ParseType(Required(field, "type", place), NamespaceOf(name), place + ".type");
            fields.Add(new AvroField(fieldName, fields.Count, schema, Text(field, "doc")));
        }

        record.Complete([.. fields]);
        return record;
    }

    private AvroEnumSchema ParseEnum(JsonElement element, string enclosing, string path)
    {
        var symbols = new List<string>();
        foreach (var symbol in Items(element, "symbols", path))
        {
            var name =
                symbol.ValueKind == JsonValueKind.String
                    ? symbol.GetString()!
                    : throw FormatFault.InSchema(path + ".symbols", "an enum's symbols are strings");
            RequireLegal(IsLegal(name), "symbol", name, FormattableString.Invariant($"{path}.symbols[{symbols.Count}]"));
            symbols.Add(name);
        }

        if (symbols.Count == 0 || symbols.Distinct(StringComparer.Ordinal).Count() != symbols.Count)
        {
            throw FormatFault.InSchema(path + ".symbols", "an enum needs at least one symbol, and no symbol twice");
        }

        return Define(new AvroEnumSchema(FullNameOf(element, enclosing, path), symbols), path);
    }

    private AvroFixedSchema ParseFixed(JsonElement element, string enclosing, string path)
    {
        var size = Number(element, "size");
        return size is >= 0 && size <= _limits.MaxExpandedBytes
            ? Define(new AvroFixedSchema(FullNameOf(element, enclosing, path), size.Value, LogicalTypeOf(element)), path)
            : throw FormatFault.InSchema(
                path,
                FormattableString.Invariant($"a fixed needs a size of 0 to {_limits.MaxExpandedBytes} bytes")
            );
    }

    private T Define<T>(T schema, string path)
        where T : AvroSchema =>
        _named.TryAdd(schema.Name, schema) ? schema : throw FormatFault.InSchema(path, $"the type \"{schema.Name}\" is defined twice");

    private static string FullNameOf(JsonElement element, string enclosing, string path)
    {
        var name = Text(element, "name");
        if (string.IsNullOrEmpty(name))
        {
            throw FormatFault.InSchema(path, "a record, enum or fixed needs a name");
        }

        var fullName = Full(name, Text(element, "namespace") ?? enclosing);
        RequireLegal(IsLegalFullName(fullName), "type", fullName, path + ".name");
        return fullName;
    }

    /// <summary>The full name of the type that a schema defines; null if the schema is not that of a named type.</summary>
    public static string? FullNameOf(JsonElement schema) =>
        Text(schema, "name") is { Length: > 0 } name ? Full(name, Text(schema, "namespace") ?? NoNamespace) : null;

    private static void RequireLegal(bool isLegal, string what, string name, string path)
    {
        if (!isLegal)
        {
            throw FormatFault.InSchema(path, $"\"{name}\" cannot be the name of a {what}", Rule);
        }
    }

    private static JsonElement Required(JsonElement element, string attribute, string path) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(attribute, out var value)
            ? value
            : throw FormatFault.InSchema(path, $"the attribute \"{attribute}\" is missing");

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string attribute, string path)
    {
        var value = Required(element, attribute, path);
        return value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : throw FormatFault.InSchema(path, $"\"{attribute}\" must be an array");
    }

    /// <summary>A string attribute.</summary>
    private static string? Text(JsonElement element, string attribute) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(attribute, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>A whole-number attribute.</summary>
    private static int? Number(JsonElement element, string attribute) =>
        element.TryGetProperty(attribute, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : null;

    /// <summary>The logical type, if the object has one.</summary>
    private static AvroLogicalType? LogicalTypeOf(JsonElement element) =>
        Text(element, "logicalType") is { } name ? new AvroLogicalType(name, Number(element, "precision"), Number(element, "scale")) : null;

    /// <summary>True for a name of a field or a symbol, or one part of a full name.</summary>
    private static bool IsLegal(ReadOnlySpan<char> name) =>
        !name.IsEmpty && !char.IsAsciiDigit(name[0]) && !name.ContainsAnyExcept(Characters);

    /// <summary>True for the name of a type: names with dots between them.</summary>
    private static bool IsLegalFullName(string name) => name.Split('.').All(part => IsLegal(part));

    /// <summary>The full name. A name with dots is already one; any other name gets the given namespace.</summary>
    private static string Full(string name, string space) =>
        name.Contains('.', StringComparison.Ordinal) || space.Length == 0 ? name : $"{space}.{name}";

    /// <summary>The namespace of a full name, in which nested types are looked up.</summary>
    private static string NamespaceOf(string fullName) => fullName.LastIndexOf('.') is > 0 and var dot ? fullName[..dot] : NoNamespace;

    /// <summary>The word for a type.</summary>
    internal static string NameOf(AvroType type) =>
        type switch
        {
            AvroType.Null => "null",
            AvroType.Boolean => "boolean",
            AvroType.Int => "int",
            AvroType.Long => "long",
            AvroType.Float => "float",
            AvroType.Double => "double",
            AvroType.Bytes => "bytes",
            AvroType.String => "string",
            AvroType.Record => "record",
            AvroType.Enum => "enum",
            AvroType.Array => "array",
            AvroType.Map => "map",
            AvroType.Union => "union",
            _ => "fixed",
        };

    /// <summary>The primitive type that a word names, if there is one.</summary>
    private static bool TryPrimitive(string word, out AvroType type) => Primitives.TryGetValue(word, out type);
}
