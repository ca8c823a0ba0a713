using System.Globalization;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

public sealed class LabelTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Columns_are_found_by_name_and_unknown_ones_ignored()
    {
        var table = Load("group,evidence,class,candid,strength\nZTF1,\"a, \"\"b\"\"\",sn,12,weak\nZTF2,, ,13,\n");
        Assert.Equal(
            [new LabelRow(12, null, "sn", "ZTF1", "weak") { Evidence = "a, \"b\"" }, new LabelRow(13, null, null, "ZTF2", null)],
            table.Rows
        );
        Assert.True(table.TryGet(13, out var row));
        Assert.Equal("ZTF2", row.Group);
        Assert.False(table.TryGet(14, out _));
    }

    [Fact]
    public void Missing_columns_are_all_named()
    {
        var invalid = Assert.Throws<InvalidInputException>(() => Load("id,class\n1,sn\n"));
        Assert.Equal(["the column \"candid\" is missing", "the column \"group\" is missing"], invalid.Diagnostics.Select(d => d.Message));
        Assert.All(invalid.Diagnostics, d => Assert.Equal(1, d.Line));
        Assert.Equal(3, Assert.Throws<InvalidInputException>(() => Load(string.Empty)).Diagnostics.Count);
    }

    [Fact]
    public void Capital_letters_in_the_header_do_not_matter_unless_another_column_has_the_exact_name()
    {
        Assert.Equal([new LabelRow(12, null, "sn", "a", null)], Load("CANDID,Class,Group\n12,sn,a\n").Rows);
        Assert.Equal([new LabelRow(12, null, "sn", "a", null)], Load("candid,Class,class,group\n12,no,sn,a\n").Rows);
    }

    [Theory]
    [InlineData(";", "semicolons", "\";\"")]
    [InlineData("\t", "tabs", "\"\\t\"")]
    public void Other_separators_are_named_with_the_command_that_replaces_them(string separator, string name, string tr)
    {
        var table = string.Join(separator, "Candid", "Class", "Group") + "\n" + string.Join(separator, "12", "sn", "a") + "\n";
        var invalid = Assert.Throws<InvalidInputException>(() => Load(table));
        Assert.Equal(
            $"{_folder["labels.csv"]}:1: error labels.separator: the file uses {name} between its columns; write commas, for "
                + "instance with: "
                + $"tr {tr} \",\" < {_folder["labels.csv"]} > labels-with-commas.csv",
            Assert.Single(invalid.Diagnostics).ToString()
        );
    }

    [Fact]
    public void Rows_that_cannot_be_used_are_all_listed_with_line_and_column()
    {
        var invalid = Assert.Throws<InvalidInputException>(() => Load("candid,class,group\n1,sn,a\nx,sn,a\n2,sn,\n3,sn\n1,sn,a\n"));
        Assert.Equal(
            [("labels.candid", 3, 1), ("labels.group", 4, 3), ("labels.fields", 5, null), ("labels.repeated", 6, 1)],
            invalid.Diagnostics.Select(d => (d.Code, d.Line, d.Column))
        );
        Assert.Contains("is already on line 2", invalid.Diagnostics[3].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_are_no_valid_csv_are_listed_beside_the_others_with_the_line_that_each_begins_on()
    {
        const string Table = "candid,class,group\n1,\"two\nlines\",a\n\n2,s\"n,a\nx,sn,a\n3,\"s\"n,a\n4,sn,\"a\n5,sn,a\n";
        var invalid = Assert.Throws<InvalidInputException>(() => Load(Table));
        Assert.Equal(
            [
                ("labels.csv", 5, "a field that does not begin with a quote contains one"),
                ("labels.candid", 6, "candid is \"x\"; a whole number is needed"),
                ("labels.csv", 7, "text follows the closing quote of a field"),
                ("labels.csv", 8, "a quote is not closed"),
            ],
            invalid.Diagnostics.Select(d => (d.Code, d.Line!.Value, d.Message))
        );
    }

    [Theory]
    [InlineData("candid,class,group,class\n", "labels.column")]
    [InlineData("candid,class,group\n1,s\"n,a\n", "labels.csv")]
    [InlineData("candid,class,\"group\n1,sn,a\n", "labels.csv")]
    public void A_table_that_is_ambiguous_or_malformed_is_refused(string text, string code) =>
        Assert.Equal(code, Assert.Single(Assert.Throws<InvalidInputException>(() => Load(text)).Diagnostics).Code);

    [Fact]
    public void A_table_that_does_not_exist_is_named() =>
        Assert.Equal(
            "labels.no-such-file",
            Assert.Single(Assert.Throws<InvalidInputException>(() => LabelTable.Load(_folder["none.csv"])).Diagnostics).Code
        );

    [SkippableFact]
    public void Every_row_of_the_real_alerts_table_is_read_as_it_is_written()
    {
        var table = LabelTable.Load(Repository.SharedPath("data", "ztf-labels.csv"));
        Assert.Equal(SharedIndex.Ztf().Select(Written), table.Rows);
        Assert.Contains(table.Rows, row => row.Class is null);
        Assert.Equal(5, table.Rows.Where(r => r.Class == "satellite").Select(r => r.Group).Distinct().Count());

        static LabelRow Written(IReadOnlyDictionary<string, string> row) =>
            new(
                long.Parse(row["candid"], CultureInfo.InvariantCulture),
                Given(row["file"]),
                Given(row["class"]),
                row["group"],
                Given(row["strength"])
            )
            {
                Evidence = Given(row["evidence"].Trim()),
            };

        static string? Given(string field) => field.Length == 0 ? null : field;
    }

    private LabelTable Load(string text)
    {
        File.WriteAllText(_folder["labels.csv"], text);
        return LabelTable.Load(_folder["labels.csv"]);
    }
}
