using StampSpec.Common;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

public sealed class StudyIdTests : IDisposable
{
    private const string Text =
        "{\n  \"layout\": \"a\",\n  \"encoding\": \"rice-q4\",\n  \"run\": 1,\n  \"fold\": 2,\n  \"reason\": \"why\"\n}\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_and_folds_are_counted_from_1_in_ids_and_names_of_files()
    {
        var id = CellId.At(new LayoutId("a", "rice-q4"), 0, 2);
        Assert.Equal(new CellId("a", "rice-q4", 1, 3), id);
        Assert.Equal(("a-run-1", "a-run-1-fold-3"), (id.RunName, id.FoldName));
        Assert.Equal(new LayoutId("a", "rice-q4"), id.LayoutId);
        Assert.Equal([1, 2, 3], CellId.Runs(3));
    }

    [Fact]
    public void Parts_of_an_id_stand_beside_the_other_members_of_its_record()
    {
        var failed = new FailedCell(new CellId("a", "rice-q4", 1, 2), "why");
        Assert.Equal(Text, StudyJson.Format(failed));
        Assert.Equal(failed, Read<FailedCell>(Text));
    }

    [Theory]
    [InlineData("\"fold\": 2,", "", "fold", 1)]
    [InlineData("\"reason\"", "\"other\"", "reason", 1)]
    [InlineData("\"rice-q4\"", "null", "encoding", 3)]
    [InlineData("\"run\": 1", "\"run\": \"one\"", "run", 4)]
    public void A_record_whose_id_is_cut_or_changed_is_refused_with_its_line(string part, string changed, string named, int line)
    {
        var broken = Assert.Throws<InvalidInputException>(() => Read<FailedCell>(Text.Replace(part, changed, StringComparison.Ordinal)));
        Assert.Equal("study.broken-document", broken.Diagnostics[0].Code);
        Assert.Contains(named, broken.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.InRange(broken.Diagnostics[0].Line!.Value, line, 7);
    }

    [Fact]
    public void What_a_record_with_an_id_leaves_out_keeps_its_default()
    {
        const string Old = """
            {"layout": "a", "encoding": "int8", "bytes": 3, "pixelsPerImage": 4, "fieldOfViewArcsec": 5, "completeRuns": [1]}
            """;
        var summary = Read<LayoutSummary>(Old);
        Assert.Equal((new LayoutId("a", "int8"), 3, 4, 5), (summary.Id, summary.Bytes, summary.PixelsPerImage, summary.FieldOfViewArcsec));
        Assert.Equal([1], summary.CompleteRuns);
        Assert.Empty(summary.Estimates);
        Assert.Null(summary.OnFront);
    }

    private T Read<T>(string text)
    {
        File.WriteAllText(_folder["record.json"], text);
        return StudyJson.Read<T>(_folder["record.json"]);
    }
}
