using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Specs;

namespace StampSpec.Layouts.Specification;

/// <summary>The geometry that no layout may have, reported where the layout says it.</summary>
internal static class LayoutGeometryRules
{
    private const int LargestExtentPixels = 8192;

    /// <summary>A scale must have coarser pixels than the one before it, and should show more.</summary>
    public static void CheckOrder(SpecReader reader, SpecKey scalesKey, IReadOnlyList<StampScale> scales, int scale)
    {
        var (finer, coarser) = (scales[scale - 1], scales[scale]);
        if (coarser.PixelScaleArcsec <= finer.PixelScaleArcsec)
        {
            var message = string.Create(
                CultureInfo.InvariantCulture,
                $"scale {scale} has pixels of {coarser.PixelScaleArcsec} arcsec, no wider than the {finer.PixelScaleArcsec}"
                    + $" arcsec of scale {scale - 1}"
            );
            reader.Error(scalesKey, "layout.scale-order", message, "list the scales finest first, each with wider pixels");
        }
        else if (coarser.FieldOfViewArcsec <= finer.FieldOfViewArcsec)
        {
            var message = string.Create(
                CultureInfo.InvariantCulture,
                $"scale {scale} shows {coarser.FieldOfViewArcsec:0.###} arcsec, all of which scale {scale - 1} shows in more detail"
            );
            reader.Warn(scalesKey, "layout.scale-unseen", message, "give it more pixels or leave it out");
        }
    }

    /// <summary>
    /// What is wrong where the finest pixels across the widest scale are more than can be worked with; null if they are not.
    /// </summary>
    public static Diagnostic? Extent(IReadOnlyList<StampScale> scales)
    {
        var finest = scales.Select(s => s.FieldOfViewArcsec / scales[0].PixelScaleArcsec).DefaultIfEmpty().Max();
        return finest <= LargestExtentPixels
            ? null
            : Diagnostic.Error(
                "layout.extent",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the widest scale is {finest:0} of the finest pixels across; at most {LargestExtentPixels} can be cut"
                )
            ) with
            {
                Fix = "use fewer scales or a smaller ratio",
            };
    }

    /// <summary>What is wrong where a centre is omitted that the finer scale does not determine; null if it does.</summary>
    public static Diagnostic? Omission(IReadOnlyList<StampScale> scales, int scale)
    {
        var (finer, coarser) = (scales[scale - 1], scales[scale]);
        if (RedundantCentre.Side(finer, coarser) is not null)
        {
            return null;
        }

        var why = RedundantCentre.WholeRatio(finer.PixelScaleArcsec, coarser.PixelScaleArcsec) is null
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"its pixels are {coarser.PixelScaleArcsec / finer.PixelScaleArcsec:0.####} times as wide, which is no whole number"
            )
            : string.Create(
                CultureInfo.InvariantCulture,
                $"the {finer.Pixels} pixels of scale {scale - 1} do not tile a block centred in its {coarser.Pixels} pixels"
            );
        return Diagnostic.Error(
            "layout.centres",
            $"centres are omitted, but scale {scale} cannot be rebuilt from the finer one: {why}"
        ) with
        {
            Fix = "write centres: kept, or change pixels or ratio",
        };
    }

    /// <summary>Every scale must lie on the native stamp.</summary>
    public static void CheckCoverage(
        SpecReader reader,
        SpecKey scalesKey,
        SpecKey pixelScaleKey,
        IReadOnlyList<StampScale> scales,
        StampScale native
    )
    {
        foreach (var problem in NativeCoverage.Problems(new StampLayout("the layout", scales), native))
        {
            Report(reader, reader.Has(scalesKey) ? scalesKey : pixelScaleKey, problem);
        }
    }

    /// <summary>Reports a problem, if there is one, at a key.</summary>
    public static void Report(SpecReader reader, SpecKey key, Diagnostic? problem)
    {
        if (problem is not null)
        {
            reader.Error(key, problem.Code, problem.Message, problem.Fix);
        }
    }

    /// <summary>
    /// A scale carries images of the layout, every image is on a scale, and what omits its centre is on the finer scale too.
    /// </summary>
    internal static void Check(
        SpecReader reader,
        SpecKey scalesKey,
        SpecKey imagesKey,
        IReadOnlyList<StampScale> scales,
        IReadOnlyList<CutoutKind> images,
        bool isOmitting
    )
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
            reader.Error(
                imagesKey,
                "layout.images",
                $"no scale carries the {Word(image)}",
                $"add {Word(image)} to the images of a scale, or leave it out of the layout's"
            );
        }
    }

    private static void CheckScale(SpecReader reader, SpecKey scalesKey, StampLayout layout, int scale)
    {
        foreach (var image in layout.ImagesAt(scale).Except(layout.Images))
        {
            reader.Error(
                scalesKey,
                "layout.images",
                $"scale {scale} carries the {Word(image)}, which is none of the layout's images",
                $"add {Word(image)} to the layout's images"
            );
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
                "write centres: kept, or let the finer scale carry the image too"
            );
        }
    }

    private static string Word(CutoutKind image) => image.ToString().ToLowerInvariant();
}
