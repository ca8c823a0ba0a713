using StampSpec.Pixels;
using StampSpec.Specs;

namespace StampSpec.Layouts;

/// <summary>The images that scales of their own may carry.</summary>
internal static class LayoutImageRules
{
    /// <summary>
    /// A scale carries images of the layout, every image is on a scale, and what omits its centre is on the finer scale too.
    /// </summary>
    public static void Check(
        SpecReader reader, SpecKey scalesKey, SpecKey imagesKey, IReadOnlyList<StampScale> scales, IReadOnlyList<CutoutKind> images, bool isOmitting)
    {
        var layout = new StampLayout("the layout", scales) { Images = images };
        for (var scale = 0; scale < scales.Count; scale++)
        {
            CheckScale(reader, scalesKey, layout, scale);
            if (isOmitting && scale > 0)
            {
                CheckOmission(reader, scalesKey, layout, scale);
            }
        }

        foreach (var image in images.Where(image => !layout.ScalesOf(image).Any()))
        {
            reader.Error(imagesKey, "layout.images", $"no scale carries the {Word(image)}", $"add {Word(image)} to the images of a scale, or leave it out of the layout's");
        }
    }

    private static void CheckScale(SpecReader reader, SpecKey scalesKey, StampLayout layout, int scale)
    {
        foreach (var image in layout.ImagesAt(scale).Except(layout.Images))
        {
            reader.Error(scalesKey, "layout.images", $"scale {scale} carries the {Word(image)}, which is none of the layout's images", $"add {Word(image)} to the layout's images");
        }
    }

    private static void CheckOmission(SpecReader reader, SpecKey scalesKey, StampLayout layout, int scale)
    {
        foreach (var image in layout.ImagesAt(scale).Except(layout.ImagesAt(scale - 1)))
        {
            reader.Error(
                scalesKey,
                "layout.centres",
                $"centres are omitted, but scale {scale} of the {Word(image)} cannot be rebuilt: scale {scale - 1} does not carry it",
                "write centres: kept, or let the finer scale carry the image too");
        }
    }

    private static string Word(CutoutKind image) => image.ToString().ToLowerInvariant();
}
