using StampSpec.Studies.Model;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

public sealed class StudyBytesTests
{
    private const int CroppedPixels = 16 * 16;

    [Fact]
    public void Each_layout_has_its_bytes_by_part_and_in_every_serialisation_that_needs_no_pixels()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, TinyStudy.Run(folder, "out").ExitCode);
        var rows = StudyResults
            .Load(folder["out"])
            .Bytes.Where(r => r is { Id.Layout: "ztf-cropped", Planes: ByteRow.OwnPlanes })
            .ToArray();
        Assert.Equal(rows.Length, rows.DistinctBy(r => (r.Id.Encoding, r.Serialisation, r.Part)).Count());
        Assert.Equal(4 * CroppedPixels, Bytes(rows, "raw", "float32", "science"));
        Assert.Equal(3 * 4 * CroppedPixels, Bytes(rows, "raw", "float32", "total"));
        Assert.Equal(3 * 2 * CroppedPixels, Bytes(rows, "raw", "float16", "total"));
        Assert.Equal(3 * (8 + (2 * CroppedPixels)), Bytes(rows, "raw", "int16", "total"));
        Assert.Equal(3 * (8 + CroppedPixels), Bytes(rows, "raw", "int8", "total"));
        Assert.Contains(rows, r => r.Serialisation == "avro" && r.Id.Encoding == "float32");
        Assert.InRange(
            Bytes(rows, "fits", "gzip", "total"),
            Bytes(rows, "raw", "gzip", "total"),
            Bytes(rows, "fits", "float32", "total") / 2
        );
        Assert.All(rows.Where(r => r.Id.Encoding != "gzip" && r.Serialisation.StartsWith("fits", StringComparison.Ordinal)), r =>
            Assert.Equal(0, r.Bytes % 2880)
        );
    }

    [Fact]
    public void A_table_without_a_column_of_serialisations_counts_raw_planes()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["bytes.csv"], "layout,encoding,part,bytes\nztf-full,float32,total,47628\n");
        Assert.Equal([new ByteRow(new("ztf-full", "float32"), ByteRow.Raw, "total", 47628)], CsvTable.Read<ByteRow>(folder["bytes.csv"]));
    }

    private static double Bytes(ByteRow[] rows, string serialisation, string encoding, string part) =>
        rows.Single(r => r.Serialisation == serialisation && r.Id.Encoding == encoding && r.Part == part).Bytes;
}
