using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of a study's <c>bytes</c>, and the layouts whose bytes are not known on that basis.</summary>
internal static class StudyBytesCheck
{
    /// <summary>The key.</summary>
    public static SpecKey<Study, ByteBasis> Key { get; } =
        new(
            "bytes",
            ByteBasis.Declaration,
            "What the bytes of layouts count, for the x axis of the chart, the Pareto front and the best layout within each budget: the "
                + "planes and the serialisation, the same for all layouts. The default is each layout's own planes, raw.",
            s => s.Bytes,
            (s, basis) => s with { Bytes = basis },
            isWritten: s => s.Bytes != ByteBasis.Usual
        );

    /// <summary>Reports the layouts whose bytes cannot be counted on the basis that the spec asks for.</summary>
    public static void Check(SpecReader reader, IEnumerable<StudyLayoutEntry> entries)
    {
        if (!reader.Has(Key) || !reader.TryGet(Key, out var basis))
        {
            return;
        }

        foreach (var entry in entries)
        {
            if (ReasonAgainst(basis, entry) is { } reason)
            {
                reader.Error(
                    Key,
                    "study.bytes",
                    $"the bytes of {entry.NameInTables} cannot be counted at {basis.InWords}: {reason}",
                    "write bytes: {planes: own, serialisation: raw}, or remove the encoding of this layout"
                );
            }
        }
    }

    private static string? ReasonAgainst(ByteBasis basis, StudyLayoutEntry entry)
    {
        var sent = entry.Control?.CutFrom ?? entry.Layout;
        var encoding = entry.SentAs ?? PixelEncoding.None;
        var isGzipped = basis.Form == StampForm.GzippedFits;
        if (isGzipped && !entry.IsSentAsItIs)
        {
            return $"it is sent in the encoding {encoding.Name}, which is not gzipped FITS";
        }

        if (!basis.Form.Serialisation.Supports(basis.Planes.Of(sent), isGzipped ? basis.Form.Encoding : encoding))
        {
            return $"{basis.Form.Name} cannot store its number types";
        }

        return isGzipped || basis.Planes.IsOwnOf(sent) || basis.Bytes(sent, encoding) is not null
            ? null
            : $"the size of the encoding {encoding.Name} depends on pixel values and is measured in the layout's own planes only";
    }
}
