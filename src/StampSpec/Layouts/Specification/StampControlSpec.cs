using StampSpec.Layouts.Model;
using StampSpec.Specs;

namespace StampSpec.Layouts.Specification;

/// <summary>The declaration of a control experiment, in the layouts of a study and in the metadata of models.</summary>
internal static class StampControlSpec
{
    private static readonly SpecKey<StampControl, StampLayout> CutFromKey = new(
        "cut-from",
        // The mapping comes first, because a layout is written as a mapping.
        Spec.OneOf(LayoutSpec.Declaration, LayoutSpec.ByName),
        "The stamp that is sent and whose bytes count: the receiver cuts the layout from it. It has one scale of square pixels.",
        c => c.CutFrom,
        (c, layout) => c with { CutFrom = layout },
        isWritten: c => c.CutFrom is not null
    );

    private static readonly SpecKey<StampControl, bool> MaskOnlyKey = new(
        "mask-only",
        Spec.Boolean(),
        "Whether only the masks of missing pixels are shown: every pixel that has a value becomes 0.",
        c => c.IsMaskOnly,
        (c, isMaskOnly) => c with { IsMaskOnly = isMaskOnly },
        "false"
    );

    private static readonly SpecKey<StampControl, double?> OtherFieldKey = new(
        "other-field-beyond",
        Spec.Maybe(Spec.NumberAbove(0, 3600, "the distance is above 0 and up to 3600 arcsec", SpecUnit.Arcsec)),
        "Distance from the alert, along rows or columns, beyond which pixels come from another alert, drawn at random; synthetic alerts "
            + "only.",
        c => c.OtherFieldBeyondArcsec,
        (c, beyond) => c with { OtherFieldBeyondArcsec = beyond }
    );

    private static readonly SpecRecord<StampControl> Record = new SpecRecord<StampControl>("a control", new StampControl())
        .Key(CutFromKey)
        .Key(MaskOnlyKey)
        .Key(OtherFieldKey);

    /// <summary>The keys.</summary>
    public static SpecMapping<StampControl> Declaration { get; } = Record.ToMapping(Check);

    /// <summary>A control as the values of these keys.</summary>
    public static OrderedDictionary<string, object> Write(StampControl control) => Record.Write(control, "");

    private static void Check(SpecReader reader)
    {
        if (!reader.Has(CutFromKey) && !reader.Has(OtherFieldKey) && !(reader.TryGet(MaskOnlyKey, out var isMaskOnly) && isMaskOnly))
        {
            reader.Error(
                MaskOnlyKey,
                "study.control",
                "this control changes nothing",
                "write cut-from: LAYOUT, mask-only: true or other-field-beyond: 8; or remove control"
            );
        }

        CheckStamp(reader);
    }

    private static void CheckStamp(SpecReader reader)
    {
        if (reader.TryGet(CutFromKey, out var sent) && (sent.Scales.Count != 1 || sent.LogPolar is not null))
        {
            reader.Error(
                CutFromKey,
                "study.control",
                $"{sent.Name} cannot be the stamp that the layout is cut from: it does not have one scale of square pixels",
                "name a layout with pixels and pixel-scale only"
            );
        }
    }
}
