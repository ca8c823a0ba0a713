using System.Text;
using System.Text.Json.Nodes;
using StampSpec.Common;

namespace StampSpec.Specs;

/// <summary>A kind of YAML document. It reads, validates and documents such documents from their declaration.</summary>
/// <typeparam name="T">The type that a document becomes.</typeparam>
/// <param name="name">Short name, such as <c>layout</c>; the schema's file is <c>specs/schema/NAME.json</c>.</param>
/// <param name="description">What such a document describes, in one sentence.</param>
/// <param name="root">Its root value.</param>
/// <param name="join">
/// Joins a parsed file with the files that it names, before it is bound; null if files of this kind name no others.
/// </param>
internal sealed class SpecDocument<T>(
    string name,
    string description,
    SpecValue<T> root,
    Func<SpecNode, SpecFindings, SpecNode>? join = null
) : ISpecDocument
{
    /// <summary>Short name.</summary>
    public string Name => name;

    /// <summary>The kind of value at its root.</summary>
    internal SpecValue<T> Root => root;

    /// <inheritdoc/>
    public IReadOnlyList<string> KeyNames { get; } =
    [.. root.TableRows("").Select(r => r.Key).Where(k => k.AsSpan().IndexOfAny('.', '[') < 0)];

    /// <inheritdoc/>
    public IReadOnlyList<Diagnostic> Validate(string text, string file) => Parse(text, file).Diagnostics;

    /// <summary>Reads a file and reports every finding.</summary>
    public SpecReading<T> Read(string path)
    {
        return SpecFile.TryRead(path, out var text, out var problem) ? Parse(text, path) : new SpecReading<T>(default, [problem]);
    }

    /// <summary>Reads a text and reports every finding.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">The file that diagnostics name, and whose folder relative paths start from; null if there is none.</param>
    public SpecReading<T> Parse(string text, string? file = null) => Parse(text, file, null);

    /// <summary>Reads a text and reports every finding: first those of the file, then those of the files that it names.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">The file that diagnostics name, and whose folder relative paths start from; null if there is none.</param>
    /// <param name="change">What to change in the nodes before they are bound; null for nothing.</param>
    internal SpecReading<T> Parse(string text, string? file, Func<SpecNode, SpecFindings, SpecNode>? change)
    {
        var findings = new SpecFindings();
        var value = default(T);
        if (
            SpecParser.Parse(text, file, findings) is { } node
            && Prepared(node, change, findings) is { } whole
            && root.TryBind(whole, findings, out var bound)
        )
        {
            value = bound;
        }

        return new SpecReading<T>(
            value,
            [
                .. findings
                    .Diagnostics.OrderBy(d => d.File != file)
                    .ThenBy(d => d.File, StringComparer.Ordinal)
                    .ThenBy(d => d.Line)
                    .ThenBy(d => d.Column),
            ]
        );
    }

    /// <summary>Reads a file that must be valid.</summary>
    /// <exception cref="InvalidInputException">The file is not valid; the exception contains every finding.</exception>
    public T Load(string path)
    {
        var reading = Read(path);
        return reading.IsValid ? reading.Value! : throw new InvalidInputException(reading.Diagnostics);
    }

    /// <summary>Reads the bytes of a file that must be valid.</summary>
    /// <exception cref="InvalidInputException">The file is not valid; the exception contains every finding.</exception>
    public T Load(byte[] content, string path)
    {
        var reading = Parse(SpecFile.TextOf(content), path);
        return reading.IsValid ? reading.Value! : throw new InvalidInputException(reading.Diagnostics);
    }

    private SpecNode? Prepared(SpecNode node, Func<SpecNode, SpecFindings, SpecNode>? change, SpecFindings findings)
    {
        var joined = join?.Invoke(node, findings) ?? node;
        var changed = change?.Invoke(joined, findings) ?? joined;
        return findings.ErrorCount == 0 ? changed : null;
    }

    /// <inheritdoc/>
    public string ToJsonSchema()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = name,
            ["description"] = description,
        };
        foreach (var (key, value) in root.ToJsonSchema())
        {
            schema[key] = value?.DeepClone();
        }

        return SpecJson.Write(schema);
    }

    /// <inheritdoc/>
    public string ToMarkdownTable()
    {
        var table = new StringBuilder("| key | value | default | meaning |\n|---|---|---|---|\n");
        foreach (var row in root.TableRows(""))
        {
            table.Append(
                $"| `{row.Key}` | {row.Value} | {row.Default} | {row.Description} |\n".Replace("<", "&lt;", StringComparison.Ordinal)
            );
        }

        return table.ToString();
    }
}

/// <summary>A kind of YAML document, whatever type it becomes.</summary>
public interface ISpecDocument
{
    /// <summary>Short name, such as <c>layout</c>.</summary>
    public string Name { get; }

    /// <summary>The names of its top-level keys.</summary>
    public IReadOnlyList<string> KeyNames { get; }

    /// <summary>Everything found in the text of a file.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">The file that diagnostics name, and whose folder relative paths start from.</param>
    public IReadOnlyList<Diagnostic> Validate(string text, string file);

    /// <summary>The JSON Schema (draft 2020-12), indented, with a final newline.</summary>
    public string ToJsonSchema();

    /// <summary>A Markdown table of its keys.</summary>
    public string ToMarkdownTable();
}

/// <summary>Several kinds of document, which are distinguished by their top-level keys.</summary>
/// <param name="documents">The kinds; if several fit equally well, the first is taken.</param>
public sealed class SpecDocuments(params IReadOnlyList<ISpecDocument> documents)
{
    /// <summary>The kinds.</summary>
    public IReadOnlyList<ISpecDocument> All => documents;

    /// <summary>Everything found in a file. The file is read as the kind with which it shares the most top-level keys.</summary>
    public IReadOnlyList<Diagnostic> Validate(string path) =>
        SpecFile.TryRead(path, out var text, out var problem) ? KindOf(text, path).Validate(text, path) : [problem];

    /// <summary>True if the findings in a file say that it could not be read as text.</summary>
    public static bool IsUnread(IReadOnlyList<Diagnostic> findings) =>
        findings is [{ Code: SpecFile.NoFileCode or SpecFile.TooLargeCode or SpecFile.NotTextCode }];

    private ISpecDocument KindOf(string text, string path)
    {
        if (SpecParser.Parse(text, path, new SpecFindings()) is not MappingNode root)
        {
            return documents[0];
        }

        var keys = root.Entries.Select(e => e.Key.Text).ToHashSet(StringComparer.Ordinal);
        return documents.MaxBy(d => d.KeyNames.Count(keys.Contains))!;
    }
}

/// <summary>The result of reading a spec.</summary>
/// <param name="Value">The bound value; the type's default if <see cref="IsValid"/> is false.</param>
/// <param name="Diagnostics">Everything found, in the order of the file.</param>
internal sealed record SpecReading<T>(T? Value, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>True if no finding is an error.</summary>
    public bool IsValid => Diagnostics.All(d => d.Severity != DiagnosticSeverity.Error);
}
