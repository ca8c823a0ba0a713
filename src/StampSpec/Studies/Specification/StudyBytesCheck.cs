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
                + "planes and the serialisation, the same for all layouts. The default is each layout's own planes, raw. On another "
                + "basis, the published budgets are left out, because they count other planes.",
            s => s.Bytes,
            WithBasis,
            isWritten: s => s.Bytes != ByteBasis.Usual
        );

    /// <summary>Reports the layouts whose bytes cannot be counted on the basis that the spec asks for.</summary>
    /// <param name="reader">The spec.</param>
    /// <param name="entries">Its layouts.</param>
    /// <param name="needsBudgets">Whether the spec has a search, which goes by budgets, and none of its own.</param>
    public static void Check(SpecReader reader, IEnumerable<StudyLayoutEntry> entries, bool needsBudgets)
    {
        if (!reader.Has(Key) || !reader.TryGet(Key, out var basis))
        {
            return;
        }

        if (needsBudgets && basis != ByteBasis.Usual)
        {
            reader.Error(
                Key,
                "study.bytes",
                $"a search needs budgets, and the published ones do not count {basis.InWords}",
                "add budgets of your own, such as budgets: {our-link: 4096}"
            );
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

    private static Study WithBasis(Study study, ByteBasis basis) =>
        study with
        {
            Bytes = basis,
            Budgets = basis == ByteBasis.Usual ? study.Budgets : [.. study.Budgets.Except(StudyBudget.Published)],
        };

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
