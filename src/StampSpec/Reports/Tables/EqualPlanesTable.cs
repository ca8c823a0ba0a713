using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;

namespace StampSpec.Reports.Tables;

/// <summary>The table of every layout's bytes at the same planes, in every serialisation.</summary>
internal static class EqualPlanesTable
{
    /// <summary>Its name.</summary>
    public const string Name = "bytes-at-equal-planes";

    /// <summary>The table; null if the study's bytes are not known at equal planes.</summary>
    public static ReportTable? Of(StudyResults results, ReportNames names)
    {
        object?[][] rows = [.. PlaneSet.Equal.SelectMany(set => names.Ordered.Select(layout => Row(results, names, layout, set)))];
        rows = [.. rows.Where(row => row[3..].Any(cell => cell is not null))];
        return rows.Length == 0
            ? null
            : new ReportTable(
                Name,
                Caption,
                [
                    new("planes", "Planes"),
                    new("layout", "Layout"),
                    new("images", "Images", 0),
                    .. StampForm.All.Select(form => new TableColumn(form.Name.Replace('-', '_') + "_bytes", HeadingOf(form), 0)),
                ],
                rows
            );
    }

    private static string Caption { get; } =
        string.Create(
            CultureInfo.InvariantCulture,
            $"Bytes of one alert's stamps at equal planes; compare layouts only within a set of planes and a column. Images, scales and "
                + $"features are those of each layout. flux: float32 only. dmtn-102: flux and variance in float32, mask in int16. rubin: "
                + $"flux and variance in float32, a PSF of 41 x 41 float64 for each image. Gzipped FITS is a mean over alerts of the study "
                + $"(at most {SentBytes.MostSampledAtEqualPlanes}, or {SentBytes.MostSampled} for a layout's own planes), with masks of "
                + $"zeros; it is blank where the alerts have no variance or no PSF, or where stamps are sent in an encoding."
        );

    private static string HeadingOf(StampForm form) =>
        form.Name switch
        {
            "raw" => "Raw",
            "avro" => "Avro",
            "fits" => "FITS",
            _ => "Gzipped FITS",
        };

    private static object?[] Row(StudyResults results, ReportNames names, LayoutSummary layout, PlaneSet set) =>
        [
            set.Name,
            names.Of(layout),
            ImagesOf(results, layout.Id),
            .. StampForm.All.Select(form => (object?)StudyBytes.Find(results.Bytes, layout.Id, new ByteBasis(set, form))),
        ];

    private static int ImagesOf(StudyResults results, LayoutId layout)
    {
        string[] images = [.. Enum.GetValues<CutoutKind>().Select(StudyBytes.Name)];
        return results.Bytes.Count(r =>
            r.Id == layout && r is { Serialisation: ByteRow.Raw, Planes: ByteRow.OwnPlanes } && images.Contains(r.Part)
        );
    }
}
