using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Analysis;

/// <summary>
/// Rows of bytes.csv, the bytes of one alert's stamps under each layout: by part as the cells send them; in total in every serialisation
/// and encoding whose bytes do not depend on pixel values; at the same planes for every layout; and measured in gzip.
/// </summary>
internal static class StudyBytes
{
    /// <summary>Name of the row for the sum of all parts.</summary>
    public const string Total = "total";

    /// <summary>Name of the part of a layout's features.</summary>
    public const string Features = "features";

    /// <summary>Name of the part of a layout's packet columns.</summary>
    public const string Columns = "columns";

    /// <summary>All rows.</summary>
    /// <param name="study">The study.</param>
    /// <param name="measured">Rows that were measured on alerts; empty before the alerts are read.</param>
    public static IReadOnlyList<ByteRow> Rows(Study study, IReadOnlyList<ByteRow> measured) =>
        [.. study.Layouts.SelectMany(l => RowsOf(l, [.. measured.Where(r => r.Id.Layout == l.Name)]))];

    /// <summary>The bytes of a layout as its cells send it, in its own planes and without headers.</summary>
    public static double TotalOf(IReadOnlyList<ByteRow> rows, StudyLayout layout) =>
        Find(rows, layout.Id, ByteBasis.Usual) ?? throw new InvalidOperationException($"{layout.Name} has no bytes");

    /// <summary>The bytes of a layout on a basis.</summary>
    /// <exception cref="InvalidInputException">They are not known: the alerts lack a plane, or cannot be written in the form.</exception>
    public static double TotalOf(IReadOnlyList<ByteRow> rows, StudyLayout layout, ByteBasis basis) =>
        basis == ByteBasis.Usual ? TotalOf(rows, layout) : Find(rows, layout.Id, basis) ?? throw Unknown(layout, basis);

    /// <summary>The bytes of a layout on a basis; null if the table does not have them.</summary>
    public static double? Find(IEnumerable<ByteRow> rows, LayoutId layout, ByteBasis basis)
    {
        var isGzipped = basis.Form == StampForm.GzippedFits;
        var id = isGzipped ? layout with { Encoding = basis.Form.Encoding.Name } : layout;
        return rows.FirstOrDefault(r =>
            r.Id == id && r.Part == Total && r.Planes == basis.Planes.Name && r.Serialisation == basis.Form.Serialisation.Name
        )?.Bytes;
    }

    /// <summary>The rows at equal planes that follow from the layouts, or from the rows of their own planes.</summary>
    public static IEnumerable<ByteRow> AtEqualPlanes(Study study, IReadOnlyList<ByteRow> own) =>
        from layout in study.Layouts
        from set in PlaneSet.Equal
        from row in AtEqualPlanes(layout, set, own)
        select row;

    private static InvalidInputException Unknown(StudyLayout layout, ByteBasis basis) =>
        InvalidInputException.Of(
            "study.bytes",
            $"the bytes of {layout.Name} at {basis.InWords} cannot be measured: no alert of the study has all of these planes",
            path: "bytes",
            fix: "write bytes: {planes: own} or another serialisation"
        );

    /// <summary>
    /// The bytes of a layout whose stamps are as large as footprints: means over alerts of the bytes that a stamp of each size takes.
    /// </summary>
    /// <param name="layout">The layout, without an encoding.</param>
    /// <param name="sides">Number of alerts by pixels a side of their stamp.</param>
    public static IEnumerable<ByteRow> MeanOver(StudyLayout layout, IReadOnlyDictionary<int, int> sides) =>
        sides
            .OrderBy(s => s.Key)
            .SelectMany(s => RowsOf(layout with { Layout = layout.Layout.WithSide(s.Key) }, []).Select(row => (Row: row, Alerts: s.Value)))
            .GroupBy(r => r.Row with { Bytes = 0 })
            .Select(g => g.Key with { Bytes = g.Sum(r => r.Row.Bytes * r.Alerts) / g.Sum(r => (double)r.Alerts) });

