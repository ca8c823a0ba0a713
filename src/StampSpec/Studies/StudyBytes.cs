using StampSpec.Pixels;
using StampSpec.Studies.Results;

namespace StampSpec.Studies;

/// <summary>Rows of bytes.csv: what one alert's stamps cost under each layout, uncompressed and without headers.</summary>
internal static class StudyBytes
{
    /// <summary>The part that sums the others.</summary>
    public const string Total = "total";

    /// <summary>All rows.</summary>
    public static IReadOnlyList<ByteRow> Rows(Study study) => [.. study.Layouts.SelectMany(Rows)];

    private static IEnumerable<ByteRow> Rows(StudyLayout layout)
    {
        foreach (var image in layout.Layout.Images)
        {
            yield return Row(Name(image), layout.Layout.RawBytesPerImage);
        }

        if (layout.Layout.Psf is not null)
        {
            yield return Row("psf", layout.Layout.RawPsfBytes);
        }

        yield return Row(Total, layout.Layout.RawBytes);

        ByteRow Row(string part, long bytes) => new(layout.Name, layout.Encoding, part, bytes);
    }

    private static string Name(CutoutKind kind) => kind.ToString().ToLowerInvariant();
}
