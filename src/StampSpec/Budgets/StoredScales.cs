using StampSpec.Layouts;

namespace StampSpec.Budgets;

/// <summary>The pixels that each scale of a layout stores.</summary>
internal static class StoredScales
{
    /// <summary>Stored pixels of each scale, finest first.</summary>
    public static IEnumerable<int> Pixels(StampLayout layout) => layout.Scales.Select((scale, i) =>
    {
        var omitted = layout.OmittedPixels(i);
        return (scale.Pixels * scale.Pixels) - (omitted * omitted);
    });

    /// <summary>A size summed over the scales; null where one of them is unknown.</summary>
    public static long? Sum(StampLayout layout, Func<int, long?> size)
    {
        long? sum = 0;
        foreach (var pixels in Pixels(layout))
        {
            sum += size(pixels);
        }

        return sum;
    }

    /// <summary>A size summed over planes or images; null where one of them is unknown.</summary>
    public static long? SumOrNull<T>(this IEnumerable<T> items, Func<T, long?> size)
    {
        long? sum = 0;
        foreach (var item in items)
        {
            sum += size(item);
        }

        return sum;
    }
}
