using System.Globalization;

namespace StampSpec.Studies.Exploring;

/// <summary>Bytes from one of a study's budgets to the next, of which a search keeps the best candidate.</summary>
/// <param name="Above">The budget below, which is not of the range; null for the first range.</param>
/// <param name="UpTo">The budget above, which is of the range.</param>
internal sealed record ByteRange(double? Above, double UpTo)
{
    /// <summary>The ranges that budgets divide: up to the smallest, then from each to the next.</summary>
    /// <param name="budgets">At least one budget, in any order.</param>
    public static IReadOnlyList<ByteRange> Between(IEnumerable<StudyBudget> budgets)
    {
        double[] limits = [.. budgets.Select(b => b.Bytes).Distinct().Order()];
        return [.. limits.Select((limit, i) => new ByteRange(i == 0 ? null : limits[i - 1], limit))];
    }

    /// <summary>Whether a number of bytes is of the range.</summary>
    public bool Holds(double bytes) => bytes <= UpTo && !(bytes <= Above);

    /// <summary>Of those of the range the one of highest score, the cheaper among equals, then the earlier; null where there is none.</summary>
    /// <param name="all">Some candidates.</param>
    /// <param name="bytesOf">Bytes of a candidate.</param>
    /// <param name="scoreOf">Its score; null where it came to no result.</param>
    public T? Best<T>(IEnumerable<T> all, Func<T, double> bytesOf, Func<T, double?> scoreOf)
        where T : class =>
        all.Where(c => scoreOf(c) is not null && Holds(bytesOf(c))).OrderByDescending(scoreOf).ThenBy(bytesOf).FirstOrDefault();

    /// <inheritdoc/>
    public override string ToString() => (Above is { } above ? string.Create(CultureInfo.InvariantCulture, $"{above:0.##} to ") : "up to ")
        + string.Create(CultureInfo.InvariantCulture, $"{UpTo:0.##} B");
}
