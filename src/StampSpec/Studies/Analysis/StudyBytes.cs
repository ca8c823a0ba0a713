using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Layouts.Model;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Analysis;

/// <summary>
/// Rows of bytes.csv, the bytes of one alert's stamps under each layout: by part as the cells send them; in total in every serialisation
/// and encoding whose bytes do not depend on pixel values; and measured in gzip.
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
        [
            .. study.Layouts.SelectMany(l =>
                (l.SentAs == PixelEncoding.None ? AsSent(l).Concat(Exact(l)) : []).Concat(measured.Where(r => r.Id.Layout == l.Name))
            ),
        ];

    /// <summary>The bytes of a layout as its cells send it.</summary>
    public static double TotalOf(IReadOnlyList<ByteRow> rows, StudyLayout layout) =>
        rows.Single(r => r.Id == layout.Id && r is { Serialisation: ByteRow.Raw, Part: Total }).Bytes;

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

        ByteRow Row(string part, long bytes) => new(layout.Id, ByteRow.Raw, part, bytes);
    }

    // A layout of float16 numbers has the same name with and without the encoding float16.
    private static IEnumerable<ByteRow> Exact(StudyLayout layout) => AllExact(layout).DistinctBy(r => (r.Serialisation, r.Id.Encoding));

    private static IEnumerable<ByteRow> AllExact(StudyLayout layout) =>
        from cost in StampCosts.Exact(layout.Sent)
        let encoding = cost.Encoding == PixelEncoding.None.Name ? layout.Encoding : cost.Encoding
        where cost.Serialisation != ByteRow.Raw || encoding != layout.Encoding
        select new ByteRow(layout.Id with { Encoding = encoding }, cost.Serialisation, Total, cost.BytesStamps);

    private static string Name(CutoutKind kind) => kind.ToString().ToLowerInvariant();
}
