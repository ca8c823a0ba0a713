using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Specs;

namespace StampSpec.Layouts.Specification;

/// <summary>Checks the geometry of layouts and reports problems at the keys that cause them.</summary>
internal static class LayoutGeometryRules
{
    private const int LargestExtentPixels = 8192;

    /// <summary>A scale must have coarser pixels than the one before it, and should show a wider field.</summary>
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
            var message = FormattableString.Invariant(
                $"scale {scale} shows {coarser.FieldOfViewArcsec:0.###} arcsec, but scale {scale - 1} shows all of it in more detail"
            );
            reader.Warn(scalesKey, "layout.scale-unseen", message, "give it more pixels, or remove it");
        }
    }

    /// <summary>
    /// The problem, if the widest scale is more of the finest pixels across than can be processed; otherwise null.
    /// </summary>
    public static Diagnostic? Extent(IReadOnlyList<StampScale> scales)
    {
        var finest = scales.Select(s => s.FieldOfViewArcsec / scales[0].PixelScaleArcsec).DefaultIfEmpty().Max();
        return finest <= LargestExtentPixels
            ? null
            : Diagnostic.Error(
                "layout.extent",
                FormattableString.Invariant(
                    $"the widest scale is {finest:0} of the finest pixels across; at most {LargestExtentPixels} can be cut"
                ),
                fix: "use fewer scales or a smaller ratio"
            );
    }

    /// <summary>The problem, if stamps cannot be as large as a footprint; otherwise null.</summary>
    /// <param name="scales">The scales.</param>
    /// <param name="smallest">Pixels a side of the smallest stamp.</param>
    /// <param name="isPolar">Whether the pixels are rings and sectors.</param>
    public static Diagnostic? Footprint(IReadOnlyList<StampScale> scales, int smallest, bool isPolar)
    {
        if (isPolar || scales.Count != 1)
        {
            return Diagnostic.Error(
                "layout.footprint",
                "stamps as large as the footprint have one scale of square pixels",
                fix: "remove smallest-pixels, or write pixels and pixel-scale of one scale"
            );
        }

        return smallest < scales[0].Pixels
            ? null
            : Diagnostic.Error(
                "layout.footprint",
                FormattableString.Invariant($"the smallest stamp has {smallest} pixels a side, but the largest has {scales[0].Pixels}"),
                fix: "write a smallest-pixels below pixels"
            );
    }

    /// <summary>The problem, if a centre is omitted that the finer scale does not determine; otherwise null.</summary>
    public static Diagnostic? Omission(IReadOnlyList<StampScale> scales, int scale)
    {
        var (finer, coarser) = (scales[scale - 1], scales[scale]);
        if (coarser.RedundantSide(finer) is not null)
        {
            return null;
        }

        var why = coarser.RatioTo(finer) is null
            ? FormattableString.Invariant(
                $"its pixels are {coarser.PixelScaleArcsec / finer.PixelScaleArcsec:0.####} times as wide, which is not a whole number"
            )
            : FormattableString.Invariant(
                $"the {finer.Pixels} pixels of scale {scale - 1} do not tile a block centred in its {coarser.Pixels} pixels"
            );
        return Diagnostic.Error(
            "layout.centres",
            $"centres are omitted, but scale {scale} cannot be rebuilt from the finer one: {why}",
            fix: "write centres: kept, or change pixels or ratio"
        );
    }

    /// <summary>Every scale must be on the native stamp.</summary>
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
    /// A scale may carry only images of the layout, every image must be on a scale, and an image that omits its centre at a scale must also
    /// be on the next finer one.
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
                $"add {Word(image)} to the images of a scale, or remove it from the layout's images"
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
                $"scale {scale} carries the {Word(image)}, which is not among the layout's images",
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
                "write centres: kept, or add the image to the finer scale"
            );
        }
    }

    private static string Word(CutoutKind image) => image.ToString().ToLowerInvariant();
}
