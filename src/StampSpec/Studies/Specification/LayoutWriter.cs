using StampSpec.Layouts;

namespace StampSpec.Studies.Specification;

/// <summary>Writes a layout as the keys of <see cref="LayoutSpec"/>.</summary>
internal static class LayoutWriter
{
    /// <summary>The layout's keys and values.</summary>
    public static OrderedDictionary<string, object> Write(StampLayout layout)
    {
        var written = new OrderedDictionary<string, object>
        {
            ["name"] = layout.Name,
            ["images"] = layout.Images.Count == 0 ? "none" : layout.Images.Select(i => LockedSpec.Word(i)).ToArray(),
            ["planes"] = new OrderedDictionary<string, object>(layout.Planes.Select(p => KeyValuePair.Create(LockedSpec.Word(p.Kind), (object)Word(p.Number)))),
            ["centres"] = layout.KeepsRedundantCentres ? "kept" : "omitted",
            ["bins"] = LockedSpec.Word(layout.Bins),
        };
        if (layout.LogPolar is { } grid)
        {
            written["log-polar"] = new OrderedDictionary<string, object>
            {
                ["pixels"] = grid.Pixels,
                ["innermost"] = grid.InnermostArcsec,
                ["outermost"] = grid.OutermostArcsec,
            };
        }
        else if (layout.Scales.Count > 0)
        {
            written.Insert(1, "scales", layout.Scales.Select(Write).ToArray());
        }

        if (layout.Features.Count > 0)
        {
            written["features"] = layout.Features.Select(f => new OrderedDictionary<string, object> { [f.Kind] = new OrderedDictionary<string, object>(f.Settings) }).ToArray();
        }

        if (layout.Psf is { } psf)
        {
            written["psf"] = Write(psf);
        }

        if (layout.Native is { } native)
        {
            written["native"] = Write(native);
        }

        return written;
    }

    private static OrderedDictionary<string, object> Write(StampScale scale)
    {
        var written = new OrderedDictionary<string, object> { ["pixels"] = scale.Pixels, ["pixel-scale"] = scale.PixelScaleArcsec };
        if (scale.Images is { } images)
        {
            written["images"] = images.Select(i => LockedSpec.Word(i)).ToArray();
        }

        return written;
    }

    private static OrderedDictionary<string, object> Write(PsfPlane psf) => new()
    {
        [psf is PsfImage ? "pixels" : "parameters"] = psf is PsfImage image ? image.Pixels : psf.ValueCount,
        ["number"] = Word(psf.Number),
        ["shared"] = psf.IsShared,
    };

    private static string Word(PixelNumberType number) => number.ToString().ToLowerInvariant();
}
