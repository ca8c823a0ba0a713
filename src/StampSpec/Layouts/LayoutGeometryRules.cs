using System.Globalization;
using StampSpec.Diagnostics;
using StampSpec.Specs;

namespace StampSpec.Layouts;

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
            var message = Text($"scale {scale} has pixels of {coarser.PixelScaleArcsec} arcsec, no wider than the {finer.PixelScaleArcsec} arcsec of scale {scale - 1}");
            reader.Error(scalesKey, "layout.scale-order", message, "list the scales finest first, each with wider pixels");
        }
        else if (coarser.FieldOfViewArcsec <= finer.FieldOfViewArcsec)
        {
            var message = Text($"scale {scale} shows {coarser.FieldOfViewArcsec:0.###} arcsec, all of which scale {scale - 1} shows in more detail");
            reader.Warn(scalesKey, "layout.scale-unseen", message, "give it more pixels or leave it out");
        }
    }

    /// <summary>
    /// What is wrong where the finest pixels across the widest scale are more than can be worked with; null if they are not.
    /// </summary>
    public static Diagnostic? Extent(IReadOnlyList<StampScale> scales)
    {
        var finest = scales.Select(s => s.FieldOfViewArcsec / scales[0].PixelScaleArcsec).DefaultIfEmpty().Max();
        return finest <= LargestExtentPixels ? null : Diagnostic.Error(
            "layout.extent", Text($"the widest scale is {finest:0} of the finest pixels across; at most {LargestExtentPixels} can be cut")) with
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
            ? Text($"its pixels are {coarser.PixelScaleArcsec / finer.PixelScaleArcsec:0.####} times as wide, which is no whole number")
            : Text($"the {finer.Pixels} pixels of scale {scale - 1} do not tile a block centred in its {coarser.Pixels} pixels");
        return Diagnostic.Error("layout.centres", $"centres are omitted, but scale {scale} cannot be rebuilt from the finer one: {why}") with
        {
            Fix = "write centres: kept, or change pixels or ratio",
        };
    }

    /// <summary>Every scale must lie on the native stamp.</summary>
    public static void CheckCoverage(
        SpecReader reader, SpecKey scalesKey, SpecKey pixelScaleKey, IReadOnlyList<StampScale> scales, StampScale native)
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

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
