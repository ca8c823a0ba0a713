using System.Globalization;

namespace StampSpec.Studies.Running;

/// <summary>One of several disjoint parts of a study's cells that together are all of them.</summary>
/// <param name="Index">Which part, from 1.</param>
/// <param name="Count">Number of parts.</param>
public sealed record StudyShard(int Index, int Count)
{
    /// <summary>Reads <c>I/N</c>; null where it is not 1 &lt;= I &lt;= N.</summary>
    public static StudyShard? Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && index >= 1 && index <= count
            ? new StudyShard(index, count) : null;
    }

    /// <summary>Its cells: every N-th, so that the parts take about equally long.</summary>
    public IEnumerable<StudyCell> Of(IReadOnlyList<StudyCell> cells) => cells.Where((_, index) => index % Count == Index - 1);
}
