using StampSpec.Layouts;
using StampSpec.Pixels;

namespace StampSpec.Budgets;

/// <summary>Sizes summed over what a layout stores.</summary>
internal static class StoredScales
{
    /// <summary>A size of stored pixels summed over the scales that carry an image; null if one of them is unknown.</summary>
    public static long? Sum(StampLayout layout, CutoutKind image, Func<int, long?> size) => layout.ScalesOf(image).SumOrNull(scale => size(layout.StoredPixels(scale)));

    /// <summary>A size of planes summed over all images; null if one of them is unknown.</summary>
    public static long? Sum(StampLayout layout, Func<CutoutKind, StampPlane, long?> size) =>
        layout.Images.SumOrNull(image => layout.Planes.SumOrNull(plane => size(image, plane)));

    /// <summary>A size summed over planes or images; null if one of them is unknown.</summary>
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
