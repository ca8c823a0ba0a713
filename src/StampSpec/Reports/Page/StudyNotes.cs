using StampSpec.Studies.Store;

namespace StampSpec.Reports.Page;

/// <summary>
/// notes.md of a study's folder: what readers must know about these results, which somebody found out after the study had run. The page
/// shows its paragraphs above the answer.
/// </summary>
internal static class StudyNotes
{
    private const string DataKey = "data:";

    /// <summary>Reads the paragraphs of a note; empty if there is none. A first line <c>data: HASH</c> restricts the note to results of the
    /// data with this hash, so that it disappears when the study runs again on other data.</summary>
    public static IReadOnlyList<string> Read(StudyResults results)
    {
        var path = Path.Combine(results.Folder, ResultFile.Notes);
        if (!File.Exists(path))
        {
            return [];
        }

        var text = File.ReadAllText(path).ReplaceLineEndings("\n").Trim();
        if (text.StartsWith(DataKey, StringComparison.Ordinal))
        {
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            var hash = (end < 0 ? text : text[..end])[DataKey.Length..].Trim();
            text = end < 0 || hash != results.Provenance.DataSha256 ? "" : text[end..];
        }

        return [.. text.Split("\n\n").Select(p => p.Replace('\n', ' ').Trim()).Where(p => p.Length > 0)];
    }
}
