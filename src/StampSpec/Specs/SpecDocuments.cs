using StampSpec.Diagnostics;

namespace StampSpec.Specs;

/// <summary>Several kinds of document, told apart by their top-level keys.</summary>
/// <param name="documents">The kinds; among equals the first wins.</param>
public sealed class SpecDocuments(params IReadOnlyList<ISpecDocument> documents)
{
    /// <summary>The kinds.</summary>
    public IReadOnlyList<ISpecDocument> All => documents;

    /// <summary>Everything found in a file, read as the kind with which it shares the most top-level keys.</summary>
    public IReadOnlyList<Diagnostic> Validate(string path) => KindOf(path).Validate(path);

    private ISpecDocument KindOf(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length > SpecParser.LargestBytes
            || SpecParser.Parse(File.ReadAllText(path), path, new SpecFindings()) is not MappingNode root)
        {
            return documents[0];
        }

        var keys = root.Entries.Select(e => e.Key.Text).ToHashSet(StringComparer.Ordinal);
        return documents.MaxBy(d => d.KeyNames.Count(keys.Contains))!;
    }
}
