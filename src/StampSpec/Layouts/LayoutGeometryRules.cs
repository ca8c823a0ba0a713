using System.Globalization;
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

    /// <summary>The finest pixels across the widest scale must be a number that can be worked with.</summary>
    public static void CheckExtent(SpecReader reader, SpecKey scalesKey, IReadOnlyList<StampScale> scales)
    {
        var finest = scales.Max(s => s.FieldOfViewArcsec) / scales[0].PixelScaleArcsec;
        if (finest > LargestExtentPixels)
        {
            var message = Text($"the widest scale is {finest:0} of the finest pixels across; at most {LargestExtentPixels} can be cut");
            reader.Error(scalesKey, "layout.extent", message, "use fewer scales or a smaller ratio");
        }
    }

    /// <summary>A centre may be omitted only where the finer scale determines it.</summary>
    public static void CheckOmission(SpecReader reader, SpecKey centresKey, IReadOnlyList<StampScale> scales, int scale)
    {
        var (finer, coarser) = (scales[scale - 1], scales[scale]);
        if (RedundantCentre.Side(finer, coarser) is not null)
        {
            return;
        }

        var why = RedundantCentre.WholeRatio(finer.PixelScaleArcsec, coarser.PixelScaleArcsec) is null
            ? Text($"its pixels are {coarser.PixelScaleArcsec / finer.PixelScaleArcsec:0.####} times as wide, which is no whole number")
            : Text($"the {finer.Pixels} pixels of scale {scale - 1} do not tile a block centred in its {coarser.Pixels} pixels");
        reader.Error(
            centresKey, "layout.centres", $"centres are omitted, but scale {scale} cannot be rebuilt from the finer one: {why}", "write centres: kept, or change pixels or ratio");
    }

    /// <summary>Every scale must lie on the native stamp.</summary>
    public static void CheckCoverage(
        SpecReader reader, SpecKey scalesKey, SpecKey pixelScaleKey, IReadOnlyList<StampScale> scales, StampScale native)
    {
        foreach (var problem in NativeCoverage.Problems(new StampLayout("the layout", scales), native))
        {
            reader.Error(reader.Has(scalesKey) ? scalesKey : pixelScaleKey, problem.Code, problem.Message, problem.Fix);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
