using StampSpec.Specs;

namespace StampSpec.Layouts;

/// <summary>The declaration of a layout's log-polar grid.</summary>
internal static class LogPolarSpec
{
    private static readonly SpecKey<LogPolarGrid, int> PixelsKey = new(
        "pixels",
        Spec.Integer(8, 512, unit: SpecUnit.Pixels),
        "Rings, and sectors of each ring: a multiple of 8.",
        g => g.Pixels,
        (g, pixels) => g with { Pixels = pixels },
        isRequired: true);

    private static readonly SpecKey<LogPolarGrid, double> InnermostKey = new(
        "innermost",
        Spec.NumberAbove(0, 3600, unit: SpecUnit.Arcsec),
        "Radius of the innermost ring, a disc.",
        g => g.InnermostArcsec,
        (g, radius) => g with { InnermostArcsec = radius },
        isRequired: true);

    private static readonly SpecKey<LogPolarGrid, double> OutermostKey = new(
        "outermost",
        Spec.NumberAbove(0, 3600, unit: SpecUnit.Arcsec),
        "Outer radius of the outermost ring.",
        g => g.OutermostArcsec,
        (g, radius) => g with { OutermostArcsec = radius },
        isRequired: true);

    /// <summary>A grid.</summary>
    public static SpecMapping<LogPolarGrid> Declaration { get; } = new SpecRecord<LogPolarGrid>(
            "a log-polar grid", new LogPolarGrid(0, 0, 0))
        .Key(PixelsKey)
        .Key(InnermostKey)
        .Key(OutermostKey)
        .ToMapping(Check);

    private static void Check(SpecReader reader)
    {
        if (reader.TryGet(PixelsKey, out var pixels) && pixels % 8 != 0)
        {
            reader.Error(
                PixelsKey,
                "layout.log-polar",
                $"pixels is {pixels}; a quarter turn must shift whole sectors, and no sector's edge may lie on a diagonal, so it is a multiple of 8",
                $"write {8 * ((pixels / 8) + 1)}");
        }

        if (reader.TryGet(InnermostKey, out var innermost) && reader.TryGet(OutermostKey, out var outermost) && innermost >= outermost)
        {
            reader.Error(OutermostKey, "layout.log-polar", "the outermost ring lies within the innermost", "write an outermost radius above the innermost");
        }
    }
}