    private static ByteRow[] RowsOf(StudyLayout layout, ByteRow[] measured)
    {
        // Before alerts are read, the bytes are those of the largest stamp.
        if (layout.Sent.SmallestPixels is not null && measured.Length > 0)
        {
            return measured;
        }

        ByteRow[] own = [.. layout.SentAs == PixelEncoding.None ? AsSent(layout).Concat(Exact(layout)) : [], .. measured];
        return [.. own, .. PlaneSet.Equal.SelectMany(set => AtEqualPlanes(layout, set, own))];
    }

    /// <summary>A layout that declares the planes of the set itself has the bytes of its own planes. Gzipped FITS with variances or PSFs is
    /// left to the measurement, which knows whether the alerts have them.</summary>
    private static IEnumerable<ByteRow> AtEqualPlanes(StudyLayout layout, PlaneSet set, IReadOnlyList<ByteRow> own)
    {
        if (set.IsOwnOf(layout.Sent))
        {
            var forms = set == PlaneSet.Flux ? StampForm.All : StampForm.Exact;
            return forms.Select(form => Row(form, Find(own, layout.Id, new ByteBasis(PlaneSet.Own, form)))).OfType<ByteRow>();
        }

        return StampForm.Exact.Select(form => Row(form, new ByteBasis(set, form).Bytes(layout.Sent, layout.SentAs))).OfType<ByteRow>();

        ByteRow? Row(StampForm form, double? bytes) =>
            bytes is not { } known ? null
            : form == StampForm.GzippedFits
                ? new ByteRow(layout.Id with { Encoding = form.Encoding.Name }, form.Serialisation.Name, Total, known, set.Name)
            : new ByteRow(layout.Id, form.Serialisation.Name, Total, known, set.Name);
    }

    /// <summary>The parts beside images and PSFs, with their bytes.</summary>
    public static IEnumerable<(string Part, long Bytes)> BesideImages(StampLayout sent) =>
        [
            .. sent.Features.Count > 0 ? [(Features, sent.RawFeatureBytes)] : Array.Empty<(string, long)>(),
            .. sent.Columns.Count > 0 ? [(Columns, sent.RawColumnBytes)] : Array.Empty<(string, long)>(),
        ];

    private static IEnumerable<ByteRow> AsSent(StudyLayout layout)
    {
        foreach (var image in layout.Sent.Images)
        {
            yield return Row(Name(image), layout.Sent.RawBytesOf(image));
        }

        if (layout.Sent.Psf is not null)
        {
            yield return Row("psf", layout.Sent.RawPsfBytes);
        }

        foreach (var (part, bytes) in BesideImages(layout.Sent))
        {
            yield return Row(part, bytes);
        }

        yield return Row(Total, layout.Sent.RawBytes);

        ByteRow Row(string part, long bytes) => new(layout.Id, ByteRow.Raw, part, bytes, ByteRow.OwnPlanes);
    }

    // A layout of float16 numbers has the same name with and without the encoding float16.
    private static IEnumerable<ByteRow> Exact(StudyLayout layout) => AllExact(layout).DistinctBy(r => (r.Serialisation, r.Id.Encoding));

    private static IEnumerable<ByteRow> AllExact(StudyLayout layout) =>
        from cost in StampCosts.Exact(layout.Sent)
        let encoding = cost.Encoding == PixelEncoding.None.Name ? layout.Encoding : cost.Encoding
        where cost.Serialisation != ByteRow.Raw || encoding != layout.Encoding
        select new ByteRow(layout.Id with { Encoding = encoding }, cost.Serialisation, Total, cost.BytesStamps, ByteRow.OwnPlanes);

    /// <summary>The name of an image's part.</summary>
    public static string Name(CutoutKind kind) => kind.ToString().ToLowerInvariant();
}
