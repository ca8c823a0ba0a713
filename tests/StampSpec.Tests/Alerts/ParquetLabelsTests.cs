using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

public sealed class ParquetLabelsTests : IDisposable
{
    private const string Schema = """
        {"type": "record", "name": "label", "fields": [
          {"name": "Candid", "type": "long"}, {"name": "class", "type": ["null", "string"]}, {"name": "group", "type": ["null", "string"]},
          {"name": "strength", "type": ["null", "string"]}, {"name": "remark", "type": ["null", "string"]}]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_label_table_may_be_parquet()
    {
        Write([Row(7, "sn", "a", "strong"), Row(8, null, "b", null)], [Row(9, "agn", "c", "weak")]);
        Assert.Equal(
            [new(7, null, "sn", "a", "strong"), new(8, null, null, "b", null), new LabelRow(9, null, "agn", "c", "weak")],
            LabelTable.Load(_folder["labels.parquet"]).Rows
        );
    }

    [Fact]
    public void Bad_rows_are_all_listed_with_their_places()
    {
        Write([Row(7, "sn", "a", null), Row(8, "sn", " ", null)], [Row(7, "sn", "a", null)]);
        var invalid = Assert.Throws<InvalidInputException>(() => LabelTable.Load(_folder["labels.parquet"]));
        Assert.Equal(
            [
                "~/labels.parquet (row group 0, row 1): error labels.group: group is empty (at group); write an identifier that related alerts "
                    + "share, such as the object's id, or the candid itself",
                "~/labels.parquet (row group 1, row 0): error labels.repeated: candid 7 is already in row group 0, row 0 (at Candid)",
            ],
            invalid.Diagnostics.Select(d => d.ToString().Replace(_folder.Path, "~", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void A_missing_column_and_a_damaged_table_are_named()
    {
        File.WriteAllBytes(
            _folder["labels.parquet"],
            ParquetFile.Of(
                [
                    [Row(7, "sn", "a", null)],
                ],
                name => name != "group"
            )
        );
        Assert.Equal(
            $"{_folder["labels.parquet"]}: error labels.column: the column \"group\" is missing; write a table with the columns candid, class and "
                + "group",
            Fault()
        );
        File.WriteAllBytes(
            _folder["labels.parquet"],
            ParquetFile.Of(
                [
                    [Row(7, "sn", "a", null)],
                ],
                name => name == "remark"
            )
        );
        Assert.Equal($"{_folder["labels.parquet"]}: error parquet.columns: the table has none of the columns that are read", Fault());
        Write([Row(7, "sn", "a", null)]);
        File.WriteAllBytes(_folder["labels.parquet"], File.ReadAllBytes(_folder["labels.parquet"])[..^4]);
        Assert.StartsWith($"{_folder["labels.parquet"]}:byte ", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_group_must_have_the_columns_of_the_table()
    {
        Write([Row(7, "sn", "a", null)]);
        var bytes = File.ReadAllBytes(_folder["labels.parquet"]);
        bytes[bytes.AsSpan().LastIndexOf("group"u8)] = (byte)'x';
        File.WriteAllBytes(_folder["labels.parquet"], bytes);
        Assert.EndsWith(
            "error parquet.damaged: the list of the table's columns is damaged: a row group does not have the columns of the table in their "
                + "order",
            Fault(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_block_of_snappy_must_have_the_size_that_its_page_states()
    {
        Write([Row(7, "sn", "a", null)]);
        var table = File.ReadAllBytes(_folder["labels.parquet"]);
        // One of the bytes behind the header of the first page is the size.
        var messages = Enumerable.Range(4, 60).Select(at => MessageOf([.. table[..at], (byte)(table[at] ^ 0x10), .. table[(at + 1)..]]));
        Assert.Contains(messages, m => m.Contains("bytes when expanded, but its header states", StringComparison.Ordinal));
    }

    private string MessageOf(byte[] table)
    {
        File.WriteAllBytes(_folder["labels.parquet"], table);
        try
        {
            return $"{LabelTable.Load(_folder["labels.parquet"]).Rows.Count} rows";
        }
        catch (InvalidInputException invalid)
        {
            return invalid.Message;
        }
    }

    private string Fault() =>
        Assert.Throws<InvalidInputException>(() => LabelTable.Load(_folder["labels.parquet"])).Diagnostics.Single().ToString();

    private void Write(params AvroRecord[][] groups) => File.WriteAllBytes(_folder["labels.parquet"], ParquetFile.Of(groups));

    private static AvroRecord Row(long candid, string? label, string? group, string? strength) =>
        new((AvroRecordSchema)AvroSchema.Parse(Schema))
        {
            ["Candid"] = candid,
            ["class"] = label,
            ["group"] = group,
            ["strength"] = strength,
        };
}
